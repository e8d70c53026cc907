#include "app/check_history.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>

#include "app/record.h"

#include "reeve/base/text.h"
#include "reeve/board/rules.h"

namespace reeve::app {
namespace {

using board::Board;
using board::Violation;

// Commits that are judged one by one.
constexpr std::size_t kCommitsMax = 2000;
constexpr std::size_t kChangesMax = 2000;
constexpr std::size_t kProblemsMax = 1000;
// Versions of the file that are kept in memory: those of branches that run side by side.
constexpr std::size_t kVersionsMax = 16;

using Cells = std::map<std::string, std::string>;  // header → text

// The rows of a table are cut into cells all at once, and only when one of them is wanted.
class Rows {
 public:
  explicit Rows(const Board& board) : board_(board) {}

  Cells cells_of(const board::Task& task) {
    auto& rows = rows_[task.table];
    if (rows.empty()) rows = board_.rows(task.table);
    const auto &header = rows.front(), &texts = rows[task.row + 1];
    Cells cells;
    for (std::size_t i = 0; i < header.size(); ++i)
      cells[to_lower_ascii(header[i])] = i < texts.size() ? texts[i] : "";
    return cells;
  }

 private:
  const Board& board_;
  std::map<std::uint32_t, std::vector<std::vector<std::string>>> rows_;
};

std::string_view line_of(const Board& board, std::uint32_t number) {
  return board.document().text(board.document().line(number));
}

bool same_text(const Board& before, const board::Task& was, const Board& after, const board::Task& now) {
  return line_of(before, was.line) == line_of(after, now.line) &&
         line_of(before, before.tables()[was.table].line) == line_of(after, after.tables()[now.table].line);
}

// Of rows with the same id the first. `before` may be null: there was no file.
std::vector<RowChange> compare(const Board* before, const Board& after) {
  using Kind = RowChange::Kind;
  std::vector<RowChange> changes;
  Rows olds(before ? *before : after), news(after);
  for (std::uint32_t i = 0; before && i < before->tasks().size(); ++i) {
    std::string_view id = before->tasks()[i].id;
    if (!id.empty() && before->find(id) == i && !after.find(id))
      changes.push_back({Kind::removed, std::string(id), "", "", "", "", "", ""});
  }
  for (std::uint32_t i = 0; i < after.tasks().size() && changes.size() <= kChangesMax; ++i) {
    const board::Task& now = after.tasks()[i];
    std::string id(now.id);
    if (id.empty() || after.find(id) != i) continue;
    auto found = before ? before->find(id) : std::nullopt;
    if (!found) {
      changes.push_back({Kind::added, id, "", "", "", "", "", ""});
      continue;
    }
    const board::Task& was = before->tasks()[*found];
    if (same_text(*before, was, after, now)) continue;
    Cells old = olds.cells_of(was);
    for (const auto& [column, text] : news.cells_of(now))
      if (old.contains(column) && old[column] != text)
        changes.push_back({Kind::changed, id, column, old[column], text, "", "", ""});
  }
  return changes;
}

// A merge changes what it has of none of its parents.
template <class Item, class Name>
std::vector<Item> in_all(std::vector<std::vector<Item>> lists, const Name& name) {
  if (lists.empty()) return {};
  std::vector<Item> common = std::move(lists.front());
  for (std::size_t i = 1; i < lists.size(); ++i) {
    std::set<std::pair<std::string, std::string>> names;
    for (const Item& item : lists[i]) names.insert(name(item));
    std::erase_if(common, [&](const Item& item) { return !names.contains(name(item)); });
  }
  return common;
}

bool is_oid(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == text.npos;
}

board::Level level_of(std::string_view rule) {
  for (const board::Rule& known : board::rules())
    if (known.id == rule) return known.level;
  return board::Level::error;
}

// What reeve alone writes of a row. What is not of the schema's statuses waits like what is not started.
using ReevesCells = std::array<std::string, 5>;
ReevesCells reeves_cells(const Board& board, const board::Task& task) {
  using board::Column, board::TaskClass;
  bool waits = task.task_class == TaskClass::other || task.task_class == TaskClass::not_started;
  return {std::string(board::name_of(waits ? TaskClass::not_started : task.task_class)),
          board.cell(task, Column::agent), board.cell(task, Column::started_at),
          board.cell(task, Column::completed_at), board.cell(task, Column::used)};
}

class History {
 public:
  History(port::Revisions& revisions, const Project& project, CheckResponse& response)
      : revisions_(revisions), project_(project), response_(response) {}

  Status judge(const std::string& base);

 private:
  using BoardPtr = std::shared_ptr<const Board>;

