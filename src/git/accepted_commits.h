// Which commit was accepted for which task, as the history of the tracked branch records it.
//
// Every published verdict is a commit with `Reeve-Task`, `Reeve-Status` and `Reeve-Commit` trailers
// that changes the tracking file. The walk is incremental: commits already seen are not read again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/git/objects.h"

namespace reeve::git {

struct Trailer {
  std::string name;
  std::string value;
};
// The trailers of a commit message: its last paragraph, if that is not the subject's and consists of
// `Name: value` lines (and their indented continuations) only, as `git interpret-trailers` reads it.
std::vector<Trailer> trailers_of(std::string_view message);

class AcceptedCommits {
 public:
  // Commits of history that are read at most; what is older counts as contained in the base.
  static constexpr int kCommitsMax = 50'000;

  // `objects` outlives this.
  AcceptedCommits(Objects& objects, std::string tracking_file);

  // Reads what is new up to `tip`. After a rewound branch it starts anew.
  Status update(const std::string& tip);

  // The newest commit accepted for the task; nothing if history knows none.
  std::optional<std::string> of(const std::string& task_id) const;
  // The task for which this very commit was accepted.
  std::optional<std::string> task_of(const std::string& oid) const;

 private:
  using Found = std::map<std::string, std::string>;  // task id → oid

  Status forget_if_rewound(const std::string& tip);
  Result<bool> changes_tracking_file(const CommitInfo& commit);
  Status read(const CommitInfo& commit, Found& found);

  Objects& objects_;
  std::string tracking_file_;
  std::string seen_;  // the tip read last
  Found commit_of_;
  Found task_of_;
};

}  // namespace reeve::git
