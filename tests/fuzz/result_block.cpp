// Any text as what a worker printed, and as what an auditor printed.
#include "support/fuzz.h"

#include "reeve/worker/audit.h"
#include "reeve/worker/result.h"

namespace reeve::worker {
namespace {

constexpr std::size_t kNotesMax = 4096 + 16;
constexpr std::size_t kFindingsMax = (8 << 10) + 16;
const std::string kLast = "\n{\"task_id\": \"A-1\", \"status\": \"blocked\", \"notes\": \"the last word\"}";
const std::string kRefusal = "\n{\"task_id\": \"A-1\", \"verdict\": \"rejected\", \"findings\": \"a hole\"}";

bool same(const std::optional<WorkerResult>& left, const std::optional<WorkerResult>& right) {
  if (!left || !right) return left.has_value() == right.has_value();
  return left->task_id == right->task_id && left->status == right->status && left->tokens == right->tokens &&
         left->commit == right->commit && left->notes == right->notes;
}

bool on_one_line(const std::string& text) {
  return text.find_first_of("\n\r\x1b") == text.npos && !invalid_utf8_at(text);
}

void check_result(std::string_view text) {
  ResultScanner scanner("A-1"), in_pieces("A-1");
  scanner.feed(text);
  fuzz::in_pieces(text, [&](std::string_view piece) { in_pieces.feed(piece); });
  auto result = scanner.result();
  if (text.size() <= ResultScanner::kTextMax / 2) FUZZ_CHECK(same(result, in_pieces.result()));
  if (result) {
    FUZZ_CHECK(result->task_id == "A-1");
    FUZZ_CHECK(result->notes.size() <= kNotesMax && on_one_line(result->notes));
    FUZZ_CHECK(result->commit.size() <= 80 && on_one_line(result->commit));
    FUZZ_CHECK(!result->tokens || *result->tokens >= 0);
  }
  auto others = scanner.other_task();
  FUZZ_CHECK(!others || (others->size() < 600 && on_one_line(*others)));
  // Whatever came before it, the last block counts.
  scanner.feed(kLast);
  result = scanner.result();
  FUZZ_CHECK(result && result->status == ResultStatus::blocked && result->notes == "the last word");
}

void check_verdict(std::string_view text) {
  auto verdict = find_audit_verdict(text, "A-1");
  FUZZ_CHECK(!verdict || verdict->findings.size() <= kFindingsMax);
  FUZZ_CHECK(!verdict || verdict->findings.find('\x1b') == std::string::npos);
  // Nothing that is written before a refusal makes it an acceptance.
  auto refused = find_audit_verdict(std::string(text) + kRefusal, "A-1");
  FUZZ_CHECK(refused && !refused->accepted);
}

}  // namespace
}  // namespace reeve::worker

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::worker::check_result(reeve::fuzz::text_of(data, size));
  reeve::worker::check_verdict(reeve::fuzz::text_of(data, size));
  return 0;
}
