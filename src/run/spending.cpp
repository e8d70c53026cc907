// What work costs, and the bounds on that.
#include <algorithm>
#include <optional>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kCostsMax = 100;
constexpr const char* kRaise = "raise it in reeve.json to go on";
constexpr Duration kRecordApart = std::chrono::seconds(10);

// The first bound that is reached, in words; "" = none.
std::string reached(const Budget& budget, const worker::Usage& usage) {
  if (budget.tokens && usage.used() >= *budget.tokens)
    return "tokens: " + format_tokens(usage.used()) + " used of " + format_tokens(*budget.tokens);
  if (budget.usd && usage.usd >= *budget.usd)
    return "usd: " + format_usd(usage.usd) + " used of " + format_usd(*budget.usd);
  if (budget.turns && usage.turns >= *budget.turns)
    return "turns: " + std::to_string(usage.turns) + " used of " + std::to_string(*budget.turns);
  return "";
}

std::string time_used(Duration time, Duration of) {
  return "time: " + format_duration(time) + " used of " + format_duration(of);
}

bool bounds_tokens(const Policy& policy) {
  return policy.run_budget.tokens || policy.day_budget.tokens;
}
bool bounds_usd(const Policy& policy) {
  return policy.run_budget.usd || policy.day_budget.usd;
}

// Of the loop's own bounds, the name of the one that needs this number.
std::string key_of(const Policy& policy, const std::string& number) {
  bool by_run = number == "usd" ? policy.run_budget.usd.has_value() : policy.run_budget.tokens.has_value();
  return std::string("budget.") + (by_run ? "run." : "day.") + number;
}

constexpr worker::Usage kNothingTold{.uncounted = 1, .unpriced = 1};

// The program's own account; where that names no tokens, what the result says.
worker::Usage completed(worker::Usage usage, const std::optional<worker::WorkerResult>& result) {
  if (usage.uncounted > 0 && result && result->tokens) {
    usage.input = *result->tokens;
    usage.uncounted = 0;
  }
  return usage;
}

// By this engine, running attempts included.
worker::Usage spent_so_far(const LoopState& state) {
  worker::Usage usage = state.totals.usage;
  for (const RunState& run : state.runs) usage += run.spending;
  return usage;
}

// The price of what runs is only told at its end.
void price(worker::Usage& usage, double usd_per_token) {
  if (usage.usd == 0) usage.usd = usd_per_token * static_cast<double>(usage.used());
}

}  // namespace

// The price of an attempt is told at its end, so the program itself has to keep to what is left.
std::optional<double> usd_left(const LoopState& state) {
  constexpr double kLeast = 0.01;
  worker::Usage used = spent_so_far(state);
  std::optional<double> left = state.policy.attempt_budget.usd;
  auto bound = [&](const std::optional<double>& budget, double spent) {
    if (budget) left = std::min(left.value_or(*budget), std::max(kLeast, *budget - spent));
  };
  bound(state.policy.run_budget.usd, used.usd);
  bound(state.policy.day_budget.usd, state.day_usage.usd + used.usd);
  return left;
}

void Machine::on(const event::WorkerSpent& spent) {
  RunState* run = find_run(state, spent.run);
  if (!run || run->outcome || run->phase == Phase::waiting) return;
  run->spending = spent.usage;
  price(run->spending, state.dearest.usd_per_token);
  if (run->phase == Phase::working) run->context = spent.context;
  // Whoever is killed has spent it all the same.
  bool set_back = now < run->spending_recorded_at;
  if (set_back || now - run->spending_recorded_at >= kRecordApart) {
    run->spending_recorded_at = now;
    record(*run);
  }
  if (run->phase == Phase::working) check_attempt_budget(*run);
  if (!check_budgets()) return;
  end_workers();
  if (run->phase == Phase::judging) act(action::EndWorker{run->id});
}

void Machine::check_attempt_budget(RunState& run) {
  std::string over = reached(policy().attempt_budget, run.spending);
  if (over.empty() || !run.over_budget.empty()) return;
  run.over_budget = "budget.attempt." + over;
  act(action::EndWorker{run.id});
}

