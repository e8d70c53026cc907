// How an attempt ended, as far as the worker's program tells by its own words and its exit. What it did is
// in its WorkerResult.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/time.h"
#include "reeve/worker/usage.h"

namespace reeve::worker {

// Closed list.
enum class EndKind {
  worked,       // it had its say; judge it by its result
  usage_limit,  // of the account: until `until` no attempt can do better, and this one was none
  overloaded,   // rate limit, overload, server error, no connection: may be tried again, and this was none
  unusable,     // login, credit, model, its own set-up: no attempt can do better until a person has acted
  over_budget,  // it ended itself at a bound that it was given
  no_session,   // the session that it was to go on with is not there (any more): this was no attempt
  trouble       // crash, refusal, no answer: an attempt that failed
};
std::string_view name_of(EndKind kind);

struct Ending {
  EndKind kind = EndKind::worked;
  std::string text;                 // what happened, for people, one line; "" = all well
  std::string hint;                 // of unusable: the way out
  Instant until;                    // of usage_limit; 0 = not told
  std::string session;              // that a later attempt can go on with; "" = none
  std::vector<std::string> denied;  // what it was not allowed to do ("Bash(make install)"), at most 20
  ContextUse context;
  Usage usage;  // of this attempt alone
};

}  // namespace reeve::worker