  Status judge(const port::FileCommit& commit);
  void judge(const port::FileCommit& commit, const std::vector<BoardPtr>& parents, const Board& after);
  Status judge_evidence(const Record& record, const port::FileCommit& commit);
  void judge_sum(const Board& before, const Board& after);
  // `instead`: what an unreadable one is taken for.
  Result<BoardPtr> version(const std::string& blob, const std::string& instead = "");
  Result<BoardPtr> kept(const std::string& blob);
  BoardPtr read(std::string bytes) const;
  Result<BoardPtr> at(const std::string& revision) const;
  void note_record(const std::string& task, const Board& after);
  bool is_as_recorded(const std::string& id, const Board& after) const;
  void add(std::vector<RowChange> changes, const port::FileCommit& commit, const std::string& run);
  void add(const Violation& violation, const port::FileCommit& commit);

  port::Revisions& revisions_;
  const Project& project_;
  CheckResponse& response_;
  std::map<std::string, BoardPtr> versions_;
  std::deque<std::string> kept_;
  // Of a version that cannot be read, or a file that is gone: the one before it, which the next is judged by.
  std::map<std::string, std::string> instead_;
  BoardPtr start_;                               // as it was at the fork; null: there was no file
  std::set<std::string> explained_;              // tasks with findings
  std::map<std::string, ReevesCells> recorded_;  // by reeve's newest commit on the task
};

Status History::judge(const std::string& base) {
  const std::string &top = project_.where.top, &file = project_.config.tracking_file;
  REEVE_TRY(std::string fork, revisions_.fork_of(top, base));
  response_.base = fork;
  REEVE_TRY(start_, at(fork));
  // What HEAD has must be readable: what lies here may be what a filter, or a link, makes of it.
  REEVE_TRY(auto last, revisions_.bytes_at(top, "HEAD", file));
  if (start_ && !last)
    return Error{ErrorKind::missing, "HEAD does not have the tracking file " + one_line(file) + " any more",
                 "bring it back: `git checkout " + fork.substr(0, 12) + " -- " + shell_quote(file) +
                     "`, and commit it"};
  BoardPtr head;
  if (last) {
    REEVE_TRY(head, read_board(*std::move(last), to_read_options(project_.config, project_.branch),
                               one_line(file) + " at HEAD"));
  }
  REEVE_TRY(auto commits, revisions_.changes(top, fork, file, kCommitsMax));
  if (commits.size() == kCommitsMax)
    response_.left_out = "only the newest " + std::to_string(kCommitsMax) + " commits are judged";
  for (const port::FileCommit& commit : commits) REEVE_CHECK(judge(commit));
  if (start_ && head) judge_sum(*start_, *head);
  if (head) {
    add(compare(head.get(), *response_.board), {}, "");
    for (const Violation& violation : board::judge_hand(*head, *response_.board)) add(violation, {});
  }
  return Done{};
}

Status History::judge(const port::FileCommit& commit) {
  const std::string first = commit.parent_blobs.empty() ? "" : commit.parent_blobs.front();
  std::vector<BoardPtr> parents;
  for (const std::string& blob : commit.parent_blobs) {
    REEVE_TRY(auto board, version(blob));
    parents.push_back(std::move(board));
  }
  REEVE_TRY(auto after, version(commit.blob, first));
  if (parents.empty()) parents.push_back(nullptr);
  auto record = record_of(commit.trailers);
  bool merges = parents.size() > 1;
  if (record && !merges) REEVE_CHECK(judge_evidence(*record, commit));
  // The bytes that stand in for those are judged already.
  if (after && !instead_.contains(commit.blob)) judge(commit, parents, *after);
  return Done{};
}

void History::judge(const port::FileCommit& commit, const std::vector<BoardPtr>& parents,
                    const Board& after) {
  auto record = commit.parent_blobs.size() > 1 ? std::nullopt : record_of(commit.trailers);
  std::vector<std::vector<RowChange>> changes;
  std::vector<std::vector<Violation>> violations;
  for (const BoardPtr& parent : parents) {
    // Who brings the file into the repository may bring what was done before that; into a history that has
    // none of it, as a root of its own does, he brings what is not in the one that is there.
    const Board* before = parent ? parent.get() : start_.get();
    changes.push_back(compare(before, after));
    violations.push_back(!before  ? std::vector<Violation>()
                         : record ? judge_record(*record, *before, after)
                                  : board::judge_hand(*before, after));
  }
  if (record) note_record(record->task, after);
  add(in_all(std::move(changes), [](const RowChange& change) { return std::pair(change.id, change.column); }),
      commit, record ? record->run : "");
  auto name = [](const Violation& violation) { return std::pair(violation.id, violation.column); };
  for (const Violation& violation : in_all(std::move(violations), name)) add(violation, commit);
}

// Only what can be looked up here is held against it.
Status History::judge_evidence(const Record& record, const port::FileCommit& commit) {
  if (record.status != "done" || record.commit.empty()) return Done{};
  auto found = [&](const char* rule, const std::string& what) {
    add(Violation{rule, 0, record.task, "status", shown_id(record.task) + ": " + what}, commit);
    return Status(Done{});
  };
  const std::string name = shorten(one_line(record.commit), 64);
  if (!is_oid(record.commit)) return found("RV032", "Reeve-Commit '" + name + "' is not the id of a commit");
  // What lies in another repository is not known here.
  auto repository = project_.config.repos.find(record.repo);
  bool elsewhere =
      repository != project_.config.repos.end() && repository->second.kind == RepositoryKind::repository;
  if (elsewhere) return Done{};
  REEVE_TRY(auto facts, revisions_.facts_of(project_.where.top, record.commit));
  if (!facts)
    return found("RV033",
                 "the commit " + name.substr(0, 12) +
                     " that it was accepted with is not here; `git fetch` brings what is on the remote");
  if (facts->tree != record.tree)
    return found("RV032", "Reeve-Tree is not the tree of the commit " + name.substr(0, 12) +
                              " that it was accepted with");
  if (!facts->reachable)
    return found("RV033", "the commit " + name.substr(0, 12) +
                              " that it was accepted with is on no branch that is known here");
  return Done{};
}

// What is different in the end although no commit is to blame: a merge took the older side.
void History::judge_sum(const Board& before, const Board& after) {
  for (Violation& violation : board::judge_hand(before, after)) {
    if (explained_.contains(violation.id) || is_as_recorded(violation.id, after)) continue;
    violation.rule = "RV034";
    violation.message = "lost in a merge: " + violation.message;
    add(violation, {});
  }
}

void History::note_record(const std::string& task, const Board& after) {
  auto row = after.find(task);
  if (row) recorded_[task] = reeves_cells(after, after.tasks()[*row]);
}

bool History::is_as_recorded(const std::string& id, const Board& after) const {
  auto recorded = recorded_.find(id);
  auto row = after.find(id);
  return recorded != recorded_.end() && row && recorded->second == reeves_cells(after, after.tasks()[*row]);
}

// Null: there is no file, or it cannot be read.
Result<History::BoardPtr> History::at(const std::string& revision) const {
  REEVE_TRY(auto bytes, revisions_.bytes_at(project_.where.top, revision, project_.config.tracking_file));
  return bytes ? read(*std::move(bytes)) : nullptr;
}

Result<History::BoardPtr> History::version(const std::string& blob, const std::string& instead) {
  auto other = instead_.find(blob);
  if (other != instead_.end()) return kept(other->second);
  REEVE_TRY(auto board, kept(blob));
  if (board || instead.empty()) return board;
  auto further = instead_.find(instead);
  const std::string& name = instead_[blob] = further == instead_.end() ? instead : further->second;
  return kept(name);
}

Result<History::BoardPtr> History::kept(const std::string& blob) {
  auto known = versions_.find(blob);
  if (known != versions_.end()) return known->second;
  BoardPtr board;
  if (!blob.empty()) {
    REEVE_TRY(std::string bytes, revisions_.bytes_of(project_.where.top, blob));
    board = read(std::move(bytes));
  }
  if (kept_.size() == kVersionsMax) versions_.erase(kept_.front()), kept_.pop_front();
  kept_.push_back(blob);
  return versions_[blob] = std::move(board);
}

History::BoardPtr History::read(std::string bytes) const {
  auto board = Board::read(std::move(bytes), to_read_options(project_.config, project_.branch));
  return board ? std::make_shared<const Board>(*std::move(board)) : nullptr;
}

void History::add(std::vector<RowChange> changes, const port::FileCommit& commit, const std::string& run) {
  for (RowChange& change : changes) {
    if (response_.changes.size() == kChangesMax) {
      response_.left_out = "only the first " + std::to_string(kChangesMax) + " changes are told";
      return;
    }
    change.commit = commit.oid, change.author = commit.author, change.run = run;
    response_.changes.push_back(std::move(change));
  }
}

void History::add(const Violation& violation, const port::FileCommit& commit) {
  explained_.insert(violation.id);
  // What is cut off is not what decides.
  std::size_t room = level_of(violation.rule) == board::Level::error ? 2 * kProblemsMax : kProblemsMax;
  if (response_.problems.size() >= room) {
    response_.left_out = "not all problems are told: there are too many";
    return;
  }
  response_.problems.push_back(problem_of(violation, *response_.board, commit.oid, commit.author));
}

}  // namespace

CheckProblem problem_of(const Violation& violation, const Board& now, const std::string& commit,
                        const std::string& author) {
  CheckProblem problem;
  problem.rule = violation.rule;
  problem.level = level_of(violation.rule);
  auto row = now.find(violation.id);
  problem.line = row ? now.tasks()[*row].line : 0;
  problem.id = violation.id;
  problem.message = violation.message;
  problem.cell = violation.column;
  problem.commit = commit;
  problem.author = author;
  return problem;
}

Status judge_history(port::Revisions& revisions, const Project& project, const std::string& base,
                     CheckResponse& response) {
  return History(revisions, project, response).judge(base);
}

}  // namespace reeve::app
