#include "sim/world.h"

#include <cstdio>

#include "sim/engine.h"

#include "reeve/base/text.h"

namespace reeve::sim {
namespace {

constexpr std::uint64_t kEventsMax = 200'000;
constexpr int kCalmStartsMax = 25;

std::string pad(const std::string& text, int width) {
  return " " + text + std::string(std::max(0, width - static_cast<int>(text.size())), ' ') + " ";
}

}  // namespace

World::World(std::uint64_t seed, Bug planted, bool tells) : random(seed), bug(planted), tells_(tells) {
  objects.add_work({});
  draw_knobs();
  draw_policy();
  make_board();
  make_hosts();
  chaos_ends_ = now + random.time(15 * 60'000, 90 * 60'000);
}

World::~World() {
  queue_.clear();
  for (const auto& host : hosts) host->engine.reset(), host->hand.reset();
}

bool World::is_rivals(const Table& table, const Table::Row& row) const {
  if (table.text(row, "status") != "in-progress") return false;
  return names_owners_ ? table.text(row, "agent").starts_with("rival/") : rivals_.contains(row.id);
}

bool World::is_ours(const Table& table, const Table::Row& row) const {
  if (table.text(row, "status") != "in-progress") return false;
  std::string agent = table.text(row, "agent");
  return names_owners_ ? agent.starts_with("worker/") || agent.starts_with("hand/")
                       : !rivals_.contains(row.id);
}

void World::add_work(Host& host, const std::string& branch, Commit commit) {
  std::string& tip = host.branches[branch];
  commit.parent = tip.empty() ? "w0" : tip;
  commit.good = commit.good && !cursed.contains(commit.task);
  tip = objects.add_work(std::move(commit));
  work.push_back(tip);
}

void World::draw_knobs() {
  auto draw = [this](int most) { return random.chance(500) ? random.between(1, most) : 0; };
  knobs.kill = draw(15);
  knobs.refused = random.chance(200) ? random.between(1, 30) : 0;
  knobs.request_lost = draw(150);
  knobs.reply_lost = draw(150);
  knobs.late = draw(80);
  knobs.ref_locked = draw(40);
  knobs.fetch_fails = draw(120);
  knobs.contention = draw(150);
  knobs.disk_full = random.chance(250) ? random.between(1, 30) : 0;
  knobs.worktree_fails = draw(60);
  knobs.trouble = draw(400);
  knobs.limit = draw(150);
  knobs.branch_meets = draw(80);
  knobs.force_push = random.chance(250) ? random.between(10, 60) : 0;
  knobs.clock_jump = draw(60);
  knobs.person = draw(500);
  knobs.hand = draw(400);
}

void World::draw_policy() {
  policy.lanes = run::numbered_lanes(random.between(1, 3));
  policy.attempts = random.between(1, 3);
  policy.gates = {run::Gate{"test", {"true"}}};
  if (random.chance(300)) policy.gates.push_back(run::Gate{"lint", {"true"}});
  if (random.chance(200)) {
    policy.gates.push_back(run::Gate{"all", {"true"}});
    policy.gates.back().when = run::GateWhen::end;
  }
  if (random.chance(150)) {
    policy.gates.push_back(run::Gate{"audit", {}});
    policy.gates.back().auditor = run::Auditor{};
    policy.gates.back().auditor->rounds = 9;
  }
  policy.others = random.time(60'000, 600'000);
  policy.push_attempts = random.between(2, 8);
  policy.squash = random.chance(250);
  policy.sessions = random.chance(500);
  policy.session_continues = policy.sessions && random.chance(400);
  policy.compact_by_program = random.chance(500);
  if (random.chance(200)) policy.limit_wait = Duration(0);
}

void World::make_board() {
  std::vector<std::string> columns = {"id",    "status",     "description",  "branch", "depends_on",
                                      "agent", "started_at", "completed_at", "used"};
  names_owners_ = !random.chance(150);
  if (!names_owners_) std::erase(columns, "agent"), knobs.force_push = 0;
  for (const char* column : {"started_at", "completed_at", "used"})
    if (random.chance(100)) std::erase(columns, column);
  if (random.chance(500)) columns.push_back("notes");
  if (random.chance(500)) columns.push_back("what we think");
  std::string end = random.chance(200) ? "\r\n" : "\n";
  std::string text = "# Tasks" + end + end + "Do these. A | b is no cell." + end + end;
  auto line = [&](const std::vector<std::string>& cells) { text += "|" + join(cells, "|") + "|" + end; };
  std::vector<std::string> header, rule;
  for (const std::string& column : columns) header.push_back(" " + column + " "), rule.push_back("---");
  line(header), line(rule);
  names_ = random.between(3, 8);
  for (int i = 1; i <= names_; ++i) {
    std::vector<std::string> cells(columns.size(), random.chance(500) ? "" : "   ");
    std::string needs;
    if (i > 1 && random.chance(400)) needs = "A-" + std::to_string(random.between(1, i - 1));
    if (i > 2 && random.chance(200) && needs != "A-1" && !needs.empty()) needs += ", A-1";
    cells[0] = pad("A-" + std::to_string(i), random.between(0, 6));
    cells[1] = pad("not-started", random.between(0, 14));
    cells[2] = random.chance(300) ? " a \\| b  " : pad("do it", random.between(0, 9));
    cells[3] = random.chance(100) ? " shared " : "";
    cells[4] = " " + needs + " ";
    if (columns.back() == "what we think") cells.back() = "  well,   `ragged` ";
    line(cells);
    if (random.chance(60)) cursed.insert("A-" + std::to_string(i));
  }
  text += end + "The end." + end;
  remote.tip = objects.add_table("", text, "docs: tasks", "person");
  remote.accepted.push_back(remote.tip);
}

void World::make_hosts() {
  int count = random.between(1, 3);
  for (int i = 1; i <= count; ++i) {
    hosts.push_back(std::make_unique<Host>());
    hosts.back()->name = "h" + std::to_string(i);
    hosts.back()->checkout.commit_and_pull(remote.tip, bytes());
    hosts.back()->skew = random.time(-120'000, 120'000);
    after(random.time(0, 120'000), [this, host = hosts.back().get()] { start_engine(*host); });
  }
}

void World::after(Duration delay, std::function<void()> what) {
  queue_.emplace(std::make_pair((now + delay).ms, ++order_), std::move(what));
}

std::optional<std::string> World::run() {
  after(random.time(1000, 60'000), [this] { player_acts(); });
  after(chaos_ends_ - now, [this] { become_calm(); });
  try {
    while (!queue_.empty()) {
      auto next = queue_.begin();
      now = Instant{next->first.first};
      auto what = std::move(next->second);
      queue_.erase(next);
      if (++events > kEventsMax) throw Violation{"the world does not come to an end"};
      what();
    }
    check_end();
  } catch (const Violation& violation) {
    tell("", [&] { return "VIOLATED: " + violation.text; });
    return violation.text;
  }
  return std::nullopt;
}

void World::say(std::string_view who, const std::string& text) {
  Duration since(now.ms - 1'700'000'000'000);
  auto ms = since.count();
  std::printf("%3lld:%02lld:%02lld.%03lld  %-6.*s %s\n", static_cast<long long>(ms / 3'600'000),
              static_cast<long long>(ms / 60'000 % 60), static_cast<long long>(ms / 1000 % 60),
              static_cast<long long>(ms % 1000), static_cast<int>(who.size()), who.data(), text.c_str());
}

void World::start_engine(Host& host) {
  // Both would work on what the other has on record; the real ones have a lock for that.
  auto by_hand = host.hand && host.hand->alive() ? host.hand->state().order->run : std::nullopt;
  auto its_record = by_hand ? host.records.find(*by_hand) : host.records.end();
  if (its_record != host.records.end() && its_record->second.owner == run::OwnerKind::engine)
    return after(Duration(5000), [this, &host] { start_engine(host); });
  ++host.starts;
  host.calm_starts += calm ? 1 : 0;
  run::Policy its = policy;
  if (!calm && random.chance(100)) its.once = true;
  if (!calm && random.chance(100)) its.max_tasks = random.between(1, 3);
  if (!calm && random.chance(60)) its.run_budget.tokens = random.between(1, 40'000);
  if (!calm && random.chance(60)) its.run_budget.time = random.time(60'000, 2'400'000);
  host.engine = std::make_shared<Engine>(*this, host, std::move(its), std::nullopt);
  host.engine->start();
}

void World::ended(Host& host) {
  if (!calm && random.chance(200)) user_edits(host);
  bool again = !calm || (!is_settled() && host.calm_starts < kCalmStartsMax);
  Duration pause = calm ? random.time(1000, 30'000) : random.time(1000, is_settled() ? 1'800'000 : 240'000);
  if (again) after(pause, [this, &host] { start_engine(host); });
}

// Nothing is left that an engine could do.
bool World::is_settled() {
  for (const auto& host : hosts)
    for (const auto& [id, record] : host->records)
      if (record.phase != run::Phase::finished) return false;
  Table table = board();
  for (const Table::Row& row : table.rows())
    if (table.is_ready(row) || is_ours(table, row)) return false;
  return true;
}

void World::become_calm() {
  calm = true;
  tell("", [] { return std::string("From here on nothing more goes wrong."); });
  Table table = board();
  for (const Table::Row& row : std::vector<Table::Row>(table.rows()))
    if (is_rivals(table, row)) table.set(row.id, "status", "done");
  edit("rival", "ends all that it works on", table);
  for (const auto& host : hosts) after(random.time(0, 60'000), [this, it = host.get()] { hand_ends(*it); });
  for (const auto& host : hosts)
    if (host->engine && host->engine->alive())
      host->engine->post(event::Asked{1, {run::Request::Kind::resume, std::string(run::kAllLanes), ""}});
}

void World::accept(const std::string& tip) {
  std::vector<std::string> chain;
  for (std::string oid = tip; oid != remote.tip; oid = objects.at(oid).parent) chain.push_back(oid);
  for (auto oid = chain.rbegin(); oid != chain.rend(); ++oid) {
    check_commit(*oid);
    const std::string& message = objects.at(*oid).message;
    tell("remote", [&] { return *oid + " " + message.substr(0, message.find('\n')); });
    published_[{trailer(message, "Reeve-Run"), trailer(message, "Reeve-Status")}] = *oid;
    remote.accepted.push_back(*oid);
    remote.tip = *oid;
  }
}

void World::edit(const std::string& who, const std::string& what, const Table& table) {
  tell(who, [&] { return what; });
  remote.tip = objects.add_table(remote.tip, table.bytes(), what, who);
  remote.accepted.push_back(remote.tip);
}

bool World::was_published(const RunId& run, std::string_view status) const {
  return published_.contains({run.text(), std::string(status)});
}

}  // namespace reeve::sim
