#include "reeve/worker/claude_transcript.h"

#include <algorithm>
#include <array>

#include "worker/claude_line.h"
#include "worker/claude_usage.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

constexpr std::int64_t kSmallWindow = 200'000;
constexpr std::array<std::string_view, 3> kMillionFamilies = {"opus", "sonnet", "fable"};
constexpr std::string_view kSmallFamily = "haiku";
constexpr std::string_view kNoModel = "<synthetic>";  // words of the program itself
constexpr std::size_t kModelMax = 200;
constexpr std::size_t kErrorMax = 200;
constexpr std::size_t kCommandsMax = 1000;

// Told cheaply, before a line of megabytes is parsed.
bool mentions(std::string_view line, std::string_view word) {
  return line.find(word) != line.npos;
}

std::optional<TranscriptContext> after_answer(const Json& line) {
  const Json& message = part_at(line, "message");
  const Json& usage = part_at(message, "usage");
  std::string_view model = text_at(message, "model");
  if (truth_at(line, "isSidechain") || model == kNoModel || !usage.is_object()) return std::nullopt;
  std::int64_t tokens = number_at(usage, "input_tokens") + number_at(usage, "cache_creation_input_tokens") +
                        number_at(usage, "cache_read_input_tokens");
  return TranscriptContext{tokens, std::string(model.substr(0, kModelMax))};
}

std::optional<TranscriptContext> after_compaction(const Json& line) {
  if (text_at(line, "subtype") != "compact_boundary" || truth_at(line, "isSidechain")) return std::nullopt;
  return TranscriptContext{number_at(part_at(line, "compactMetadata"), "postTokens"), ""};
}

std::optional<TranscriptContext> context_of(std::string_view text) {
  bool answer = mentions(text, "\"assistant\"");
  if (!answer && !mentions(text, "\"compact_boundary\"")) return std::nullopt;
  std::string copy(text);
  Json line = parse_line(copy);
  std::string_view type = text_at(line, "type");
  if (type == "assistant") return after_answer(line);
  return type == "system" ? after_compaction(line) : std::nullopt;
}

void add_commands(const Json& line, std::vector<std::string>& commands) {
  const Json& content = part_at(part_at(line, "message"), "content");
  if (text_at(line, "type") != "assistant" || !content.is_array()) return;
  for (const Json& block : content) {
    if (text_at(block, "type") != "tool_use" || text_at(block, "name") != "Bash") continue;
    commands.emplace_back(text_at(part_at(block, "input"), "command"));
  }
}

}  // namespace

std::optional<TranscriptContext> context_in(std::string_view end_of_transcript) {
  while (!end_of_transcript.empty()) {
    auto newline = end_of_transcript.rfind('\n');
    auto from = newline == end_of_transcript.npos ? 0 : newline + 1;
    if (auto context = context_of(end_of_transcript.substr(from))) return context;
    end_of_transcript = end_of_transcript.substr(0, from == 0 ? 0 : newline);
  }
  return std::nullopt;
}

std::string failure_in(std::string_view end_of_transcript) {
  std::string failure;
  for (std::string_view text : split_lines(end_of_transcript)) {
    bool answer = mentions(text, "\"assistant\"");
    if (!answer && !mentions(text, "\"user\"")) continue;
    std::string copy(text);
    Json line = parse_line(copy);
    std::string_view type = text_at(line, "type");
    if (truth_at(line, "isSidechain") || (type != "assistant" && type != "user")) continue;
    failure =
        truth_at(line, "isApiErrorMessage") ? std::string(text_at(line, "error").substr(0, kErrorMax)) : "";
  }
  return failure;
}

std::vector<std::string> commands_in(std::string_view transcript) {
  std::vector<std::string> commands;
  for (std::string_view text : split_lines(transcript)) {
    if (commands.size() >= kCommandsMax) break;
    if (!mentions(text, "\"assistant\"") || !mentions(text, "\"Bash\"")) continue;
    std::string copy(text);
    add_commands(parse_line(copy), commands);
  }
  return commands;
}

std::int64_t window_of(std::string_view model, const WindowSurroundings& surroundings) {
  if (surroundings.no_million) return kSmallWindow;
  if (model.ends_with(kMillionSuffix)) return kMillion;
  auto named = [&](std::string_view family) { return mentions(model, family); };
  bool large = std::any_of(kMillionFamilies.begin(), kMillionFamilies.end(), named);
  if (large) return surroundings.other_api ? kSmallWindow : kMillion;
  if (named(kSmallFamily)) return kSmallWindow;
  return surroundings.of_unknown_models.value_or(kSmallWindow);
}

}  // namespace reeve::worker
