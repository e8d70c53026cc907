// The shortcuts around cmark-gfm against cmark-gfm itself, as tests/unit/board/differential_test.cpp has
// it on documents of its own making: rows cut out before it reads change nothing, nor does a tree
// that is looked at before it is finished; our splitter gives its cells.
// Seeds: fixtures/boards
#include "board/markdown.h"

#include "board/outline.h"
#include "support/cells.h"
#include "support/fuzz.h"

namespace reeve::board {
namespace {

void check_same(const Outline& cut, const Outline& whole) {
  FUZZ_CHECK(cut.top.size() == whole.top.size());
  for (std::size_t i = 0; i < cut.top.size(); ++i) {
    const Block &ours = cut.top[i], &theirs = whole.top[i];
    FUZZ_CHECK(ours.kind == theirs.kind && ours.first_line == theirs.first_line);
    if (ours.kind != BlockKind::table) continue;
    FUZZ_CHECK(ours.last_line == theirs.last_line && ours.body_rows == theirs.body_rows);
    FUZZ_CHECK(ours.columns == theirs.columns);
  }
  FUZZ_CHECK(cut.nested.size() == whole.nested.size());
  for (std::size_t i = 0; i < cut.nested.size(); ++i) {
    FUZZ_CHECK(cut.nested[i].delimiter_line == whole.nested[i].delimiter_line);
    FUZZ_CHECK(cut.nested[i].rows == whole.nested[i].rows);
  }
}

void compare(std::string_view bytes) {
  Document document{std::string(bytes)};
  auto cut = read_outline(document), whole = read_outline(document, Reading::whole);
  // What is refused as too large for cmark-gfm may be read with its rows cut out.
  if (!cut) return fuzz::check_error(cut.error());
  if (!whole) return fuzz::check_error(whole.error());
  // These end a table for cmark-gfm; for us a row with such bytes is a row, and one of a task table is
  // refused.
  if (invalid_utf8_at(bytes) || bytes.find('\0') != bytes.npos) return;
  check_same(*cut, *whole);
  Blocks theirs = blocks_by_cmark(bytes);
  check_same(*whole, {theirs.top, theirs.nested, {}});
  FUZZ_CHECK(cells_by_us(document, *cut) == cells_by_cmark(bytes));
}

}  // namespace
}  // namespace reeve::board

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::board::compare(reeve::fuzz::text_of(data, size));
  return 0;
}
