#include "reeve/port/checkout.h"

#include "reeve/base/text.h"

namespace reeve::port {

Result<TrackedBranch> tracked_by_default(const CheckoutInfo& where, const std::string& remote) {
  if (where.branch.empty())
    return Error{ErrorKind::config,
                 "HEAD of " + where.top + " is detached: which branch carries the table is not known",
                 R"(set "branch" in reeve.json (and "remote", if it is not "origin"))"};
  if (remote.empty()) return TrackedBranch{"", where.branch};
  if (where.upstream_branch.empty())
    return Error{ErrorKind::config,
                 "branch '" + where.branch + "' has no upstream: where its table is published is not known",
                 "publish it: `git push -u " + shell_quote(remote) + " " + shell_quote(where.branch) +
                     R"(`; or set "branch" in reeve.json, or "remote": "" to work without one)"};
  if (where.upstream_remote != remote)
    return Error{ErrorKind::config,
                 "the upstream of '" + where.branch + "' is on '" + where.upstream_remote + "', not on '" +
                     remote + "'",
                 "set \"remote\" in reeve.json to \"" + where.upstream_remote + "\", or set \"branch\""};
  return TrackedBranch{remote, where.upstream_branch};
}

}  // namespace reeve::port
