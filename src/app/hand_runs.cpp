#include "app/hand_runs.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kFileMax = 1 << 20;

bool has_ended(const run::RunState& run, const std::string& host) {
  bool told = run.outcome && *run.outcome != run::Outcome::dropped;
  return run.owner == run::OwnerKind::hand && run.host == host && run.phase == run::Phase::finished && told;
}

}  // namespace

bool is_by_hand_here(const run::RunState& run, const std::string& host) {
  return run.owner == run::OwnerKind::hand && run.host == host && run.phase != run::Phase::finished;
}

bool is_being_judged(RunFolders& folders, const run::RunState& run) {
  using run::Phase;
  bool judging = run.phase == Phase::judging || run.phase == Phase::pushing || run.phase == Phase::closing ||
                 run.phase == Phase::waiting;
  if (!judging) return false;
  auto lock = folders.lock(run.id, "a look at it");
  return !lock && lock.error().kind == ErrorKind::locked;
}

std::vector<run::RunState> Unheard::ended(const std::vector<run::RunState>& runs, const std::string& host) {
  auto text = files_.read(path_, kFileMax);
  if (!text) return {};
  std::set<std::string_view> heard;
  for (std::string_view line : split_lines(*text)) heard.insert(line);
  std::vector<run::RunState> ended;
  for (const run::RunState& run : runs)
    if (has_ended(run, host) && !heard.contains(run.id.text())) ended.push_back(run);
  std::sort(ended.begin(), ended.end(),
            [](const auto& one, const auto& other) { return one.ended_at < other.ended_at; });
  return ended;
}

Status Unheard::heard(const std::vector<run::RunState>& runs, const std::string& host) {
  std::string text;
  for (const run::RunState& run : runs)
    if (has_ended(run, host)) text += run.id.text() + "\n";
  return files_.write(path_, text);
}

}  // namespace reeve::app
