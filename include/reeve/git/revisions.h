// The revisions port, by the git program alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reeve/port/processes.h"
#include "reeve/port/revisions.h"

namespace reeve::git {

// `environment`: all of ours, "NAME=value". `index_file`: the index that a commit is made from when git names
// another than the usual one for a hook (GIT_INDEX_FILE), absolute; "" = the usual one. `processes` outlives
// it.
std::unique_ptr<port::Revisions> make_git_revisions(port::Processes& processes,
                                                    const std::vector<std::string>& environment,
                                                    std::string index_file);

}  // namespace reeve::git
