// The pipeline that we run in, if any, as the variables of its environment tell: GitHub, Gitea and Forgejo
// Actions, GitLab CI, Woodpecker CI.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/environments.h"
#include "app/project.h"

namespace reeve::app {

struct Pipeline {
  std::string name;            // for people
  bool annotates = false;      // it reads `::error` lines
  bool pushed = false;         // a push started it; else a pull request, a clock, a person
  std::string branch;          // that it works for; "" = none (a pull request, a tag)
  std::string target;          // a pull request's: the branch that it goes to
  std::string before;          // the commit that was there before; "" = not told
  std::string event_file;      // JSON of the event, where `before` is told there
  std::string default_branch;  // of the repository; "" = not told
};

// Nothing: none that is known.
std::optional<Pipeline> pipeline_in(const Environment& environment);

// Whether a push of a run of reeve's started this pipeline: its newest commit says so. Else every claim and
// every verdict would start another.
Result<bool> is_of_own_push(Ports& ports, const Project& project);

// What HEAD is to be compared with: of a pull request its target, of a push the commit before it, else the
// tracked branch as published. Error `usage`: none of them is here, and what to fetch.
Result<std::string> base_from_surroundings(Ports& ports, const Project& project);

}  // namespace reeve::app
