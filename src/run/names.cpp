#include <array>
#include <utility>

#include "reeve/run/action.h"
#include "reeve/run/lane.h"
#include "reeve/run/run_state.h"

namespace reeve::run {
namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<Phase, 8> kPhases = {{{Phase::claiming, "claiming"},
                                      {Phase::preparing, "preparing"},
                                      {Phase::working, "working"},
                                      {Phase::judging, "judging"},
                                      {Phase::pushing, "pushing"},
                                      {Phase::closing, "closing"},
                                      {Phase::waiting, "waiting"},
                                      {Phase::finished, "finished"}}};

constexpr Names<Outcome, 6> kOutcomes = {{{Outcome::done, "done"},
                                          {Outcome::failed, "failed"},
                                          {Outcome::blocked, "blocked"},
                                          {Outcome::released, "released"},
                                          {Outcome::lost, "lost"},
                                          {Outcome::dropped, "dropped"}}};

constexpr Names<StopReason, 15> kStopReasons = {{{StopReason::all_done, "all-done"},
                                                 {StopReason::some_failed, "some-failed"},
                                                 {StopReason::deadlock, "deadlock"},
                                                 {StopReason::waits, "waits"},
                                                 {StopReason::limited, "limited"},
                                                 {StopReason::budget, "budget"},
                                                 {StopReason::failures_in_row, "failures-in-row"},
                                                 {StopReason::conflict, "conflict"},
                                                 {StopReason::refused, "refused"},
                                                 {StopReason::unreachable, "unreachable"},
                                                 {StopReason::broken, "broken"},
                                                 {StopReason::unreadable, "unreadable"},
                                                 {StopReason::missing, "missing"},
                                                 {StopReason::config, "config"},
                                                 {StopReason::interrupted, "interrupted"}}};

constexpr Names<LaneState, 4> kLaneStates = {{{LaneState::idle, "idle"},
                                              {LaneState::running, "running"},
                                              {LaneState::paused, "paused"},
                                              {LaneState::done, "done"}}};

using NoticeKind = Notice::Kind;
constexpr Names<NoticeKind, 14> kNotices = {{{NoticeKind::note, "note"},
                                             {NoticeKind::recovered, "recovered"},
                                             {NoticeKind::claimed, "claimed"},
                                             {NoticeKind::preparing, "preparing"},
                                             {NoticeKind::attempt, "attempt"},
                                             {NoticeKind::worker_ended, "worker-ended"},
                                             {NoticeKind::gate, "gate"},
                                             {NoticeKind::not_accepted, "not-accepted"},
                                             {NoticeKind::pushed, "pushed"},
                                             {NoticeKind::done, "done"},
                                             {NoticeKind::failed, "failed"},
                                             {NoticeKind::blocked, "blocked"},
                                             {NoticeKind::released, "released"},
                                             {NoticeKind::lost, "lost"}}};

template <class Enum, std::size_t N>
std::string_view name_in(const Names<Enum, N>& names, Enum value) {
  for (const auto& [candidate, name] : names)
    if (candidate == value) return name;
  return "";
}

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const Names<Enum, N>& names, std::string_view wanted) {
  for (const auto& [value, name] : names)
    if (name == wanted) return value;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Phase phase) {
  return name_in(kPhases, phase);
}
std::string_view name_of(Outcome outcome) {
  return name_in(kOutcomes, outcome);
}
std::string_view name_of(StopReason reason) {
  return name_in(kStopReasons, reason);
}
std::string_view name_of(LaneState state) {
  return name_in(kLaneStates, state);
}
std::optional<LaneState> lane_state_named(std::string_view name) {
  return value_in(kLaneStates, name);
}
std::string_view name_of(Notice::Kind kind) {
  return name_in(kNotices, kind);
}
std::optional<Phase> phase_named(std::string_view name) {
  return value_in(kPhases, name);
}
std::optional<Outcome> outcome_named(std::string_view name) {
  return value_in(kOutcomes, name);
}

}  // namespace reeve::run
