// What the tasks that were brought to an end took, by phase of the board and repository.
#include <algorithm>

#include "machine.h"

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kTalliesMax = 100;

// Where the run's share goes; the last one takes the rest.
Tally& tally_of(std::vector<Tally>& tallies, std::uint32_t phase, const std::string& repo) {
  auto found = std::find_if(tallies.begin(), tallies.end(),
                            [&](const Tally& tally) { return tally.phase == phase && tally.repo == repo; });
  if (found != tallies.end()) return *found;
  if (tallies.size() == kTalliesMax) return tallies.back();
  bool last = tallies.size() + 1 == kTalliesMax;
  Tally tally;
  tally.phase = last ? 0 : phase;
  tally.repo = last ? "(others)" : repo;
  return tallies.emplace_back(std::move(tally));
}

}  // namespace

void Machine::tally(const RunState& run) {
  auto row = board().find(run.task.id);
  Tally& tally =
      tally_of(state.totals.tallies, row ? board().tasks()[*row].phase : 0, one_line(run.repo_cell));
  ++tally.tasks;
  if (run.outcome == Outcome::done) ++tally.done;
  if (run.outcome == Outcome::failed || run.outcome == Outcome::blocked) ++tally.failed;
  tally.attempts += run.attempt;
  tally.usage += run.usage;
  tally.worked += run.worked;
  auto estimate =
      row ? parse_tokens(board().plain(board().tasks()[*row], board::Column::estimate)) : std::nullopt;
  if (!estimate) return;
  tally.estimate += *estimate;
  tally.used_of_estimated += run.usage.used();
}

}  // namespace reeve::run
