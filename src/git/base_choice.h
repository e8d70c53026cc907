// From which commit a task's work starts.
//
// A new branch starts at the wanted base if that contains every dependency's accepted commit; else at
// the dependency's commit that contains the others; else at a merge of them made in memory. A branch
// that exists starts where it left the wanted base, or at the last commit on it that was accepted for
// another task, or at the merge that an earlier run began it with: only what came after is this task's.
#pragma once

#include <string>
#include <vector>

#include "git/accepted_commits.h"

#include "reeve/git/objects.h"

namespace reeve::git {

struct Base {
  std::string commit;
  std::string name;  // for people: "main", "A-1's commit", …
};

struct Dependency {
  std::string task_id;
  std::string commit;  // accepted, and here
};

// Error `conflict` names the tasks whose commits do not go together.
Result<Base> base_of_new_branch(Objects& objects, const Base& wanted,
                                const std::vector<Dependency>& dependencies);

// Error `conflict`: the branch shares no history with the wanted base.
Result<Base> base_of_branch(Objects& objects, const std::string& tip, const Base& wanted,
                            const AcceptedCommits& accepted, const std::string& task_id);

}  // namespace reeve::git
