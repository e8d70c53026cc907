// What `repo` cells stand for: a directory of the repository with the table, or another repository.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/project.h"

#include "reeve/run/policy.h"

namespace reeve::app {

// The cells that stand for another repository, with the absolute path of each as configured: nothing is
// looked up.
run::Repositories repositories_of(const Project& project);
// The configuration as the state machine needs it.
run::Policy policy_of(const Project& project);

// Looks it up. Error `config`: it is missing or not fit for work, and which key of reeve.json names it.
Result<OtherRepository> find_repository(Ports& ports, const Project& project, const std::string& cell);
// All of them; the error of the first that is not fit.
Result<std::vector<OtherRepository>> find_repositories(Ports& ports, const Project& project);
// Those that are fit.
std::vector<OtherRepository> usable_repositories(Ports& ports, const Project& project);

// Where in the repository with the table work may start.
struct Directories {
  std::map<std::string, std::string, std::less<>>
      configured;        // `repo` cell → path below the top; "" = the top
  std::string own_name;  // of the repository itself
};
Directories directories_of(const Project& project);
// Where the work of a task with this cell starts in its worktree, as a path below it; "" = at its top.
// Nothing: the cell stands for no directory that is there.
std::optional<std::string> find_directory(port::Files& files, const Directories& directories,
                                          const std::string& cell, const std::string& worktree);

// Of every repository, the root's first.
std::vector<run::Gate> all_gates(const Config& config);

}  // namespace reeve::app
