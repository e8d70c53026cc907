// Who else is there: another orchestrator with rules of its own, people, and fate.
#include <algorithm>

#include "sim/engine.h"
#include "sim/world.h"

namespace reeve::sim {
namespace {

std::vector<Table::Row> rows_in(const Table& table, std::string_view status) {
  std::vector<Table::Row> found;
  for (const Table::Row& row : table.rows())
    if (table.text(row, "status") == status) found.push_back(row);
  return found;
}

bool is_needed(const Table& table, const std::string& id) {
  return std::any_of(table.rows().begin(), table.rows().end(), [&](const Table::Row& row) {
    auto ids = table.dependencies(row);
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  });
}

void put_back(Table& table, const std::string& id) {
  table.set(id, "status", "not-started");
  for (const char* column : {"agent", "started_at", "completed_at", "used"}) table.set(id, column, "");
}

}  // namespace

Fate World::fate_of(const std::string& task) {
  using Kind = Fate::Kind;
  Fate fate;
  fate.takes = random.time(10'000, 600'000);
  (void)task;
  if (happens(knobs.limit)) {
    fate.kind = random.chance(600) ? Kind::limit : Kind::overload;
    if (random.chance(700)) fate.until = random.time(-60'000, 3 * 3'600'000);
    return fate;
  }
  if (!happens(knobs.trouble)) {
    fate.kind = random.chance(100) ? Kind::two_blocks : random.chance(100) ? Kind::no_block : Kind::success;
    return fate;
  }
  constexpr Kind kTroubles[] = {Kind::failure,      Kind::blocked,    Kind::crash,    Kind::silence,
                                Kind::wrong_commit, Kind::other_task, Kind::bad_work, Kind::no_change,
                                Kind::unsound,      Kind::not_found};
  fate.kind = kTroubles[random.below(10)];
  if (fate.kind == Kind::silence) fate.takes = std::chrono::minutes(20);
  return fate;
}

void World::player_acts() {
  if (calm) return;
  if (random.chance(400)) rival_acts();
  if (random.chance(knobs.person)) person_acts();
  for (const auto& host : hosts)
    if (random.chance(knobs.hand)) hand_acts(*host);
  fate_acts();
  after(random.time(5000, 180'000), [this] { player_acts(); });
}

// ---- The rival ----

void World::rival_acts() {
  if (random.chance(knobs.force_push)) return force_push();
  Table table = board();
  random.chance(400) ? rival_takes(table) : random.chance(600) ? rival_goes_on(table) : edit_rows(table);
}

void World::rival_takes(const Table& before) {
  Table table = before;
  for (const Table::Row& row : before.rows()) {
    if (!before.is_ready(row) || random.chance(500)) continue;
    table.set(row.id, "status", "in-progress");
    table.set(row.id, "agent", "rival/r" + std::to_string(++names_));
    rivals_.insert(row.id);
    return edit("rival", "takes " + row.id, table);
  }
}

void World::rival_goes_on(Table table) {
  for (const Table::Row& row : rows_in(table, "in-progress")) {
    if (!is_rivals(table, row)) continue;
    rivals_.erase(row.id);
    int luck = random.below(10);
    if (luck < 2) {
      put_back(table, row.id);
    } else {
      table.set(row.id, "status", luck < 9 ? "done" : "failed");
    }
    return edit("rival", "ends its work on " + row.id, table);
  }
}

void World::force_push() {
  std::string to = remote.tip;
  for (int back = random.between(1, 4); back > 0 && !objects.at(to).parent.empty(); --back) {
    remote.rewound.insert(to);
    to = objects.at(to).parent;
  }
  tell("rival", [&] { return "FORCE PUSH back to " + to; });
  remote.tip = to;
  edit("rival", "rewrites the branch", board());
}

// Just before a push that edits this row.
void World::contend(const std::string& task) {
  Table table = board();
  const Table::Row* row = table.find(task);
  if (!row) return;
  std::string status = table.text(*row, "status");
  // Without an agent column nobody can tell that an in-progress row changed hands.
  bool open = status == "not-started" || (status == "in-progress" && names_owners_);
  if (!open || random.chance(500)) return edit_rows(table);
  if (status == "in-progress" && random.chance(400)) {
    put_back(table, task);
    return edit("person", "puts " + task + " back by hand", table);
  }
  table.set(task, "status", "in-progress");
  table.set(task, "agent", "rival/r" + std::to_string(++names_));
  rivals_.insert(task);
  edit("rival", "is faster on " + task, table);
}

// ---- People ----

// What they may do to a table that reeve works on.
void World::edit_rows(Table table) {
  auto open = rows_in(table, "not-started");
  int luck = random.below(10);
  if (luck < 4 || open.empty()) {
    while (table.find("B-" + std::to_string(++names_))) continue;
    table.add("B-" + std::to_string(names_), " later ");
    return edit("person", "adds B-" + std::to_string(names_), table);
  }
  const Table::Row& row = open[random.below(static_cast<int>(open.size()))];
  if (luck < 8 || is_needed(table, row.id) || table.rows().size() < 3) {
    table.set(row.id, "description", "edited " + std::to_string(++names_));
    return edit("person", "describes " + row.id + " anew", table);
  }
  table.remove(row.id);
  edit("person", "removes " + row.id, table);
}

void World::person_acts() {
  Host& host = *hosts[random.below(static_cast<int>(hosts.size()))];
  Table table = board();
  auto running = rows_in(table, "in-progress");
  int luck = random.below(10);
  if (luck < 3) return edit_rows(table);
  if (luck < 6) return reset_by_command(host);
  if (luck == 6 && random.chance(300)) return add_by_command(host);
  if (luck == 6 && !running.empty()) {
    std::string id = running[random.below(static_cast<int>(running.size()))].id;
    if (!names_owners_ && !rivals_.contains(id)) return;
    rivals_.erase(id);
    put_back(table, id);
    return edit("person", "puts " + id + " back by hand", table);
  }
  give_order(host);
}

// To a running loop.
void World::give_order(Host& host) {
  if (!host.engine || !host.engine->alive()) return;
  using Kind = run::Request::Kind;
  const auto& runs = host.engine->state().runs;
  int luck = random.below(10);
  std::string all(run::kAllLanes);
  if (luck < 3) {
    int signal = random.chance(700) ? 2 : 15;
    tell("person", [&] { return "signal " + std::to_string(signal) + " to " + host.name; });
    host.engine->post(event::Interrupted{signal});
  } else if (luck < 6 && !runs.empty()) {
    tell("person", [&] { return "cancels " + runs.front().task.id + " on " + host.name; });
    host.engine->post(event::Asked{2, {Kind::cancel, "", runs.front().task.id}});
  } else if (luck < 8) {
    tell("person", [&] { return "pauses " + host.name; });
    host.engine->post(event::Asked{3, {Kind::pause, all, ""}});
    after(random.time(1000, 1'800'000), [this, &host, engine = host.engine, all] {
      if (engine->alive()) engine->post(event::Asked{4, {Kind::resume, all, ""}});
    });
  }
}

// Of the file in the checkout; and after a while it is committed and pulled.
void World::user_edits(Host& host) {
  host.checkout.edit("a word of the user's, " + std::to_string(++names_) + "\n");
  tell("person", [&] { return "edits the file in the checkout of " + host.name; });
  after(random.time(60'000, 1'200'000), [this, &host] {
    check_checkouts();
    host.checkout.commit_and_pull(remote.tip, bytes());
  });
}

// ---- Fate ----

void World::fate_acts() {
  for (const auto& host : hosts) {
    if (random.chance(knobs.clock_jump)) {
      host->skew += random.time(-1'800'000, 1'800'000);
      tell(host->name, [] { return std::string("its clock jumps"); });
    }
    if (!random.chance(knobs.kill * 4) || !host->engine || !host->engine->alive()) continue;
    tell(host->name, [] { return std::string("KILLED while it waits"); });
    host->engine->die();
    ended(*host);
  }
}

}  // namespace reeve::sim
