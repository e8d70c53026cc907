// Ancestry in a shallow clone. libgit2 1.5 knows no boundary and fails at the first parent that is not
// here; these read commit by commit and take such parents as not existing, as git does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reeve/git/objects.h"

namespace reeve::git {

class ShallowHistory {
 public:
  using Read = std::function<Result<CommitInfo>(const std::string& oid)>;

  // `read` leaves out parents that are not here.
  explicit ShallowHistory(Read read) : read_(std::move(read)) {}

  Status walk(const std::string& tip, const std::vector<std::string>& hidden,
              const std::function<bool(const CommitInfo&)>& visit) const;
  Result<bool> is_ancestor(const std::string& a, const std::string& b) const;
  Result<std::optional<std::string>> merge_base(const std::string& a, const std::string& b) const;

 private:
  Read read_;
};

}  // namespace reeve::git
