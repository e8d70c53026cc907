#include "reeve/port/checkout.h"

#include "reeve/base/text.h"

namespace reeve::port {
namespace {

constexpr std::uint64_t kLinkMax = 64 << 10;
constexpr std::string_view kLink = "gitdir: ";

}  // namespace

std::string named_git_dir(Files& files, const std::string& checkout) {
  auto text = files.read(checkout + "/.git", kLinkMax);
  if (!text || !text->starts_with(kLink)) return "";
  std::string named(trim(text->substr(kLink.size())));
  auto real = files.real_path(named.starts_with('/') ? named : checkout + "/" + named);
  return real ? *real : "";
}

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

Error met_in(const std::string& top, Error error) {
  constexpr std::string_view kCommand = "`git ";
  const std::string elsewhere = std::string(kCommand) + "-C " + shell_quote(top) + " ";
  std::string& hint = error.hint;
  for (auto at = hint.find(kCommand); at != hint.npos; at = hint.find(kCommand, at + elsewhere.size()))
    hint.replace(at, kCommand.size(), elsewhere);
  return std::move(error).within("in " + top);
}

}  // namespace reeve::port
