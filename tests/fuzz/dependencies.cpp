// Any text as the `depends_on` cell (its first line) and the `blocks` cell (the rest) of one row of a board.
#include "board/dependencies.h"

#include <functional>

#include "board/content.h"
#include "support/fuzz.h"

#include "reeve/board/edit.h"

namespace reeve::board {
namespace {

const std::string kBoard =
    "| id | status | depends_on | blocks |\n|---|---|---|---|\n| A-1 | done | | |\n| A-2 | done | | |\n"
    "| A-3 | todo | | |\n| A-4 | todo | | |\n| A-9 | todo | | |\n| A-10 | todo | | |\n| B-1 | todo | | |\n"
    "| MS-B-1 | todo | | |\n| MS-B-2 | todo | | |\n| 7 | todo | | |\n| 8 | todo | | |\n| 1.2 | done | | |\n"
    "| 1.3 | todo | | |\n| R&D-1 | todo | | |\n| \xc3\x84-1 | todo | | |\n| X | todo | | |\n";

const Board& a_board() {
  static const Board board = *Board::read(kBoard, {});
  return board;
}

void check_named(std::string_view cell) {
  Resolver resolver(BoardAccess::of(a_board()));
  const Named& named = resolver.resolve(cell);
  for (std::uint32_t task : named.tasks) FUZZ_CHECK(task < a_board().tasks().size());
  auto inside = [&](std::string_view piece) {
    std::less_equal<const char*> before;
    return piece.empty() || (before(cell.data(), piece.data()) &&
                             before(piece.data() + piece.size(), cell.data() + cell.size()));
  };
  for (std::string_view piece : named.unknown) FUZZ_CHECK(inside(piece));
  for (std::string_view piece : named.remarks) FUZZ_CHECK(inside(piece));
}

// A list of ids that are there means exactly these, whatever parts them. (An id with a separator in it needs
// a comma.)
void check_list(fuzz::Choices choices) {
  static const std::vector<std::string> kSeparators = {", ",  ",", "; ",  "<br>", " + ",
                                                       " / ", "/", " & ", " and "};
  std::size_t number = choices.below(kSeparators.size());
  bool comma = number < 4;
  std::vector<std::uint32_t> chosen;
  std::string cell;
  for (std::uint32_t i = 0; i < a_board().tasks().size(); ++i) {
    std::string_view id = a_board().tasks()[i].id;
    if (!choices.one_in(4) || (!comma && id.find('&') != id.npos)) continue;
    if (!chosen.empty()) cell += kSeparators[number];
    cell += id;
    chosen.push_back(i);
  }
  Resolver resolver(BoardAccess::of(a_board()));
  const Named& named = resolver.resolve(cell);
  if (named.tasks != chosen || !named.unknown.empty()) std::fprintf(stderr, "of '%s'\n", cell.c_str());
  FUZZ_CHECK(named.tasks == chosen && named.unknown.empty());
}

void read_cells(std::string_view text) {
  auto end = std::min(text.find('\n'), text.size());
  std::string_view depends_on = text.substr(0, end), blocks = text.substr(std::min(end + 1, text.size()));
  check_named(depends_on);
  check_named(blocks);
  Edit edit;
  edit.id = "X";
  edit.set = {{"depends_on", std::string(depends_on)}, {"blocks", std::string(blocks)}};
  auto written = apply(a_board(), edit);
  if (!written) return fuzz::check_error(written.error());
  auto board = Board::read(*written, {});
  FUZZ_CHECK(board && board->tasks().size() == a_board().tasks().size());
  // What it waits for is never itself, nor done.
  for (const Task& task : board->tasks())
    for (std::uint32_t other : board->waiting_on(task)) FUZZ_CHECK(other < board->tasks().size());
  check_list(fuzz::Choices(text));
}

}  // namespace
}  // namespace reeve::board

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::board::read_cells(reeve::fuzz::text_of(data, size));
  return 0;
}