// A bound must hold although a number is missing: then an attempt counts as the dearest so far, and if there
// is none to go by, the loop stops.
void Machine::fill_in_missing(const RunState& run, worker::Usage& usage) {
  auto stop = [&](const std::string& number, const std::string& hint) {
    stop_for({StopReason::budget,
              "what an attempt on " + run.task.id + " took was not told, so " + key_of(policy(), number) +
                  " cannot be kept",
              hint});
  };
  bool by_hand = run.owner == OwnerKind::hand;
  if (usage.uncounted > 0 && bounds_tokens(policy()) && !by_hand) {
    usage.input = std::max(usage.input, state.dearest.tokens);
    if (state.dearest.tokens == 0)
      stop("tokens", "let the worker name `used` in its result, or remove the budget from reeve.json");
    else
      tell(run, Notice::Kind::note,
           "did not tell its tokens: counted as " + format_tokens(usage.used()) + ", the most so far");
  }
  if (usage.unpriced > 0 && bounds_usd(policy()) && !by_hand && usage.used() > 0) {
    price(usage, state.dearest.usd_per_token);
    if (state.dearest.usd_per_token == 0)
      stop("usd", "bound tokens instead in reeve.json, which are always told");
    else
      tell(run, Notice::Kind::note,
           "did not tell its price: counted as " + format_usd(usage.usd) + ", by the dearest so far");
  }
}

void Machine::count(RunState& run, worker::Usage usage) {
  fill_in_missing(run, usage);
  state.dearest.see(usage);
  run.spending = {};
  run.usage += usage;
  state.totals.usage += usage;
}

void Machine::count_attempt(RunState& run, const event::WorkerEnded& ended) {
  worker::Usage usage = completed(policy().sessions ? ended.ending.usage : kNothingTold, ended.result);
  worker::Usage before = run.usage;
  count(run, usage);
  AttemptCost cost;
  cost.attempt = run.attempt;
  cost.usage = usage;
  cost.usage.usd = run.usage.usd - before.usd;  // also what it was counted as
  cost.context = run.context;
  cost.took = ended.took;
  if (run.costs.size() == kCostsMax) run.costs.erase(run.costs.begin());
  run.costs.push_back(std::move(cost));
}

void Machine::count_reported(RunState& run) {
  count(run, completed(kNothingTold, run.result));
}

// A loop may last longer than a day.
void Machine::begin_day(const worker::Usage& so_far) {
  constexpr Duration kDay = std::chrono::hours(24);
  if (state.day_ends.ms == 0 || now < state.day_ends) return;
  state.day_usage = {};
  state.day_usage -= so_far;
  state.day_worked = -state.totals.worked;
  while (state.day_ends <= now) state.day_ends = state.day_ends + kDay;
}

// No clock that is set forward or back moves this timer.
void Machine::end_at_time_budget() {
  check_budgets();
  stop_for({StopReason::budget, "budget.run.time: " + format_duration(*policy().run_budget.time) + " used up",
            kRaise});
  end_workers();
}

bool Machine::check_budgets() {
  if (state.order && !std::holds_alternative<order::Start>(state.order->what)) return false;
  bool reached_one = false;
  worker::Usage usage = spent_so_far(state);
  begin_day(usage);
  worker::Usage today = state.day_usage;
  today += usage;
  auto over = [&](const std::string& name, const std::string& which) {
    reached_one = reached_one || !which.empty();
    if (!which.empty()) stop_for({StopReason::budget, "budget." + name + "." + which, kRaise});
  };
  over("run", reached(policy().run_budget, usage));
  Duration worked = state.day_worked + state.totals.worked;
  bool day_over = policy().day_budget.time && worked >= *policy().day_budget.time;
  over("day", day_over ? time_used(worked, *policy().day_budget.time) : reached(policy().day_budget, today));
  if (state.failures_in_row >= policy().failures_in_row)
    stop_for(
        {StopReason::failures_in_row,
         std::to_string(state.failures_in_row) + " tasks failed one after another (limits.failures_in_row)",
         "`reeve show ID` tells why; mend what they have in common, then start `reeve run` again"});
  return reached_one;
}

}  // namespace reeve::run
