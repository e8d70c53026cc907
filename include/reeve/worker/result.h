// What a worker says about its work. It is a claim, never proof.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace reeve::worker {

enum class ResultStatus { success, failed, blocked };
std::string_view name_of(ResultStatus status);
std::optional<ResultStatus> result_status_named(std::string_view name);

// The result block: {"task_id","status","used","commit_sha","notes"} (section 7 of the design).
struct WorkerResult {
  std::string task_id;
  ResultStatus status = ResultStatus::failed;
  std::optional<std::int64_t> tokens;  // from `used`: "5.2K" or a number
  std::string commit;                  // may be empty or abbreviated, at most 64 bytes; not checked here
  std::string notes;                   // one line, at most 4 KiB
};

// Collects a worker's text as it comes and finds the last valid block for one task. Keeps at most
// `kTextMax` bytes of the end of the text in memory (at least half of that), whatever the worker
// prints; finding takes time linear in these.
//
// What is a block: the outermost JSON objects of the text (RFC 8259). An object inside another, or
// inside a string of one, is part of that and no block; where the outer one is not valid JSON (prose
// with a lone brace, a cut line) the inner ones count. Malformed UTF-8 in a block reads as U+FFFD.
class ResultScanner {
 public:
  static constexpr std::size_t kTextMax = 1 << 20;
  explicit ResultScanner(std::string task_id) : task_id_(std::move(task_id)) {}

  void feed(std::string_view text);
  // The last block with "task_id" equal to this task's (an integer counts as its text) and a known
  // status. Fenced or bare; unknown keys are ignored, null counts as absent, wrongly typed known ones
  // make a block invalid; a `used` that is no count of tokens is dropped.
  std::optional<WorkerResult> result() const;
  // Task ids of valid blocks for other tasks, for the evidence ("it reported on B-2, C-3"): at most 5,
  // without repeats, fit to be shown on one line.
  std::optional<std::string> other_task() const;

 private:
  std::string task_id_;
  std::string text_;
};

}  // namespace reeve::worker
