#include "git/libgit2/shallow.h"

#include <queue>
#include <set>

namespace reeve::git {
namespace {

struct Later {
  bool operator()(const CommitInfo& a, const CommitInfo& b) const { return a.committed_at < b.committed_at; }
};

}  // namespace

Status ShallowHistory::walk(const std::string& tip, const std::vector<std::string>& hidden,
                            const std::function<bool(const CommitInfo&)>& visit) const {
  std::set<std::string> seen;
  for (const auto& end : hidden)
    REEVE_CHECK(walk(end, {}, [&](const CommitInfo& commit) {
      seen.insert(commit.oid);
      return true;
    }));
  std::priority_queue<CommitInfo, std::vector<CommitInfo>, Later> next;
  auto add = [&](const std::string& oid) -> Status {
    if (!seen.insert(oid).second) return Done{};
    REEVE_TRY(auto commit, read_(oid));
    next.push(std::move(commit));
    return Done{};
  };
  REEVE_CHECK(add(tip));
  while (!next.empty()) {
    auto commit = next.top();
    next.pop();
    if (!visit(commit)) return Done{};
    for (const auto& parent : commit.parents) REEVE_CHECK(add(parent));
  }
  return Done{};
}

Result<bool> ShallowHistory::is_ancestor(const std::string& a, const std::string& b) const {
  bool found = false;
  REEVE_CHECK(walk(b, {}, [&](const CommitInfo& commit) {
    found = commit.oid == a;
    return !found;
  }));
  return found;
}

Result<std::optional<std::string>> ShallowHistory::merge_base(const std::string& a,
                                                              const std::string& b) const {
  std::set<std::string> ours;
  REEVE_CHECK(walk(a, {}, [&](const CommitInfo& commit) {
    ours.insert(commit.oid);
    return true;
  }));
  std::optional<std::string> found;
  REEVE_CHECK(walk(b, {}, [&](const CommitInfo& commit) {
    if (ours.contains(commit.oid)) found = commit.oid;
    return !found;
  }));
  return found;
}

}  // namespace reeve::git
