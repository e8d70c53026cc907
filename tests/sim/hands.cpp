// Commands beside the loop: start and finish of people and sessions that work by hand, reset, add
// (src/app/use_start.cpp, use_by_hand.cpp, use_add.cpp).
#include <algorithm>

#include "sim/engine.h"
#include "sim/world.h"

namespace reeve::sim {
namespace {

bool is_by_hand(const run::RunState& record) {
  return record.owner == run::OwnerKind::hand && record.phase != run::Phase::finished;
}

bool is_prepared(const run::RunState& record) {
  return record.phase != run::Phase::claiming && record.phase != run::Phase::preparing;
}

}  // namespace

void World::command(Host& host, run::Order order, const std::string& words) {
  order.change = RunId::from_random(random.next());
  tell("person", [&] { return "reeve " + words + " on " + host.name; });
  run::Policy its = policy;
  its.worker_name = "hand";
  host.hand = std::make_shared<Engine>(*this, host, std::move(its), std::move(order));
  host.hand->start();
}

// ---- start and finish ----

void World::hand_acts(Host& host) {
  if (host.hand && host.hand->alive()) return;
  std::vector<run::RunState> open;
  for (const auto& [id, record] : host.records)
    if (is_by_hand(record)) open.push_back(record);
  bool begins = open.empty() || (open.size() < 3 && random.chance(300));
  if (!begins) return hand_goes_on(host, open[random.below(static_cast<int>(open.size()))]);
  run::order::Start start;
  Table table = board();
  for (const Table::Row& row : table.rows())
    if (random.chance(200)) start.id = row.id;
  // A start that was cut off is gone on with.
  for (const run::RunState& record : open)
    if (!is_prepared(record) && (!start.id || start.id == record.task.id)) return hand_goes_on(host, record);
  command(host, {start, {}, {}, {}, false}, "start " + start.id.value_or(""));
}

void World::hand_goes_on(Host& host, const run::RunState& record) {
  const std::string task = record.task.id;
  if (!is_prepared(record))
    return command(host, {run::order::Start{task}, record.id, {}, {}, false}, "start " + task);
  run::order::Report report{task, {}};
  if (record.phase == run::Phase::working || random.chance(300)) report.result = hand_works(host, record);
  if (report.result && random.chance(100)) report.result.reset();
  command(host, {report, record.id, {}, {}, false}, "finish " + task);
}

worker::WorkerResult World::hand_works(Host& host, const run::RunState& record) {
  worker::WorkerResult result;
  result.task_id = record.task.id;
  result.status = worker::ResultStatus::success;
  if (happens(100)) result.status = worker::ResultStatus::failed;
  if (happens(100)) result.status = worker::ResultStatus::blocked;
  facts[record.id].decided = facts[record.id].decided || result.status != worker::ResultStatus::success;
  if (happens(100)) return result;  // and nothing was done
  Commit commit;
  commit.task = record.task.id;
  commit.good = !happens(200);
  commit.sound = !happens(50);
  add_work(host, record.workspace.branch, std::move(commit));
  if (!happens(50)) result.commit = host.branches[record.workspace.branch];
  return result;
}

void World::hand_ends(Host& host) {
  auto open = std::find_if(host.records.begin(), host.records.end(),
                           [](const auto& record) { return is_by_hand(record.second); });
  bool busy = host.hand && host.hand->alive();
  if (open == host.records.end() && !busy) return;
  if (!busy) hand_goes_on(host, run::RunState(open->second));
  after(random.time(1000, 20'000), [this, &host] { hand_ends(host); });
}

// ---- reset and add ----

void World::reset_by_command(Host& host) {
  if (host.hand && host.hand->alive()) return;
  Table table = board();
  std::vector<std::string> rows;
  for (const Table::Row& row : table.rows()) {
    bool claimed_here = std::any_of(host.records.begin(), host.records.end(), [&](const auto& record) {
      return record.second.task.id == row.id && record.second.phase != run::Phase::finished;
    });
    bool can_tell = names_owners_ || (claimed_here && !rivals_.contains(row.id));
    if ((table.text(row, "status") == "in-progress" || claimed_here) && can_tell) rows.push_back(row.id);
  }
  if (rows.empty()) return;
  const std::string task = rows[random.below(static_cast<int>(rows.size()))];
  run::Order order{run::order::Reset{task, {}, false}, {}, {}, {}, false};
  for (const auto& [id, record] : host.records) {
    if (record.task.id != task || record.phase == run::Phase::finished) continue;
    bool loops = record.owner == run::OwnerKind::engine && host.engine && host.engine->alive();
    if (loops) return;  // the loop itself puts it back
    order.run = id;
    break;
  }
  command(host, std::move(order), "reset " + task);
}

void World::add_by_command(Host& host) {
  if (host.hand && host.hand->alive()) return;
  run::order::Add add;
  add.task.description = "added, number " + std::to_string(++names_);
  if (random.chance(500)) add.task.id = add.id = "C-" + std::to_string(names_);
  if (random.chance(300)) add.task.depends_on = {"A-1"};
  added_[add.task.description] = 0;
  std::string words = "add '" + add.task.description + "'";
  command(host, {add, {}, {}, {}, false}, words);
}

}  // namespace reeve::sim
