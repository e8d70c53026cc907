// Forty task files from public repositories, each against what a sane reader makes of it. They lie
// outside this repository; without them the cases say so and pass.
#include <algorithm>
#include <iostream>
#include <map>

#include "support.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

const std::filesystem::path kRealBoards = std::filesystem::path(REEVE_SOURCE_DIR) / "../shared/real-boards";

bool is_absent(std::string_view test) {
  if (std::filesystem::exists(kRealBoards / "expected.tsv")) return false;
  WARN("skipped: " << test << ": no real boards at " << kRealBoards);
  return true;
}

using Expected = std::map<std::string, std::string>;

std::vector<Expected> expected_boards() {
  std::string text = bytes_of(kRealBoards / "expected.tsv");
  auto lines = split_lines(text);
  auto names = split(lines.front(), '\t');
  std::vector<Expected> boards;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    auto cells = split(lines[i], '\t');
    Expected expected;
    for (std::size_t j = 0; j < cells.size(); ++j) expected[std::string(names[j])] = cells[j];
    boards.push_back(expected);
  }
  return boards;
}

// What the board says, in the words of expected.tsv.
Expected actual_board(const Board& board) {
  Expected actual;
  std::string tables;
  int position = 0;
  for (const Table& table : board.tables()) {
    if (table.nested) continue;
    if (table.taken) tables += (tables.empty() ? "" : " ") + std::to_string(position);
    ++position;
  }
  actual["tables"] = tables;
  Counts counts = board.counts();
  actual["tasks"] = std::to_string(board.tasks().size());
  actual["done"] = std::to_string(counts[TaskClass::done]);
  actual["in_progress"] = std::to_string(counts[TaskClass::in_progress]);
  actual["not_started"] = std::to_string(counts[TaskClass::not_started]);
  actual["other"] = std::to_string(counts[TaskClass::other] + counts[TaskClass::failed]);
  auto ids = ready_ids(board);
  actual["ready"] = ids.empty() ? "(none)" : join(ids, ",");
  std::vector<std::string> repeated;
  for (const Task& task : board.tasks())
    for (const Held& held : task.held)
      if (held.reason == HeldReason::repeated_id && (repeated.empty() || repeated.back() != task.id))
        repeated.emplace_back(task.id);
  std::sort(repeated.begin(), repeated.end());
  repeated.erase(std::unique(repeated.begin(), repeated.end()), repeated.end());
  actual["duplicate_ids"] = join(repeated, ",");
  return actual;
}

// "0-3 5" → "0 1 2 3 5".
std::string spread(std::string_view ranges) {
  std::string tables;
  for (std::string_view range : split(ranges, ' ')) {
    auto ends = split(range, '-');
    int first = std::stoi(std::string(ends.front())), last = std::stoi(std::string(ends.back()));
    for (int table = first; table <= last; ++table)
      tables += (tables.empty() ? "" : " ") + std::to_string(table);
  }
  return tables;
}

// Where an expected value is not the reading of the design, and why.
struct Exception {
  std::string value;
  std::string reason;
};
const std::map<std::pair<std::string, std::string>, Exception> kExceptions = {
    {{"023-polymarket-ru-299.md", "duplicate_ids"},
     {"MIG-003,MIG-004",
      "a dash in the id column is no id, so it repeats none; both rows are held as without an id"}},
    {{"040-ops-task-queue.md", "tables"},
     {"0 2 3", "table 1 has no status column; its rows are not in `tasks` either"}},
    {{"040-ops-task-queue.md", "not_started"}, {"8", "one status begins with a word that no list knows"}},
    {{"040-ops-task-queue.md", "other"}, {"1", "the same row: never started, reported"}},
    {{"040-ops-task-queue.md", "ready"}, {"", "not stated"}},
};

// A board without dependencies states no ready tasks: all its not-started ones are.
bool is_unstated(const std::string& key, const std::string& value) {
  return key == "ready" && value.empty();
}

TEST_CASE("each real board is read as a sane reader reads it", "[real]") {
  if (is_absent("the forty real boards")) return;
  for (Expected expected : expected_boards()) {
    const std::string file = expected["file"], verdict = expected["verdict"];
    CAPTURE(file, verdict);
    auto board = Board::read(bytes_of(kRealBoards / file), {});
    if (verdict != "one" && verdict != "multi") {
      CHECK_FALSE(board);
      continue;
    }
    INFO((board ? std::string() : board.error().message));
    CHECK(board);
    if (!board) continue;
    Expected actual = actual_board(*board);
    expected["tables"] = spread(expected["tables"]);
    bool same = expected["ready_human"].empty() || expected["ready_human"] == "same";
    expected["ready"] = expected[same ? "ready_exact" : "ready_human"];
    for (const char* key :
         {"tables", "tasks", "done", "in_progress", "not_started", "other", "ready", "duplicate_ids"}) {
      auto exception = kExceptions.find({file, key});
      std::string value = exception == kExceptions.end() ? expected[key] : exception->second.value;
      CAPTURE(key);
      if (!is_unstated(key, value)) CHECK(actual[key] == value);
    }
  }
}

