#include "reeve/board/ownership.h"

#include <array>
#include <map>
#include <set>

#include "content.h"
#include "rules.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

using enum TaskClass;

constexpr std::array kReevesColumns = {Column::agent, Column::started_at, Column::completed_at, Column::used};

// header → text, for the columns that the schema does not know.
using OtherCells = std::map<std::string, std::string>;

struct Row {
  const Board& board;
  const Task& task;

  std::string text(Column column) const { return board.plain(task, column); }
  std::string_view line() const {
    const Document& document = board.document();
    return document.text(document.line(task.line));
  }
  std::string_view header() const {
    const Document& document = board.document();
    return document.text(document.line(board.tables()[task.table].line));
  }
  OtherCells others() const {
    const Table& table = board.tables()[task.table];
    const TableShape& shape = BoardAccess::of(board).shapes[task.table];
    std::set<int> known(shape.columns.begin(), shape.columns.end());
    RowCells cells;
    split_row(board.document(), task.line, cells);
    OtherCells others;
    for (std::size_t i = 0; i < table.columns.size() && i < cells.text.size(); ++i)
      if (!known.contains(static_cast<int>(i)))
        others.emplace(to_lower_ascii(plain_text(table.columns[i])),
                       plain_text(unescape_pipes(board.document().text(cells.text[i]))));
    return others;
  }
};

std::string quoted(std::string_view text) {
  return text.empty() ? "nothing" : "'" + shown(one_line(text)) + "'";
}

// By which command reeve takes that step; none: it does not.
std::string way_of(TaskClass from, TaskClass to, std::string_view id) {
  if (from == done)
    return "a done task stays done: `reeve add` a task that depends on it for what is still missing";
  if (to == not_started) return reeve_command("reset", id) + " puts it back";
  if (to == in_progress && from == not_started) return reeve_command("start", id) + " claims it";
  if (to == in_progress)
    return reeve_command("reset", id) + ", then " + reeve_command("start", id) + " claims it anew";
  if (from == in_progress)
    return to == done ? reeve_command("finish", id) + " has it judged"
                      : reeve_command("block", id) + " notes why it is stuck";
  std::string first = from == not_started ? "" : reeve_command("reset", id) + ", ";
  return first + reeve_command("start", id) + ", then " + reeve_command(to == done ? "finish" : "block", id) +
         (to == done ? " has it judged" : " records that");
}

class Comparison {
 public:
  Comparison(const Board& before, const Board& after) : before_(before), after_(after) {}

  // `compare(Row before, Row after)`, `added(Row)`, `removed(Row)`, for each row with an id.
  template <class Judge>
  std::vector<Violation> judge(const Judge& judge) {
    for (std::uint32_t i = 0; i < after_.tasks().size(); ++i) {
      const Task& task = after_.tasks()[i];
      if (task.id.empty() || after_.find(task.id) != i) continue;
      Row now{after_, task};
      if (auto old = before_.find(task.id))
        compare({before_, before_.tasks()[*old]}, now, judge);
      else
        judge.added(*this, now);
    }
    for (std::uint32_t i = 0; i < before_.tasks().size(); ++i) {
      const Task& task = before_.tasks()[i];
      if (!task.id.empty() && before_.find(task.id) == i && !after_.find(task.id))
        judge.removed(*this, {before_, task});
    }
    return std::move(found_);
  }

  void add(RuleId rule, std::uint32_t line, std::string_view id, std::string_view column,
           std::string message) {
    if (found_.size() < kViolationsMax)
      found_.push_back({std::string(rule_of(rule).id), line, std::string(id), std::string(column),
                        shown_id(id) + ": " + std::move(message)});
  }

 private:
  // Most rows of a file do not change at all.
  template <class Judge>
  void compare(const Row& before, const Row& after, const Judge& judge) {
    if (before.line() == after.line() && before.header() == after.header()) return;
    judge.compared(*this, before, after);
  }

  const Board& before_;
  const Board& after_;
  std::vector<Violation> found_;
};

struct Hand {
  static bool free(TaskClass task_class) { return task_class == not_started || task_class == other; }

