#include "app/session_decisions.h"

#include <algorithm>
#include <cmath>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using board::TaskClass;

constexpr std::size_t kNamedMax = 3;
constexpr double kTiny = 1e-9;  // of sums of shares

std::string so_many(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what);
}

std::uint32_t all_of(const board::Counts& counts) {
  std::uint32_t sum = 0;
  for (TaskClass one : board::kTaskClasses) sum += counts[one];
  return sum;
}

std::string done_of(const board::Counts& counts) {
  return std::to_string(counts[TaskClass::done]) + " of " + so_many(all_of(counts), "done");
}

std::string named(const std::vector<std::string>& ids) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(ids.size(), kNamedMax); ++i)
    shown.push_back(shorten(shown_id(ids[i]), 20));
  std::string text = join(shown, ", ");
  return ids.size() > kNamedMax ? text + " and " + so_many(ids.size() - kNamedMax, "more") : text;
}

std::string id_for_command(const std::vector<std::string>& ids) {
  constexpr std::size_t kQuotedMax = 40;
  std::string id = ids.size() == 1 ? shell_quote(ids.front()) : "ID";
  return id.size() > kQuotedMax ? "ID" : id;
}

// Nothing is left that this session could do; why.
std::string ending(const StopFacts& facts) {
  const board::Counts& counts = facts.counts;
  if (counts[TaskClass::not_started] > 0 && counts[TaskClass::in_progress] == 0)
    return "nothing can start any more (" + done_of(counts) + "): " + facts.blocked + "; see `reeve status`";
  if (counts[TaskClass::in_progress] > 0)
    return "what is left waits for " + so_many(counts[TaskClass::in_progress], "in other hands") + " (" +
           done_of(counts) + ")";
  if (counts[TaskClass::failed] > 0)
    return "nothing is left to do: " + done_of(counts) + ", " + so_many(counts[TaskClass::failed], "failed");
  return "all " + so_many(counts[TaskClass::done], "tasks are done");
}

// Why it may stop; "" = nothing says so.
std::string reason_to_let_go(const StopFacts& facts) {
  bool own = !facts.judging.empty() || !facts.unreported.empty() || !facts.refused.empty();
  if (!facts.limit.empty())
    return facts.limit + "; what this session started stays its own, `reeve brief` goes on";
  if (!own && facts.ready == 0) return ending(facts);
  if (!own && facts.paused) return "paused (" + done_of(facts.counts) + "); `reeve resume` ends that";
  if (facts.context >= facts.threshold && !facts.compacts_itself)
    return "the context is at " + percent(facts.context) + " (" + done_of(facts.counts) +
           "): compact it (/compact) or begin a new session; `reeve brief` goes on there";
  return "";
}

std::string next_step(const StopFacts& facts) {
  if (!facts.refused.empty())
    return "reeve: not accepted: " + named(facts.refused) + ". If its worker has ended, give `reeve prompt " +
           id_for_command(facts.refused) + "` to another: it says what to mend.";
  if (!facts.unreported.empty()) {
    std::string id = id_for_command(facts.unreported);
    return "reeve: no report yet on " + named(facts.unreported) +
           ". Have the work finished and reported: `reeve finish " + id + "`, or `reeve block " + id +
           " --note WHY`.";
  }
  std::string state = done_of(facts.counts);
  if (facts.ready > 0) state += ", " + so_many(facts.ready, "ready");
  if (!facts.judging.empty()) state += ", " + so_many(facts.judging.size(), "being judged");
  return "reeve: " + state + ". Next: call `reeve start` (or its MCP tool) and have that task worked on.";
}

std::string state_of(const StopFacts& facts) {
  std::string state;
  for (TaskClass one : board::kTaskClasses) state += std::to_string(facts.counts[one]) + " ";
  return state + std::to_string(facts.ready) + " judging " + named(facts.judging) + " unreported " +
         named(facts.unreported) + " refused " + named(facts.refused);
}

}  // namespace

StopDecision decide_stop(const StopFacts& facts, HoldProgress& progress) {
  if (!facts.orchestrates || facts.background_work) return {};
  auto let_go = [&](std::string why) {
    if (why == progress.said) return StopDecision{};
    progress.said = why;
    return StopDecision{"", "reeve: " + why};
  };
  if (std::string why = reason_to_let_go(facts); !why.empty()) return let_go(std::move(why));
  std::string state = state_of(facts);
  if (state != progress.seen) progress = {state, 0, ""};
  // A verdict is due, which the gates' timeouts bound.
  bool due = !facts.judging.empty();
  if (!due && progress.holds >= kHoldsMax)
    return let_go("this session was asked " + std::to_string(kHoldsMax) +
                  " times to go on and nothing moved (" + done_of(facts.counts) +
                  "), so it may stop; see `reeve status`");
  if (!due) ++progress.holds;
  return {next_step(facts), ""};
}

bool is_worth_a_warning(double share, double threshold, double& told) {
  if (share < threshold) {
    told = 0;
    return false;
  }
  double step = threshold + kWarningStep * std::floor((share - threshold) / kWarningStep + kTiny);
  if (step <= told + kTiny) return false;
  told = step;
  return true;
}

}  // namespace reeve::app
