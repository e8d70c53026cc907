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

// Whether any CI runs us: all of them set the variable CI.
bool in_any_pipeline(const Environment& environment);

// The loop's name in agent cells. That of a pipeline is none that people and their loops claim by.
std::string loop_name(const Config& config, const Environment& environment);

// The repository's default branch, as the pipeline tells, else as the clone knows of the remote; "" = not
// known. Only that, or the branch that reeve.json names, is one to publish on.
std::string default_branch(Ports& ports, const port::CheckoutInfo& where, const std::string& remote);

// Why a loop in this pipeline has nothing to do; "" = it has. A push to another branch than the tracked one
// may be one of finished work. A claim, and what the loop of a pipeline records besides, is of a loop that
// sees to the rest; else each of them would start another. What is done or put back by hand frees tasks that
// nobody sees to.
Result<std::string> reason_to_rest(Ports& ports, const Project& project);

// What HEAD is to be compared with: of a pull request its target, of a push the commit before it, else the
// tracked branch as published. Error `usage`: none of them is here, and what to fetch.
Result<std::string> base_from_surroundings(Ports& ports, const Project& project);

}  // namespace reeve::app
