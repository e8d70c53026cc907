// The world of the simulation: virtual time, the remote, the hosts, who else is there, and what goes wrong.
// Everything follows from the seed.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/bug.h"
#include "sim/checkout.h"
#include "sim/fate.h"
#include "sim/objects.h"
#include "sim/random.h"
#include "sim/table.h"

#include "reeve/run/step.h"

namespace reeve::sim {

class Engine;

// A promise that does not hold; thrown, and caught by World::run().
struct Violation {
  std::string text;
};

// How often what goes wrong, per mille; drawn from the seed, so that some worlds are calm and some are not.
struct Knobs {
  int kill = 0;  // before an action
  int refused = 0;
  int request_lost = 0;
  int reply_lost = 0;
  int late = 0;        // no answer, and yet it arrives, later
  int ref_locked = 0;  // refused like a lost race, and the tip is where it was
  int fetch_fails = 0;
  int contention = 0;  // another pushes just before
  int disk_full = 0;
  int worktree_fails = 0;  // or its set-up, or the look at its commits
  int trouble = 0;         // of a worker
  int limit = 0;
  int branch_meets = 0;  // another has pushed to the worker's branch
  int force_push = 0;
  int clock_jump = 0;
  int person = 0;
  int hand = 0;  // somebody works on tasks by hand
};

struct Remote {
  std::string tip;
  std::map<std::string, std::string> branches;
  std::vector<std::string> accepted;  // every commit that was ever its tip or in a push to it
  std::set<std::string> rewound;      // gone by a force push
};

// What is known of a run, beside its record, over all its engines.
struct Facts {
  int failures = 0;  // of attempts, as they were told to the machine
  int attempts = 0;
  bool policy_refused = false;
  bool decided = false;  // by the hand that had it
};

// One machine with one clone. The records are its disk.
struct Host {
  std::string name;
  Duration skew{0};
  std::map<RunId, run::RunState> records;
  std::map<RunId, std::pair<int, worker::WorkerResult>> results;
  std::map<std::string, std::string> branches;
  std::set<std::string> kept;
  Checkout checkout;
  std::shared_ptr<Engine> engine;  // `reeve run`
  std::shared_ptr<Engine> hand;    // a command beside it
  int starts = 0;
  int calm_starts = 0;
};

struct Worker {
  Host* host = nullptr;
  std::weak_ptr<Engine> engine;
  RunId run;
  std::string task;
  std::string branch;
  int attempt = 0;
  Fate fate;
  bool told_to_end = false;
  bool over = false;
};

class World {
 public:
  World(std::uint64_t seed, Bug planted, bool tells);
  ~World();
  World(const World&) = delete;

  // The promise that does not hold, if there is one.
  std::optional<std::string> run();

  // ---- for the engines and the players ----
  Random random;
  const Bug bug;
  Instant now{1'700'000'000'000};
  Objects objects;
  Remote remote;
  std::vector<std::unique_ptr<Host>> hosts;
  std::vector<std::shared_ptr<Worker>> workers;
  std::map<RunId, Facts> facts;
  std::set<std::pair<std::string, std::string>> gates_passed;  // gate, tree
  std::set<std::string> cursed;                                // tasks that no worker does well
  std::vector<std::string> work;                               // every commit of a worker
  Knobs knobs;
  run::Policy policy;
  bool calm = false;  // nothing more goes wrong
  std::uint64_t events = 0;

  void after(Duration delay, std::function<void()> what);
  // Whether it goes wrong this time.
  bool happens(int permille) { return !calm && random.chance(permille); }
  template <class Text>
  void tell(std::string_view who, Text text) {
    if (tells_) say(who, text());
  }
  Checkout::Bytes bytes() {
    return [this](const std::string& oid) -> const std::string& { return objects.at(oid).bytes; };
  }
  Table board() { return Table(objects.at(remote.tip).bytes); }
  // In-progress, and by whom.
  bool is_rivals(const Table& table, const Table::Row& row) const;
  bool is_ours(const Table& table, const Table::Row& row) const;
  bool names_owners() const { return names_owners_; }
  void add_work(Host& host, const std::string& branch, Commit commit);
  // A push of commits that lie on the tip, or an edit of another hand.
  void accept(const std::string& tip);
  void edit(const std::string& who, const std::string& what, const Table& table);
  bool was_published(const RunId& run, std::string_view status) const;

  // players.cpp
  void contend(const std::string& task);
  void ended(Host& host);  // its engine, one way or another
  Fate fate_of(const std::string& task);

 private:
  void say(std::string_view who, const std::string& text);
  void draw_knobs();
  void draw_policy();
  void make_board();
  void make_hosts();
  void start_engine(Host& host);
  void become_calm();
  bool is_settled();

  // players.cpp
  void player_acts();
  void rival_acts();
  void person_acts();
  void fate_acts();  // kills, clocks
  void rival_takes(const Table& table);
  void rival_goes_on(Table table);
  void edit_rows(Table table);
  void force_push();
  void give_order(Host& host);
  void user_edits(Host& host);

  // hands.cpp
  void hand_acts(Host& host);
  void hand_goes_on(Host& host, const run::RunState& record);
  void hand_ends(Host& host);  // once nothing more goes wrong
  worker::WorkerResult hand_works(Host& host, const run::RunState& record);
  void reset_by_command(Host& host);
  void add_by_command(Host& host);
  void command(Host& host, run::Order order, const std::string& words);

  // checks.cpp
  void check_commit(const std::string& oid);
  void check_end();
  void check_rows();
  bool has_ended(const RunId& run) const;
  void check_work();
  void check_insert(const Commit& commit, const std::string& what);
  void check_verdict(const Commit& commit, const std::string& what);
  void check_checkouts();

  bool tells_ = false;
  bool names_owners_ = true;          // the table has an agent column
  std::set<std::string> rivals_;      // tasks that the rival has taken
  std::map<std::string, int> added_;  // descriptions of rows added by command
  Instant chaos_ends_;
  std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> queue_;
  std::uint64_t order_ = 0;
  std::map<std::pair<std::string, std::string>, std::string> published_;  // run, status → commit
  int names_ = 0;
};

}  // namespace reeve::sim
