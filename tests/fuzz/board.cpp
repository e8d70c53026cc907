// Any bytes as a tracking file; then edits of what was read. An edit changes the cells that it names and no
// other byte, and reading the result gives what was written.
// Seeds: fixtures/boards
#include <algorithm>
#include <array>
#include <map>

#include "board/content.h"
#include "board/row_text.h"
#include "support/fuzz.h"

#include "reeve/board/edit.h"
#include "reeve/board/new_task.h"

namespace reeve::board {
namespace {

using fuzz::Choices;

constexpr int kEditsMax = 2;
constexpr std::array kWords = {StatusWord::not_started, StatusWord::in_progress, StatusWord::done,
                               StatusWord::failed, StatusWord::blocked};
// Not id, status, depends_on and blocks: what these say decides how other rows read.
constexpr std::array kWritten = {Column::description, Column::agent, Column::started_at, Column::completed_at,
                                 Column::used,        Column::notes, Column::issue};
constexpr std::array<std::string_view, 12> kTexts = {"",         "-",       "me/abcdefgh", "a | b",
                                                     "\\",       "\\|",     "x\\",         "two\nlines",
                                                     "\xff\xfe", "\t x \v", "<!-- | -->",  "| - |"};

ReadOptions options_of(Choices& choices) {
  ReadOptions options;
  options.phases_by_heading = choices.one_in(4);
  if (choices.one_in(4)) options.tracked_branch = "main";
  return options;
}

void check_tasks(const Board& board) {
  Counts counts = board.counts();
  std::size_t counted = 0;
  for (TaskClass task_class : kTaskClasses) counted += counts[task_class];
  FUZZ_CHECK(counted == board.tasks().size());
  for (const Task& task : board.tasks()) {
    FUZZ_CHECK(task.table < board.tables().size() && board.tables()[task.table].taken);
    FUZZ_CHECK(task.line >= 1 && task.line <= board.document().line_count());
    FUZZ_CHECK(std::is_sorted(task.depends_on.begin(), task.depends_on.end()));
    FUZZ_CHECK(std::adjacent_find(task.depends_on.begin(), task.depends_on.end()) == task.depends_on.end());
    for (std::uint32_t other : task.depends_on) FUZZ_CHECK(other < board.tasks().size());
    auto first = board.find(task.id);
    FUZZ_CHECK(task.id.empty() || (first && board.tasks()[*first].id == task.id));
  }
  for (std::uint32_t index : board.ready()) {
    const Task& task = board.tasks()[index];
    FUZZ_CHECK(task.ready && task.task_class == TaskClass::not_started && task.held.empty());
    for (std::uint32_t other : task.depends_on)
      FUZZ_CHECK(board.tasks()[other].task_class == TaskClass::done);
  }
}

void check_problems(const Board& board) {
  FUZZ_CHECK(board.problems().size() <= kProblemsMax + 1);
  for (const Problem& problem : board.problems()) {
    FUZZ_CHECK(!problem.rule.empty() && !problem.message.empty() && problem.message.size() < 4096);
    FUZZ_CHECK(problem.line <= board.document().line_count());
  }
}

// The texts that an edit writes, by the index of the cell; as they stand in the file.
using Written = std::map<std::size_t, std::string>;

std::string as_written(std::string_view text) {
  std::string cell;
  for (char c : writable(text)) cell += c == '|' ? "\\|" : std::string(1, c);
  return cell;
}

void check_row(const Document& before, const Document& after, std::uint32_t line, const Written& written) {
  RowCells old, now;
  split_row(before, line, old);
  split_row(after, line, now);
  FUZZ_CHECK(old.opened == now.opened);
  auto text = [](const Document& document, const RowCells& cells, std::size_t i) {
    return i < cells.text.size() ? document.text(cells.text[i]) : std::string_view();
  };
  for (std::size_t i = 0; i < std::max(old.raw.size(), now.raw.size()); ++i) {
    if (auto named = written.find(i); named != written.end()) {
      FUZZ_CHECK(text(after, now, i) == named->second);
      continue;
    }
    FUZZ_CHECK(text(before, old, i) == text(after, now, i));
    if (i >= old.raw.size()) continue;
    // A row that got more cells needs a pipe behind its last one.
    bool got_more = i + 1 == old.raw.size() && now.raw.size() > old.raw.size();
    FUZZ_CHECK(i < now.raw.size() && (got_more || before.text(old.raw[i]) == after.text(now.raw[i])));
  }
}

void check_other_bytes(const Document& before, const std::string& result, std::uint32_t line) {
  const std::string& bytes = before.bytes();
  Span row = row_span(before, line);
  std::size_t behind = bytes.size() - row.end;
  FUZZ_CHECK(result.size() >= row.begin + behind);
  FUZZ_CHECK(result.compare(0, row.begin, bytes, 0, row.begin) == 0);
  FUZZ_CHECK(result.compare(result.size() - behind, behind, bytes, row.end, behind) == 0);
}

// Every task but the one at `index` is what it was.
void check_others(const Board& before, const Board& after, std::size_t index) {
  FUZZ_CHECK(after.tasks().size() == before.tasks().size());
  for (std::size_t i = 0; i < before.tasks().size(); ++i) {
    const Task &old = before.tasks()[i], &now = after.tasks()[i];
    FUZZ_CHECK(old.id == now.id && old.line == now.line && old.depends_on == now.depends_on);
    FUZZ_CHECK(i == index || old.task_class == now.task_class);
  }
}

Edit an_edit(const Board& board, const Task& task, Choices& choices, Written& written) {
  const TableShape& shape = BoardAccess::of(board).shapes[task.table];
  Edit edit;
  edit.id = task.id;
  for (std::size_t times = choices.below(4); times > 0; --times) {
    Column column = choices.of(kWritten);
    std::string_view text =
        choices.one_in(2) ? choices.of(kTexts) : choices.slice(board.document().bytes(), 40);
    bool shared = shape.at(column) == shape.at(Column::id) || shape.at(column) == shape.at(Column::status);
    if (shape.at(column) < 0 || shared) continue;
    edit.set.push_back({std::string(name_of(column)), std::string(text)});
    written[static_cast<std::size_t>(shape.at(column))] = as_written(text);
  }
  if (written.empty() || choices.one_in(2)) edit.set_status = choices.of(kWords);
  return edit;
}

void check_status(const Board& before, const Board& after, std::size_t index, StatusWord word) {
  const Task& task = after.tasks()[index];
  std::string spelling = spelling_of(before, word);
  auto meant = BoardAccess::of(before).words.read(spelling).kind;
  FUZZ_CHECK(meant && task.task_class == class_of(*meant));
  FUZZ_CHECK(after.cell(task, Column::status).find(spelling) != std::string::npos);
}

void edit_one(const Board& board, const ReadOptions& options, Choices& choices) {
  std::size_t index = choices.below(board.tasks().size());
  const Task& task = board.tasks()[index];
  Written written;
  Edit edit = an_edit(board, task, choices, written);
  auto result = apply(board, edit);
  if (!result) return fuzz::check_error(result.error());
  check_other_bytes(board.document(), *result, task.line);
  Document document(*result);
  FUZZ_CHECK(document.line_count() == board.document().line_count());
  // The status cell is looked at as a whole below.
  RowCells cells;
  split_row(document, task.line, cells);
  auto status = static_cast<std::size_t>(BoardAccess::of(board).shapes[task.table].at(Column::status));
  if (edit.set_status && status < cells.text.size()) written[status] = document.text(cells.text[status]);
  check_row(board.document(), document, task.line, written);
  auto after = Board::read(*result, options);
  if (!after) std::fprintf(stderr, "%s\n", after.error().message.c_str());
  FUZZ_CHECK(after);
  check_others(board, *after, index);
  if (edit.set_status) check_status(board, *after, index, *edit.set_status);
}

// Bytes come in at one place, and nothing else happens.
void check_inserted(const std::string& before, const std::string& after) {
  FUZZ_CHECK(after.size() > before.size());
  auto at = static_cast<std::size_t>(std::mismatch(before.begin(), before.end(), after.begin()).first -
                                     before.begin());
  FUZZ_CHECK(after.compare(after.size() - (before.size() - at), std::string::npos, before, at) == 0);
}

void add_one(const Board& board, const ReadOptions& options, Choices& choices) {
  NewTask task;
  if (choices.one_in(2)) task.id = "NEW-1";
  const Task& other = board.tasks()[choices.below(board.tasks().size())];
  if (choices.one_in(2)) task.after = other.id;
  if (choices.one_in(3)) task.depends_on.emplace_back(other.id);
  task.description = choices.one_in(2) ? choices.of(kTexts) : choices.slice(board.document().bytes(), 40);
  auto added = add_task(board, task, options);
  if (!added) return fuzz::check_error(added.error());
  check_inserted(board.document().bytes(), added->bytes);
  auto after = Board::read(added->bytes, options);
  FUZZ_CHECK(after && after->tasks().size() == board.tasks().size() + 1);
  auto index = after->find(added->id);
  FUZZ_CHECK(index && after->tasks()[*index].task_class == TaskClass::not_started);
  FUZZ_CHECK(after->tasks()[*index].held.empty());
}

void remove_one(const Board& board, Choices& choices) {
  const Task& task = board.tasks()[choices.below(board.tasks().size())];
  auto result = remove_row(board, task.line);
  if (!result) return fuzz::check_error(result.error());
  Span line = board.document().line_with_end(task.line);
  std::string wanted = board.document().bytes();
  FUZZ_CHECK(*result == wanted.erase(line.begin, line.size()));
}

void read_and_edit(std::string_view bytes) {
  Choices choices(bytes);
  ReadOptions options = options_of(choices);
  auto any = read_any(std::string(bytes), options);
  auto board = Board::read(std::string(bytes), options);
  FUZZ_CHECK(any || !board);
  if (!board) return fuzz::check_error(board.error());
  FUZZ_CHECK(board->document().bytes() == bytes);
  check_tasks(*board);
  check_problems(*board);
  if (board->tasks().empty()) return;
  for (int i = 0; i < kEditsMax; ++i) edit_one(*board, options, choices);
  add_one(*board, options, choices);
  remove_one(*board, choices);
}

}  // namespace
}  // namespace reeve::board

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::board::read_and_edit(reeve::fuzz::text_of(data, size));
  return 0;
}
