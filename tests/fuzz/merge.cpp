// Three versions of a tracking file, parted by lines of a form feed: one that did not change yields, and the
// merge of any three is a file with the rows of both sides or conflict marks.
#include "reeve/board/merge.h"

#include "support/fuzz.h"

#include "reeve/board/ownership.h"

namespace reeve::board {
namespace {

std::string cut(std::string_view& rest) {
  auto end = rest.find("\f\n");
  std::string part(rest.substr(0, end));
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 2);
  return part;
}

// As merging by lines would, of sides whose texts without their tables are the same.
std::optional<std::string> merged(const Versions& versions) {
  auto merge = merge_tables(versions, {}, {});
  if (!merge) return fuzz::check_error(merge.error()), std::nullopt;
  const Versions& text = merge->text;
  std::string by_lines = text.ours == text.base ? text.theirs : text.ours;
  if (text.ours != text.base && text.theirs != text.base && text.ours != text.theirs) return std::nullopt;
  auto whole = with_tables(*merge, by_lines);
  if (!whole) return fuzz::check_error(whole.error()), std::nullopt;
  return *whole;
}

void check_judges(const std::string& before, const std::string& after) {
  auto old = read_any(before, {}), now = read_any(after, {});
  if (!old || !now) return;
  FUZZ_CHECK(judge_hand(*old, *old).empty());
  for (const auto& violations : {judge_hand(*old, *now), judge_steps(*old, *now)}) {
    FUZZ_CHECK(violations.size() <= kViolationsMax);
    for (const Violation& violation : violations)
      FUZZ_CHECK(violation.line <= now->document().line_count() && !violation.message.empty());
  }
}

void merge(std::string_view bytes) {
  std::string base = cut(bytes), ours = cut(bytes), theirs = cut(bytes);
  merged({base, ours, theirs});
  bool is_theirs = fuzz::Choices(base).one_in(2);
  auto from_one = is_theirs ? merged({base, base, ours}) : merged({base, ours, base});
  FUZZ_CHECK(!from_one || *from_one == ours);
  check_judges(base, ours);
}

}  // namespace
}  // namespace reeve::board

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::board::merge(reeve::fuzz::text_of(data, size));
  return 0;
}
