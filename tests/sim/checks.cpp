// The promises, as they can be seen from outside: commit by commit as the remote takes them, and at the end.
#include <algorithm>
#include <array>

#include "sim/engine.h"
#include "sim/world.h"

#include "reeve/base/text.h"

namespace reeve::sim {
namespace {

constexpr std::array<std::string_view, 6> kOwnCells = {"status",       "agent", "started_at",
                                                       "completed_at", "used",  "notes"};

void demand(bool holds, const std::string& text) {
  if (!holds) throw Violation{text};
}

// No stray byte: one line more.
void check_inserted(const Table& before, const Table& after, const std::string& what) {
  const auto &old = before.lines(), &lines = after.lines();
  demand(lines.size() == old.size() + 1, what + " changes more than one line");
  std::size_t at = std::mismatch(old.begin(), old.end(), lines.begin()).first - old.begin();
  demand(std::equal(old.begin() + at, old.end(), lines.begin() + at + 1),
         what + " changes lines beside its own");
}

// No stray byte: of one line some of reeve's cells.
void check_bytes(const Table& before, const Table& after, const std::string& task, const std::string& what) {
  const Table::Row* row = before.find(task);
  demand(row != nullptr, what + " edits a row that is not there");
  demand(before.lines().size() == after.lines().size(), what + " changes the number of lines");
  for (std::size_t line = 0; line < before.lines().size(); ++line)
    demand(line == row->line || before.lines()[line] == after.lines()[line],
           what + " changes line " + std::to_string(line + 1) + ", which is not its row");
  const Table::Row* changed = after.find(task);
  demand(changed && changed->cells.size() == row->cells.size(), what + " changes the number of cells");
  for (std::size_t cell = 0; cell < row->cells.size(); ++cell) {
    const std::string& column = before.columns().at(cell);
    bool own = std::find(kOwnCells.begin(), kOwnCells.end(), column) != kOwnCells.end();
    demand(own || row->cells[cell] == changed->cells[cell], what + " changes the cell '" + column + "'");
  }
}

}  // namespace

void World::check_insert(const Commit& commit, const std::string& what) {
  Table before(objects.at(commit.parent).bytes), after(commit.bytes);
  check_inserted(before, after, what);
  for (auto& [description, times] : added_) {
    int found = static_cast<int>(std::count_if(
        after.rows().begin(), after.rows().end(),
        [&, text = description](const Table::Row& row) { return after.text(row, "description") == text; }));
    demand(found <= 1, what + " adds '" + description + "' twice");
    times = std::max(times, found);
  }
}

void World::check_commit(const std::string& oid) {
  const Commit& commit = objects.at(oid);
  std::string task = trailer(commit.message, "Reeve-Task"), run = trailer(commit.message, "Reeve-Run");
  std::string status = trailer(commit.message, "Reeve-Status");
  std::string what = oid + " (" + task + " " + status + " of run " + run + ", by " + commit.author + ")";
  Table before(objects.at(commit.parent).bytes), after(commit.bytes);
  if (!before.find(task) && after.find(task)) return check_insert(commit, what);
  check_bytes(before, after, task, what);
  const Table::Row& row = *before.find(task);
  std::string was = before.text(row, "status"), owner = before.text(row, "agent");
  auto its_run = RunId::parse(run);
  if (status == "in-progress") {
    demand(was == "not-started", what + " claims a row that is " + was + " by " + owner);
    demand(before.is_ready(row), what + " claims a row whose dependencies are not done");
    demand(!names_owners_ || (its_run && run_of_agent(after.agent(task)) == its_run),
           what + " does not say whose it is");
    demand(!was_published(its_run.value_or(RunId()), status) || !remote.rewound.empty(),
           what + " claims a second time");
    return;
  }
  if (commit.fence && owner != *commit.fence)
    throw Violation{what + " writes into a row of '" + owner + "' as if it were '" + *commit.fence + "'s"};
  if (commit.fence) return;
  demand(!names_owners_ || (its_run && run_of_agent(owner) == its_run),
         what + " writes into a row of '" + owner + "' as if it were its own");
  demand(was == "in-progress", what + " ends work on a row that is " + was);
  demand(names_owners_ || !rivals_.contains(task), what + " ends the rival's work");
  if (status == "done") check_verdict(commit, what);
}

// No false done: the commit is on the remote, and its gates passed.
void World::check_verdict(const Commit& commit, const std::string& what) {
  std::string done = trailer(commit.message, "Reeve-Commit");
  demand(!done.empty(), what + " names no commit");
  bool pushed = std::any_of(remote.branches.begin(), remote.branches.end(),
                            [&](const auto& branch) { return objects.is_ancestor(done, branch.second); });
  demand(pushed, what + " says done, and " + done + " is not on the remote");
  for (const run::Gate& gate : policy.gates)
    demand(gate.when != run::GateWhen::task || gates_passed.contains({gate.name, objects.at(done).tree}),
           what + " says done, and the gate '" + gate.name + "' did not pass on " + done);
}

void World::check_end() {
  demand(calm, "the world ended before its time");
  for (const auto& host : hosts) {
    demand(!host->engine || !host->engine->alive(), "the engine on " + host->name + " hangs");
    demand(!host->hand || !host->hand->alive(), "a command by hand on " + host->name + " hangs");
  }
  for (const std::string& oid : remote.accepted)
    demand(remote.rewound.contains(oid) || objects.is_ancestor(oid, remote.tip),
           "the published commit " + oid + " is gone");
  check_rows();
  check_work();
  check_checkouts();
}

bool World::has_ended(const RunId& run) const {
  for (const char* status : {"done", "failed", "blocked", "not-started"})
    if (was_published(run, status)) return true;
  return std::any_of(hosts.begin(), hosts.end(), [&](const auto& host) {
    auto record = host->records.find(run);
    return record != host->records.end() && record->second.phase == run::Phase::finished;
  });
}

// Killed anywhere, right afterwards: nothing is left half done.
void World::check_rows() {
  Table table = board();
  for (const Table::Row& row : table.rows()) {
    std::string status = table.text(row, "status"), agent = table.text(row, "agent");
    // Work on one branch waits for the row that has it.
    std::string branch = table.text(row, "branch");
    bool waits = std::any_of(table.rows().begin(), table.rows().end(), [&](const Table::Row& other) {
      return !branch.empty() && table.text(other, "branch") == branch &&
             table.text(other, "status") == "in-progress";
    });
    demand(waits || !table.is_ready(row), row.id + " is ready, and nobody works on it");
    if (!is_ours(table, row)) continue;
    auto run = run_of_agent(agent);
    // What a force push took back is a person's to decide: an end of the run, or that it had lost the row.
    demand(!remote.rewound.empty() && run && has_ended(*run),
           row.id + " stays in-progress by " + agent + ", and nobody works on it");
  }
  for (const auto& host : hosts)
    for (const auto& [id, record] : host->records)
      demand(record.phase == run::Phase::finished, "run " + id.text() + " of " + record.task.id + " on " +
                                                       host->name + " stays in phase " +
                                                       std::string(run::name_of(record.phase)));
}

// Never a touch on the user's own edits.
void World::check_checkouts() {
  for (const auto& host : hosts)
    for (const std::string& line : host->checkout.edits)
      demand(host->checkout.file.find(line) != std::string::npos,
             "what the user wrote into the file on " + host->name + " is gone");
}

// No lost work, no failure that was none, and attempts are bounded.
void World::check_work() {
  for (const std::string& oid : work) {
    auto holds = [&](const std::string& tip) { return !tip.empty() && objects.is_ancestor(oid, tip); };
    bool found = std::any_of(remote.branches.begin(), remote.branches.end(),
                             [&](const auto& branch) { return holds(branch.second); });
    for (const auto& host : hosts) {
      for (const auto& [name, tip] : host->branches) found = found || holds(tip);
      found = found || std::any_of(host->kept.begin(), host->kept.end(), holds);
    }
    demand(found, "the commit " + oid + " on " + objects.at(oid).task + " is lost");
  }
  for (const auto& host : hosts)
    for (const auto& [id, record] : host->records) {
      demand(record.failed_attempts <= policy.attempts, "run " + id.text() + " had too many attempts");
      bool failed = record.outcome == run::Outcome::failed && !facts[id].policy_refused && !facts[id].decided;
      demand(!failed || facts[id].failures >= policy.attempts,
             "run " + id.text() + " of " + record.task.id + " failed after " +
                 std::to_string(facts[id].failures) + " attempts that failed, of " +
                 std::to_string(policy.attempts));
    }
}

}  // namespace reeve::sim
