#include "app/record.h"

#include <algorithm>
#include <array>
#include <span>

#include "reeve/base/ids.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using board::Board;
using board::Column;
using board::Task;
using board::TaskClass;

constexpr std::array kClaimed = {Column::status, Column::agent, Column::started_at};
constexpr std::array kJudged = {Column::status, Column::completed_at, Column::used, Column::notes};
constexpr std::array kPutBack = {Column::status, Column::agent, Column::started_at, Column::completed_at,
                                 Column::used};

std::span<const Column> columns_of(std::string_view status) {
  if (status == "in-progress") return kClaimed;
  if (status == "not-started") return kPutBack;
  return kJudged;
}

bool is_known(std::string_view status) {
  constexpr std::array kStatuses = {"in-progress", "done", "failed", "blocked", "not-started"};
  return std::ranges::find(kStatuses, status) != kStatuses.end();
}

bool fits(std::string_view status, TaskClass row) {
  if (status == "blocked") return row == TaskClass::failed || row == TaskClass::other;
  return status == board::name_of(row);
}

std::string in_quotes(std::string_view text) {
  return text.empty() ? "nothing" : "'" + shorten(one_line(text), 80) + "'";
}

class RecordJudge {
 public:
  RecordJudge(const Record& record, const Board& before, const Board& after)
      : record_(record), before_(before), after_(after), found_(board::judge_steps(before, after)) {}

  std::vector<board::Violation> judge() {
    auto now = after_.find(record_.task);
    if (!is_known(record_.status))
      add("RV030", "", "Reeve-Status says " + in_quotes(record_.status) + ", which reeve never writes");
    else if (!now)
      add("RV030", "", "Reeve-Task names a task that the file does not have");
    else
      judge_row(after_.tasks()[*now]);
    return std::move(found_);
  }

 private:
  void judge_row(const Task& now) {
    line_ = now.line;
    if (!fits(record_.status, now.task_class))
      add("RV030", "status",
          "Reeve-Status says " + in_quotes(record_.status) + ", but its row says " +
              in_quotes(after_.cell(now, Column::status)));
    auto was = before_.find(record_.task);
    if (!was) return judge_other_lines(nullptr, now);
    judge_change(before_.tasks()[*was], now);
    judge_other_lines(&before_.tasks()[*was], now);
    judge_cells(before_.tasks()[*was], now);
  }

  void judge_change(const Task& was, const Task& now) {
    bool claims = record_.status == "in-progress", puts_back = record_.status == "not-started";
    if (claims && was.task_class != TaskClass::not_started)
      add("RV030", "status", "a claim of a row that was " + in_quotes(before_.cell(was, Column::status)));
    if (!claims && !puts_back && was.task_class != TaskClass::in_progress)
      add("RV030", "status", "a verdict on a row that nobody worked on");
    std::string agent = claims ? after_.cell(now, Column::agent) : before_.cell(was, Column::agent);
    if (after_.has(now, Column::agent)) judge_run(agent, puts_back);
    if (record_.status == "done") judge_evidence();
  }

  // A row that is put back by hand may have been anybody's, or nobody's.
  void judge_run(const std::string& agent, bool puts_back) {
    auto owner = run_of_agent(agent);
    std::string expected = owner ? owner->text() : "";
    if (record_.run == expected && (owner || puts_back)) return;
    add("RV030", "agent",
        "Reeve-Run says " + in_quotes(record_.run) + ", but the row was that of " + in_quotes(agent));
  }

  void judge_evidence() {
    for (const auto& [name, value] : {std::pair("Reeve-Run", record_.run),
                                      {"Reeve-Commit", record_.commit},
                                      {"Reeve-Tree", record_.tree},
                                      {"Reeve-Gates", record_.gates}})
      if (value.empty())
        add("RV031", "status",
            std::string("it became done, but the commit has no ") + name + "; " +
                reeve_command("finish", record_.task) + " judges the work and records that");
  }

  // All lines but that of the row are as they were. `was`: null for a new row.
  void judge_other_lines(const Task* was, const Task& now) {
    const board::Document &old = before_.document(), &text = after_.document();
    const std::uint32_t added = was ? 0 : 1;
    bool same = old.line_count() + added == text.line_count() && (!was || was->line == now.line);
    for (std::uint32_t i = 1; same && i <= text.line_count(); ++i) {
      if (i == now.line) continue;
      std::uint32_t number = i > now.line ? i - added : i;
      same = was ? text.text(text.line_with_end(i)) == old.text(old.line_with_end(number))
                 : text.text(text.line(i)) == old.text(old.line(number));
    }
    if (!same)
      add("RV029", "", "a commit of reeve's changes this row alone; this one changes other lines too");
  }

  // The cells that differ are counted in the text, and among those that such a commit may change.
  void judge_cells(const Task& was, const Task& now) {
    const auto old = before_.rows(was.table)[was.row + 1], cells = after_.rows(now.table)[now.row + 1];
    std::size_t changed = std::max(old.size(), cells.size()) - std::min(old.size(), cells.size());
    for (std::size_t i = 0; i < std::min(old.size(), cells.size()); ++i) changed += old[i] != cells[i];
    std::size_t allowed = 0;
    for (Column column : columns_of(record_.status)) allowed += differs(was, now, column);
    if (changed <= allowed) return;
    for (int i = 0; i < board::kColumnCount; ++i) {
      auto column = static_cast<Column>(i);
      auto may = columns_of(record_.status);
      if (std::ranges::find(may, column) == may.end() && differs(was, now, column))
        return add_cell(std::string(board::name_of(column)));
    }
    add_cell("");
  }

  void add_cell(const std::string& column) {
    add("RV029", column,
        "a commit of reeve's with the status " + in_quotes(record_.status) + " does not change its " +
            (column.empty() ? "other cells" : column));
  }

  bool differs(const Task& was, const Task& now, Column column) const {
    return before_.cell(was, column) != after_.cell(now, column);
  }

  void add(const char* rule, std::string column, const std::string& message) {
    found_.push_back({rule, line_, record_.task, std::move(column), shown_id(record_.task) + ": " + message});
  }

  const Record& record_;
  const Board& before_;
  const Board& after_;
  std::vector<board::Violation> found_;
  std::uint32_t line_ = 0;
};

}  // namespace

std::optional<Record> record_of(const std::vector<port::Trailer>& trailers) {
  Record record;
  const std::pair<std::string_view, std::string*> fields[] = {
      {"Reeve-Task", &record.task},  {"Reeve-Run", &record.run},       {"Reeve-Status", &record.status},
      {"Reeve-Repo", &record.repo},  {"Reeve-Commit", &record.commit}, {"Reeve-Tree", &record.tree},
      {"Reeve-Gates", &record.gates}};
  for (const port::Trailer& trailer : trailers)
    for (const auto& [name, value] : fields)
      if (trailer.name == name && value->empty()) *value = trailer.value;
  if (record.task.empty() || record.status.empty()) return std::nullopt;
  return record;
}

std::vector<board::Violation> judge_record(const Record& record, const Board& before, const Board& after) {
  return RecordJudge(record, before, after).judge();
}

}  // namespace reeve::app
