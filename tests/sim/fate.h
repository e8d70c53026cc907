// What a worker does in one attempt.
#pragma once

#include <string>

#include "sim/random.h"

namespace reeve::sim {

struct Fate {
  enum class Kind {
    success,
    two_blocks,    // first a failure, then a success: the last counts
    failure,       // so it says
    blocked,       // so it says
    crash,         // after a commit
    silence,       // ended by the engine after a while
    no_block,      // and yet its work is good
    wrong_commit,  // names one that is not the tip
    other_task,    // reports on another task
    bad_work,      // the gates fail
    no_change,
    unsound,  // a check of the commit fails
    limit,    // of the account
    overload,
    not_found
  } kind = Kind::success;
  Duration takes{0};
  Duration until{0};  // of a limit; 0 = it does not tell
};

inline std::string_view name_of(Fate::Kind kind) {
  constexpr std::string_view kNames[] = {"success",     "two blocks", "failure",   "blocked",
                                         "crash",       "silence",    "no block",  "wrong commit",
                                         "other task",  "bad work",   "no change", "unsound work",
                                         "usage limit", "overload",   "not found"};
  return kNames[static_cast<int>(kind)];
}

}  // namespace reeve::sim