  void compared(Comparison& found, const Row& before, const Row& after) const {
    TaskClass was = before.task.task_class, is = after.task.task_class;
    if (was != is && !(free(was) && free(is)))
      return found.add(RuleId::status_by_hand, after.task.line, after.task.id, name_of(Column::status),
                       "its status became " + quoted(after.text(Column::status)) + " by hand, from " +
                           quoted(before.text(Column::status)) + "; " + way_of(was, is, after.task.id));
    if (was == in_progress) return claimed(found, before, after);
    for (Column column : kReevesColumns)
      if (before.text(column) != after.text(column))
        found.add(RuleId::cell_by_hand, after.task.line, after.task.id, name_of(column),
                  std::string(name_of(column)) + " is written by reeve alone; it became " +
                      quoted(after.text(column)) + " by hand, from " + quoted(before.text(column)) +
                      "; put that back");
  }

  void claimed(Comparison& found, const Row& before, const Row& after) const {
    for (int i = 0; i < kColumnCount; ++i) {
      auto column = static_cast<Column>(i);
      if (column != Column::status)
        differs(found, before, after, name_of(column), before.text(column), after.text(column));
    }
    OtherCells old = before.others(), now = after.others();
    for (const auto& [header, text] : old)
      differs(found, before, after, header, text, now.contains(header) ? now[header] : "");
    for (const auto& [header, text] : now)
      if (!old.contains(header)) differs(found, before, after, header, "", text);
  }

  void differs(Comparison& found, const Row& before, const Row& after, std::string_view column,
               const std::string& was, const std::string& is) const {
    if (was == is) return;
    std::string agent = before.text(Column::agent);
    found.add(RuleId::claimed_row_by_hand, after.task.line, after.task.id, column,
              "it is in-progress" + (agent.empty() ? "" : " (" + shown(one_line(agent)) + ")") +
                  ", but its " + shown(one_line(column)) +
                  " was changed by hand; wait until it is done, or " + reeve_command("reset", after.task.id) +
                  " puts it back first");
  }

  void added(Comparison& found, const Row& row) const {
    if (!free(row.task.task_class))
      return found.add(
          RuleId::new_row_taken, row.task.line, row.task.id, name_of(Column::status),
          "a new row with the status " + quoted(row.text(Column::status)) +
              "; add it as not-started: " + way_of(not_started, row.task.task_class, row.task.id));
    for (Column column : kReevesColumns)
      if (!row.text(column).empty())
        found.add(RuleId::new_row_taken, row.task.line, row.task.id, name_of(column),
                  "a new row with " + quoted(row.text(column)) + " as " + std::string(name_of(column)) +
                      ", which reeve alone writes; leave that empty");
  }

  void removed(Comparison& found, const Row& row) const {
    if (free(row.task.task_class)) return;
    bool running = row.task.task_class == in_progress;
    found.add(RuleId::row_removed, 0, row.task.id, "",
              "its row was removed though it is " + std::string(name_of(row.task.task_class)) +
                  (running ? "; " + reeve_command("reset", row.task.id) + " puts it back first"
                           : "; keep it, it is the record of what was done"));
  }
};

struct Steps {
  static bool taken(TaskClass from, TaskClass to) {
    if (from == to || from == in_progress) return true;
    return from == not_started ? to == in_progress : from != done && to == not_started;
  }

  void compared(Comparison& found, const Row& before, const Row& after) const {
    TaskClass was = before.task.task_class, is = after.task.task_class;
    if (!taken(was, is))
      return found.add(RuleId::illegal_step, after.task.line, after.task.id, name_of(Column::status),
                       "no step of reeve's leads from " + quoted(before.text(Column::status)) + " to " +
                           quoted(after.text(Column::status)) + "; " + way_of(was, is, after.task.id));
    std::string owner = before.text(Column::agent), now = after.text(Column::agent);
    if (was == in_progress && is == in_progress && owner != now)
      found.add(
          RuleId::illegal_step, after.task.line, after.task.id, name_of(Column::agent),
          "it was claimed by " + quoted(owner) + " and went to " + quoted(now) + " without being put back");
  }

  void added(Comparison& found, const Row& row) const {
    if (row.task.task_class != not_started)
      found.add(RuleId::illegal_step, row.task.line, row.task.id, name_of(Column::status),
                "no step of reeve's adds a row with the status " + quoted(row.text(Column::status)));
  }

  void removed(Comparison& found, const Row& row) const {
    found.add(RuleId::illegal_step, 0, row.task.id, "", "no step of reeve's removes a row");
  }
};

}  // namespace

std::vector<Violation> judge_hand(const Board& before, const Board& after) {
  return Comparison(before, after).judge(Hand());
}

std::vector<Violation> judge_steps(const Board& before, const Board& after) {
  return Comparison(before, after).judge(Steps());
}

}  // namespace reeve::board
