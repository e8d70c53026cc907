#include "app/session_context.h"

#include <algorithm>
#include <charconv>

#include "reeve/base/text.h"
#include "reeve/worker/claude_transcript.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kFirstPart = 64 << 10;
constexpr std::uint64_t kGrowth = 8;
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::size_t kTranscriptNameMax = 100;

bool is_session_id(std::string_view text) {
  auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= kTranscriptNameMax && std::all_of(text.begin(), text.end(), fits);
}

bool is_set(const Environment& environment, std::string_view name) {
  std::string value = variable_in(environment, name);
  return !value.empty() && value != "0" && value != "false";
}

bool is_other_api(const Environment& environment) {
  std::string url = variable_in(environment, "ANTHROPIC_BASE_URL");
  if (url.empty()) return false;
  auto scheme = url.find("://");
  std::string host = scheme == url.npos ? url : url.substr(scheme + 3);
  return to_lower_ascii(host.substr(0, host.find_first_of("/:"))) != "api.anthropic.com";
}

worker::WindowSurroundings surroundings_of(const Environment& environment) {
  worker::WindowSurroundings surroundings;
  surroundings.other_api = is_other_api(environment);
  surroundings.no_million = is_set(environment, "CLAUDE_CODE_DISABLE_1M_CONTEXT");
  std::string told = variable_in(environment, "CLAUDE_CODE_MAX_CONTEXT_TOKENS");
  std::int64_t tokens = 0;
  auto [end, error] = std::from_chars(told.data(), told.data() + told.size(), tokens);
  if (error == std::errc() && end == told.data() + told.size() && tokens > 0)
    surroundings.of_unknown_models = tokens;
  return surroundings;
}

// Nothing also if it cannot be found out.
std::optional<std::uint64_t> size_of(port::Files& files, const std::string& path) {
  auto slash = path.rfind('/');
  if (slash == path.npos) return std::nullopt;
  auto entries = files.list(path.substr(0, slash));
  if (!entries) return std::nullopt;
  for (const port::FileEntry& entry : *entries)
    if (entry.name == path.substr(slash + 1)) return entry.size;
  return std::nullopt;
}

std::optional<worker::TranscriptContext> find_context(port::Files& files, const std::string& path) {
  auto size = size_of(files, path);
  if (!size) return std::nullopt;
  for (std::uint64_t wanted = kFirstPart;; wanted *= kGrowth) {
    std::uint64_t length = std::min({wanted, *size, kTranscriptEndMax});
    auto part = files.read_part(path, *size - length, length);
    if (!part) return std::nullopt;
    if (auto context = worker::context_in(*part)) return context;
    if (length == *size || length == kTranscriptEndMax) return std::nullopt;
  }
}

}  // namespace

std::string own_session(port::Files& files, const std::string& reeve_dir, const Environment& environment) {
  return session_now(files, reeve_dir, variable_in(environment, kSessionVariable));
}

Result<std::string> find_transcript(port::Files& files, const Environment& environment,
                                    const std::string& session) {
  std::string home = variable_in(environment, "CLAUDE_CONFIG_DIR");
  if (home.empty()) home = variable_in(environment, "HOME") + "/.claude";
  auto projects =
      is_session_id(session) ? files.list(home + "/projects") : Result<std::vector<port::FileEntry>>(Error{});
  if (projects) {
    for (const port::FileEntry& entry : *projects) {
      std::string path = home + "/projects/" + entry.name + "/" + session + ".jsonl";
      if (entry.directory && files.exists(path)) return path;
    }
  }
  return Error{ErrorKind::usage,
               "there is no transcript of the session " + shown_id(session) + " in " + home + "/projects",
               "name the file: reeve budget --transcript FILE"};
}

std::optional<worker::ContextUse> read_context(port::Files& files, const Environment& environment,
                                               const std::string& transcript,
                                               const std::optional<SessionGauge>& gauge,
                                               const std::string& model) {
  auto found = find_context(files, transcript);
  if (!found) return std::nullopt;
  // Answers name the model without its suffix.
  bool same = !model.empty() && (found->model.empty() || model.starts_with(found->model));
  std::int64_t window = gauge ? gauge->context.window : 0;
  if (window <= 0) window = worker::window_of(same ? model : found->model, surroundings_of(environment));
  if (found->tokens > window) window = std::max(kMillion, found->tokens);  // as it must be, then
  return worker::ContextUse{found->tokens, window};
}

std::string last_failure(port::Files& files, const std::string& transcript) {
  auto size = size_of(files, transcript);
  if (!size) return "";
  std::uint64_t length = std::min(kFirstPart, *size);
  auto part = files.read_part(transcript, *size - length, length);
  return part ? worker::failure_in(*part) : "";
}

bool compacts_itself(const Environment& environment) {
  return is_set(environment, "CLAUDE_CODE_AUTO_COMPACT_WINDOW") &&
         !is_set(environment, "DISABLE_AUTO_COMPACT") && !is_set(environment, "DISABLE_COMPACT");
}

}  // namespace reeve::app
