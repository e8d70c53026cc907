// Whether commits touch what no worker may touch.
#pragma once

#include <string>
#include <vector>

#include "reeve/git/objects.h"

namespace reeve::git {

struct ProtectedPaths {
  std::string tracking_file;
  std::vector<std::string> globs;
  bool covers(const std::string& path) const;
};

// The first commit that is reachable from `tip` but from none of `published` and touches a protected
// path, as a sentence; "" if there is none. A merge touches a path if it differs there from every
// parent, or if it drops a published parent's change to it.
Result<std::string> protected_change(Objects& objects, const std::string& tip,
                                     const std::vector<std::string>& published,
                                     const ProtectedPaths& guarded);

// The first commit that is reachable from `tip` but from none of `published`, touches the tracking file and
// names the run that reeve made it for: once published, and taken out since; "" if there is none.
Result<std::string> withdrawn_commit(Objects& objects, const std::string& tip,
                                     const std::vector<std::string>& published,
                                     const std::string& tracking_file);

}  // namespace reeve::git
