#include "reeve/worker/result.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "worker/blocks.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kNotesMax = 4096;
constexpr std::size_t kCommitMax = 64;  // hex digits of a SHA-256
constexpr std::size_t kOtherTasksMax = 5;
constexpr std::size_t kOtherTaskBytesMax = 100;
constexpr double kTokensMax = 1e15;

// Runs `read` on the value under `key`; an absent or null one is right.
template <class Read>
bool read_optional(const Json& block, const char* key, Read read) {
  auto found = block.find(key);
  return found == block.end() || found->is_null() || read(*found);
}

bool read_text(const Json& value, std::size_t bytes_max, std::string& into) {
  const auto* text = value.get_ptr<const std::string*>();
  if (!text) return false;
  into = shorten(one_line(trim(*text)), bytes_max);
  return true;
}

bool read_used(const Json& value, std::optional<std::int64_t>& into) {
  if (const auto* text = value.get_ptr<const std::string*>()) {
    into = parse_tokens(*text);
    return true;
  }
  if (!value.is_number()) return false;
  auto tokens = value.get<double>();
  if (tokens >= 0 && tokens <= kTokensMax) into = static_cast<std::int64_t>(tokens);
  return true;
}

bool read_task_id(const Json& value, std::string& into) {
  if (value.is_number_integer()) into = value.dump();
  if (const auto* text = value.get_ptr<const std::string*>()) into = *text;
  return !into.empty();
}

std::optional<WorkerResult> read_block(std::string_view text) {
  const Json block = Json::parse(to_valid_utf8(text), nullptr, false);
  if (!block.is_object() || !block.contains("task_id") || !block.contains("status")) return std::nullopt;
  const auto* word = block["status"].get_ptr<const std::string*>();
  auto status = word ? result_status_named(to_lower_ascii(trim(*word))) : std::nullopt;
  WorkerResult result;
  if (!status || !read_task_id(block["task_id"], result.task_id)) return std::nullopt;
  result.status = *status;
  bool typed =
      read_optional(block, "used", [&](const Json& value) { return read_used(value, result.tokens); }) &&
      read_optional(block, "commit_sha",
                    [&](const Json& value) { return read_text(value, kCommitMax, result.commit); }) &&
      read_optional(block, "notes",
                    [&](const Json& value) { return read_text(value, kNotesMax, result.notes); });
  return typed ? std::optional(result) : std::nullopt;
}

}  // namespace

std::string_view name_of(ResultStatus status) {
  switch (status) {
    case ResultStatus::success:
      return "success";
    case ResultStatus::failed:
      return "failed";
    case ResultStatus::blocked:
      return "blocked";
  }
  return "failed";
}

std::optional<ResultStatus> result_status_named(std::string_view name) {
  for (auto status : {ResultStatus::success, ResultStatus::failed, ResultStatus::blocked})
    if (name == name_of(status)) return status;
  return std::nullopt;
}

void ResultScanner::feed(std::string_view text) {
  constexpr std::size_t kKept = kTextMax / 2;
  if (text.size() > kKept) text.remove_prefix(text.size() - kKept);
  // Dropping half at once keeps the cost of moving the rest constant per byte fed.
  if (text_.size() + text.size() > kTextMax) text_.erase(0, text_.size() - kKept);
  text_ += text;
}

std::optional<WorkerResult> ResultScanner::result() const {
  auto blocks = json_objects(text_);
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    auto result = read_block(*block);
    if (result && result->task_id == task_id_) return result;
  }
  return std::nullopt;
}

std::optional<std::string> ResultScanner::other_task() const {
  std::vector<std::string> others;
  for (auto block : json_objects(text_)) {
    if (others.size() == kOtherTasksMax) break;
    auto result = read_block(block);
    if (!result || result->task_id == task_id_) continue;
    std::string shown = shorten(one_line(result->task_id), kOtherTaskBytesMax);
    if (std::find(others.begin(), others.end(), shown) == others.end()) others.push_back(shown);
  }
  if (others.empty()) return std::nullopt;
  return join(others, ", ");
}

}  // namespace reeve::worker
