#include "reeve/run/step.h"

#include <algorithm>

#include "machine.h"

namespace reeve::run {
namespace {

constexpr std::int64_t kLongestBackoff = 300'000;  // ms

void forget_finished(LoopState& state) {
  auto finished = [](const RunState& run) { return run.phase == Phase::finished; };
  state.runs.erase(std::remove_if(state.runs.begin(), state.runs.end(), finished), state.runs.end());
}

}  // namespace

RunState* find_run(LoopState& state, const RunId& id) {
  for (RunState& run : state.runs)
    if (run.id == id) return &run;
  return nullptr;
}

std::vector<Action> step(LoopState& state, const Event& event) {
  std::vector<Action> actions;
  if (state.finished) return actions;
  forget_finished(state);
  Machine machine{state, event.at, actions};
  std::visit([&](const auto& body) { machine.on(body); }, event.body);
  machine.fill();
  return actions;
}

RunState* Machine::run(const RunId& id, Phase phase) {
  RunState* run = find_run(state, id);
  return run && run->phase == phase && run->outcome != Outcome::lost ? run : nullptr;
}

Duration Machine::backoff(int attempt) {
  std::int64_t base = 1000;
  while (--attempt > 0 && base < kLongestBackoff) base *= 3;
  return Duration(std::min(base, kLongestBackoff) + static_cast<std::int64_t>(random() % 500));
}

// splitmix64
std::uint64_t Machine::random() {
  std::uint64_t z = (state.random += 0x9e3779b97f4a7c15ull);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

}  // namespace reeve::run
