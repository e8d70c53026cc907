#include "git/repository_context.h"

#include "reeve/base/fault.h"
#include "reeve/port/checkout.h"

namespace reeve::git {
namespace {

constexpr std::size_t kShortOid = 12;

}  // namespace

std::string local_ref(const std::string& branch) {
  return "refs/heads/" + branch;
}

std::string short_oid(const std::string& oid) {
  return oid.substr(0, kShortOid);
}

std::string kept_ref(const RunId& run, const std::string& oid) {
  return "refs/reeve/kept/" + run.text() + "/" + short_oid(oid);
}

Status keep_commit(Objects& objects, const RunId& run, const std::string& oid) {
  auto ref = kept_ref(run, oid);
  REEVE_TRY(auto kept, objects.resolve(ref));
  if (kept == oid) return Done{};
  fault_point("keep-before-ref");
  REEVE_TRY(bool made, objects.swap_ref(ref, "", oid, "reeve: kept"));
  fault_point("keep-after-ref");
  if (made) return Done{};
  return Error{ErrorKind::repository, "keeping commit " + oid + ": " + ref + " names another commit",
               "keep it by hand: git branch kept-" + short_oid(oid) + " " + oid};
}

std::string Context::remote_ref(const std::string& branch) const {
  return "refs/remotes/" + options.remote + "/" + branch;
}

std::string Context::tracked_ref() const {
  return has_remote() ? remote_ref(options.tracked_branch) : local_ref(options.tracked_branch);
}

Error Context::told(Error error) const {
  return table ? port::met_in(options.top, std::move(error)) : error;
}

Status Context::update_accepted(const std::string& table_tip) {
  Objects& source = table ? table->objects : objects;
  auto ref = table ? table->tracked_ref : tracked_ref();
  REEVE_TRY(auto tip, source.resolve(table_tip.empty() ? ref : table_tip));
  return tip ? accepted.update(*tip) : Status(Done{});
}

bool Context::is_table_shallow() const {
  return files.exists((table ? table->common_dir : options.common_dir) + "/shallow");
}

Result<bool> Context::is_published(const std::string& oid, const std::string& branch) const {
  std::vector<std::string> refs = {tracked_ref()};
  if (has_remote()) refs.push_back(remote_ref(branch));
  for (const auto& ref : refs) {
    REEVE_TRY(auto tip, objects.resolve(ref));
    if (!tip) continue;
    REEVE_TRY(bool reached, objects.is_ancestor(oid, *tip));
    if (reached) return true;
  }
  return false;
}

}  // namespace reeve::git
