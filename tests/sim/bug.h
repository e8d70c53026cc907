// Faults that the simulation must find: each bends what the machine asks for, or what it is told, on the way
// between it and the model; the code under test stays as it is.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace reeve::sim {

enum class Bug {
  none,
  claim_forced,           // a refused claim is pushed again, whoever has the row now
  tail_dropped,           // of a chain of commits the last is not pushed
  done_before_push,       // the row becomes done while the worker's branch is only here
  limit_is_failure,       // of the account, counted as an attempt of the worker
  wrong_owner,            // every in-progress row of a task worked on here is taken for this run's
  keeper_lost,            // workers outlive their engine
  heal_overwrites,        // what was followed half is completed over the user's edit
  reset_unfenced,         // a row is put back, whoever has it meanwhile
  lost_reply_is_refusal,  // a push without answer is taken for one that was not accepted
  unrecorded_claim,       // a claim is pushed before it is on record
};

inline constexpr std::array<std::pair<Bug, std::string_view>, 11> kBugs = {
    {{Bug::none, "none"},
     {Bug::claim_forced, "claim-forced"},
     {Bug::tail_dropped, "tail-dropped"},
     {Bug::done_before_push, "done-before-push"},
     {Bug::limit_is_failure, "limit-is-failure"},
     {Bug::wrong_owner, "wrong-owner"},
     {Bug::keeper_lost, "keeper-lost"},
     {Bug::heal_overwrites, "heal-overwrites"},
     {Bug::reset_unfenced, "reset-unfenced"},
     {Bug::lost_reply_is_refusal, "lost-reply-is-refusal"},
     {Bug::unrecorded_claim, "unrecorded-claim"}}};

inline std::optional<Bug> bug_named(std::string_view name) {
  for (const auto& [bug, its_name] : kBugs)
    if (its_name == name) return bug;
  return std::nullopt;
}

}  // namespace reeve::sim
