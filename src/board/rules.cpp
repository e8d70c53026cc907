#include "rules.h"

#include <array>

namespace reeve::board {
namespace {

constexpr auto kRules = std::to_array<Rule>({
    {"RV001", Level::error, "a row of a task table has no id"},
    {"RV002", Level::error, "several rows have the same id"},
    {"RV003", Level::warning, "a row has more cells than its table has columns (an unescaped pipe?)"},
    {"RV004", Level::error, "a row's cells hide its status"},
    {"RV005", Level::warning, "a status is not a known word"},
    {"RV006", Level::warning, "a status is empty"},
    {"RV007", Level::warning, "a remark in brackets behind a dependency is ignored"},
    {"RV008", Level::warning, "'blocks' names no task"},
    {"RV009", Level::warning, "'blocks' and 'depends_on' disagree; both count"},
    {"RV010", Level::error, "a branch is no valid branch name"},
    {"RV011", Level::error, "a task's branch is the branch that the tracking file is published on"},
    {"RV012", Level::error, "a dependency names no task"},
    {"RV013", Level::error, "tasks wait for each other in a cycle"},
    {"RV014", Level::warning, "an id has invisible characters"},
    {"RV015", Level::warning, "two ids differ only by invisible characters"},
    {"RV016", Level::warning, "a task table inside a list or quote is not read"},
    {"RV017", Level::warning, "lines look like a task table, but markdown reads them as text"},
    {"RV018", Level::error, "a table marked with <!-- reeve:tasks --> lacks an id or a status column"},
    {"RV019", Level::warning, "a table has a column twice; the first one counts"},
    {"RV020", Level::warning, "a task belongs to no phase; it comes after all phases"},
    {"RV021", Level::note, "a table with an id and a status column is not read as tasks"},
    {"RV022", Level::note, "there are more problems than are listed"},
    {"RV023", Level::error, "a status was changed by hand"},
    {"RV024", Level::error, "agent, started_at, completed_at or used was changed by hand"},
    {"RV025", Level::error, "a row that is in-progress was changed by hand"},
    {"RV026", Level::error, "a row that is in-progress, done or failed was removed"},
    {"RV027", Level::error, "a new row is not not-started, or has cells that reeve alone writes"},
    {"RV028", Level::error, "a commit of reeve's takes a step that reeve does not take"},
    {"RV029", Level::error, "a commit of reeve's changes more than the row and the cells that it is about"},
    {"RV030", Level::error,
     "a commit says that it is reeve's (Reeve- trailers), but they do not fit what it changed"},
    {"RV031", Level::error, "a task became done without evidence"},
    {"RV032", Level::error, "evidence names a commit and a tree that do not go together"},
    {"RV033", Level::warning, "evidence names a commit that is not known here"},
    {"RV034", Level::error, "what reeve recorded was lost in a merge"},
    {"RV035", Level::error, "reeve.json makes another file of it, or reads it in another way"},
});

}  // namespace

std::span<const Rule> rules() {
  return kRules;
}

const Rule& rule_of(RuleId id) {
  return kRules[static_cast<std::size_t>(id) - 1];
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::note:
      return "note";
  }
  return "note";
}

}  // namespace reeve::board
