#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "board/split.h"
#include "hot_path.h"

#include "reeve/board/board.h"
#include "reeve/board/edit.h"
#include "reeve/board/merge.h"

namespace reeve::bench {
namespace {

using board::Board;
using Operation = std::function<void()>;

// What reading is compared with: the same text, and only which blocks it has.
Operation bare_parse() {
  cmark_gfm_core_extensions_ensure_registered();
  return [text = board_text()] {
    cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text.data(), text.size());
    cmark_node* document = cmark_parser_finish(parser);
    require(document != nullptr, "cmark-gfm reads no document");
    cmark_node_free(document);
    cmark_parser_free(parser);
  };
}

Operation read_board() {
  return [text = board_text()] {
    Board board = must(Board::read(text, {}), "the board is not read");
    require(board.tasks().size() == kRows, "a board of another size");
  };
}

Operation split_rows() {
  board::Document document(board_text());
  return [document] {
    board::RowCells cells;
    std::size_t count = 0;
    for (std::uint32_t line = 7; line <= document.line_count(); ++line) {
      board::split_row(document, line, cells);
      count += cells.text.size();
    }
    require(count >= kRows * 13u, "rows without their cells");
  };
}

Operation find_tasks() {
  auto ids = std::make_shared<std::vector<std::string>>();
  for (int number = 1; number <= kRows; ++number) ids->push_back(task_id(number));
  return [ids, board = must(Board::read(board_text(), {}), "the board is not read")] {
    for (const std::string& id : *ids) require(board.find(id).has_value(), "a task is not found");
  };
}

Operation edit_row() {
  board::Edit edit{task_id(kRunning),
                   board::TaskClass::in_progress,
                   {},
                   board::StatusWord::done,
                   {{"completed_at", "2026-03-04T12:58:30Z"}, {"used", "4.2K"}}};
  return [edit, board = must(Board::read(board_text(), {}), "the board is not read")] {
    require(must(board::apply(board, edit), "the edit is refused").size() > board.document().bytes().size(),
            "the edit changes nothing");
  };
}

std::string edited(const Board& board, int number, board::StatusWord word) {
  return must(board::apply(board, board::Edit{task_id(number), {}, {}, word, {}}), "the edit is refused");
}

Operation merge_versions() {
  Board base = must(Board::read(board_text(), {}), "the board is not read");
  board::Versions versions{base.document().bytes(), edited(base, 500, board::StatusWord::in_progress),
                           edited(base, 501, board::StatusWord::in_progress)};
  return [versions] {
    auto merge = must(board::merge_tables(versions, {}, {}), "no merge");
    require(merge.conflicts == 0, "a conflict in adjacent rows");
  };
}

}  // namespace

std::vector<HotPath> board_paths() {
  return {
      {"bare_parse", "cmark-gfm reads a board of 1 000 rows, and nothing else", bare_parse},
      {"read_board", "a board of 1 000 rows is read: rows, index, dependencies, what is ready", read_board},
      {"split_rows", "1 000 rows are cut into their cells", split_rows},
      {"find_tasks", "1 000 tasks are found by their ids", find_tasks},
      {"edit_row", "one row of 1 000 is edited and the result verified", edit_row},
      {"merge_versions", "three versions of 1 000 rows are merged by id and cell", merge_versions}};
}

}  // namespace reeve::bench