// The texts of a row, read by the board itself from a table of one row.
std::vector<std::string> texts_of(std::string_view row) {
  std::string columns = "|", rule = "|";
  for (std::size_t i = 0; i < 12; ++i) columns += "c|", rule += "-|";
  auto board = read_any(columns + "\n" + rule + "\n" + std::string(row) + "\n", {});
  REQUIRE(board);
  REQUIRE(board->tables().size() == 1);
  return board->rows(0).at(1);
}

std::vector<CellChange> differences(const std::vector<std::string>& from,
                                    const std::vector<std::string>& to) {
  std::vector<CellChange> changes;
  for (std::uint32_t i = 0; i < to.size(); ++i)
    if (i >= from.size() || from[i] != to[i]) changes.push_back({i, to[i]});
  return changes;
}

std::vector<std::string_view> lines_of(const Document& document) {
  std::vector<std::string_view> lines;
  for (std::uint32_t line = 1; line <= document.line_count(); ++line)
    lines.push_back(document.text(document.line(line)));
  return lines;
}

// One row nearer to what is wanted: set, insert or remove at the first line that differs.
Result<std::string> step_towards(const Board& board, const std::vector<std::string_view>& wanted) {
  auto lines = lines_of(board.document());
  std::size_t at = 0;
  while (at < lines.size() && at < wanted.size() && lines[at] == wanted[at]) ++at;
  auto number = static_cast<std::uint32_t>(at + 1);
  auto rest_equals = [](const auto& left, std::size_t i, const auto& right, std::size_t j) {
    return i < left.size() && j < right.size() && left[i] == right[j];
  };
  if (rest_equals(lines, at, wanted, at + 1) || at == lines.size())
    return insert_row(board, number - 1, texts_of(wanted[at]));
  if (rest_equals(lines, at + 1, wanted, at) || at == wanted.size()) return remove_row(board, number);
  if (lines.size() < wanted.size() && !rest_equals(lines, at + 1, wanted, at + 1))
    return insert_row(board, number - 1, texts_of(wanted[at]));
  return set_cells(board, number, differences(texts_of(lines[at]), texts_of(wanted[at])));
}

// A pair differs in table rows only: our own edits of one row each lead from one to the other.
std::string rewritten(std::string text, const std::string& goal) {
  Document document(goal);
  auto wanted = lines_of(document);
  for (int steps = 0; steps < 10 && text != goal; ++steps) {
    auto board = read_any(text, {});
    REQUIRE(board);
    auto next = step_towards(*board, wanted);
    INFO((next ? std::string() : next.error().message));
    REQUIRE(next);
    text = *next;
  }
  return text;
}

TEST_CASE("every real change of rows is made byte for byte by our edits", "[real]") {
  if (is_absent("the real pairs")) return;
  std::string list = bytes_of(kRealBoards / "pairs/pairs.tsv");
  auto lines = split_lines(list);
  REQUIRE(lines.size() > 10);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::string name(split(lines[i], '\t').front());
    CAPTURE(name);
    std::string before = bytes_of(kRealBoards / "pairs" / (name + ".before.md"));
    std::string after = bytes_of(kRealBoards / "pairs" / (name + ".after.md"));
    CHECK(rewritten(before, after) == after);
  }
}

TEST_CASE("real changes of a status are made byte for byte by an edit of the task", "[real]") {
  if (is_absent("the real pairs")) return;
  const std::pair<std::string, std::string> kFinished[] = {{"p06-desen-app", "I07-01"},
                                                           {"p13-urlaubsverwaltung", "08"},
                                                           {"p14-urlaubsverwaltung", "07"},
                                                           {"p15-store-platform", "V2-004"},
                                                           {"p16-store-platform", "V2-010"}};
  for (const auto& [name, id] : kFinished) {
    CAPTURE(name);
    Board board = read_board(bytes_of(kRealBoards / "pairs" / (name + ".before.md")));
    Edit edit;
    edit.id = id;
    edit.set_status = StatusWord::done;
    auto text = apply(board, edit);
    REQUIRE(text);
    CHECK(*text == bytes_of(kRealBoards / "pairs" / (name + ".after.md")));
  }
}

}  // namespace
}  // namespace reeve::board
