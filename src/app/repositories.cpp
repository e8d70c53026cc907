#include "app/repositories.h"

#include <algorithm>

#include "app/checks.h"
#include "app/config_checks.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

std::string key_of(const std::string& cell) {
  return "\"repos\" in reeve.json: " + one_line(cell);
}

std::string path_of(const Project& project, const std::string& cell) {
  return absolute_path(project.main_top, project.config.repos.at(cell).path);
}

std::vector<std::string> other_cells(const Project& project) {
  std::vector<std::string> cells;
  for (const auto& [cell, repository] : project.config.repos)
    if (repository.kind == RepositoryKind::repository) cells.push_back(cell);
  return cells;
}

Result<port::CheckoutInfo> find_checkout(Ports& ports, const Project& project, const std::string& path) {
  if (!ports.files.exists(path))
    return Error{ErrorKind::config, "there is no " + path,
                 "clone the repository to there, or set \"path\" to its checkout"};
  auto where = ports.checkout.locate(path);
  if (!where) return Error{ErrorKind::config, where.error().message, where.error().hint};
  auto real = ports.files.real_path(path);
  if (where->common_dir == project.where.common_dir)
    return Error{ErrorKind::config, path + " is no other repository but belongs to this one",
                 "write a directory of this repository as a plain text, without {\"path\": …}"};
  if (!real || *real != where->top)
    return Error{ErrorKind::config, path + " lies inside of the repository " + where->top,
                 "set \"path\" to that"};
  if (!where->object_limit.empty()) return Error{ErrorKind::config, where->object_limit, "use a plain clone"};
  if (where->unborn)
    return Error{ErrorKind::config, "branch '" + where->branch + "' of " + path + " has no commit yet",
                 "make the first one there"};
  return where;
}

Status check_found_remote(Ports& ports, const port::CheckoutInfo& where, const std::string& remote) {
  if (remote.empty()) return Done{};
  REEVE_TRY(auto remotes, ports.checkout.remotes(where));
  if (std::find(remotes.begin(), remotes.end(), remote) != remotes.end()) return Done{};
  std::string named = remotes.empty() ? "" : "; there is '" + join(remotes, "', '") + "'";
  return Error{ErrorKind::config, "there is no remote '" + remote + "' in " + where.top + named,
               "set its \"remote\" to one that is there (\"\": it has none), or add one: git -C " +
                   shell_quote(where.top) + " remote add " + shell_quote(remote) + " URL"};
}

std::string without_remote(const std::string& base, const std::string& remote) {
  bool named = !remote.empty() && base.starts_with(remote + "/");
  return named ? base.substr(remote.size() + 1) : base;
}

// The branch that work is merged into.
Result<std::string> main_branch(Ports& ports, const port::CheckoutInfo& where, const std::string& remote,
                                const std::optional<std::string>& base) {
  if (remote.empty() && !where.branch.empty()) return where.branch;
  if (!remote.empty()) {
    REEVE_TRY(auto branch, ports.checkout.default_branch(where, remote));
    if (!branch.empty()) return branch;
    if (where.upstream_remote == remote && !where.upstream_branch.empty()) return where.upstream_branch;
  }
  if (base) return without_remote(*base, remote);
  return Error{ErrorKind::config, "which branch work in " + where.top + " starts from is not known",
               "set its \"base\" to a branch"};
}

// Only what PATH decides: other programs may come with the branch, or with set-up.
Status check_gates_of(Ports& ports, const Project& project, const RepositoryConfig& repository,
                      const std::string& top) {
  bool set_up = !repository.setup.value_or(project.config.workspace.setup).empty();
  if (!repository.gates || set_up) return Done{};
  for (const run::Gate& gate : *repository.gates)
    if (!gate.auditor && gate.command.front().find('/') == std::string::npos)
      REEVE_CHECK(check_program(ports, project, top, "gate '" + gate.name + "'", gate.command));
  return Done{};
}

Result<OtherRepository> look_up(Ports& ports, const Project& project, const std::string& cell) {
  const RepositoryConfig& configured = project.config.repos.at(cell);
  OtherRepository found;
  found.cell = cell;
  REEVE_TRY(found.where, find_checkout(ports, project, path_of(project, cell)));
  const std::string& top = found.where.top;
  found.remote = configured.remote.value_or(project.config.remote);
  REEVE_CHECK(check_found_remote(ports, found.where, found.remote));
  REEVE_TRY(found.branch, main_branch(ports, found.where, found.remote, configured.base));
  found.base = configured.base.value_or("");
  found.workspace_root = workspace_root(project, top);
  REEVE_CHECK(check_worktree_root(ports, worktree_root(project, top)));
  REEVE_CHECK(check_gates_of(ports, project, configured, top));
  return found;
}

// Without leaving it, also by a symbolic link.
bool is_directory_inside(port::Files& files, const std::string& worktree, const std::string& path) {
  auto top = files.real_path(worktree);
  auto directory = files.real_path(worktree + "/" + path + "/.");  // fails for a file
  return top && directory && directory->starts_with(*top + "/");
}

}  // namespace

run::Repositories repositories_of(const Project& project) {
  run::Repositories repositories;
  for (const std::string& cell : other_cells(project)) repositories[cell] = path_of(project, cell);
  return repositories;
}

std::vector<run::Gate> all_gates(const Config& config) {
  std::vector<run::Gate> gates = config.gates.value_or(std::vector<run::Gate>());
  for (const auto& [cell, repository] : config.repos)
    if (repository.gates) gates.insert(gates.end(), repository.gates->begin(), repository.gates->end());
  return gates;
}

run::Policy policy_of(const Project& project) {
  run::Policy policy = to_policy(project.config, project.branch);
  policy.repositories = repositories_of(project);
  for (const auto& [cell, repository] : project.config.repos)
    if (repository.gates) policy.further_gates[cell] = *repository.gates;
  return policy;
}

Result<OtherRepository> find_repository(Ports& ports, const Project& project, const std::string& cell) {
  auto found = look_up(ports, project, cell);
  if (!found) return Error(found.error()).within(key_of(cell));
  return found;
}

std::vector<OtherRepository> usable_repositories(Ports& ports, const Project& project) {
  std::vector<OtherRepository> usable;
  for (const std::string& cell : other_cells(project)) {
    auto found = find_repository(ports, project, cell);
    if (found) usable.push_back(*std::move(found));
  }
  return usable;
}

Result<std::vector<OtherRepository>> find_repositories(Ports& ports, const Project& project) {
  std::vector<OtherRepository> all;
  std::map<std::string, std::string> cell_of;  // by common directory
  for (const std::string& cell : other_cells(project)) {
    REEVE_TRY(auto found, find_repository(ports, project, cell));
    auto [earlier, is_new] = cell_of.emplace(found.where.common_dir, cell);
    // By its path one knows which tasks share a repository.
    if (!is_new && path_of(project, earlier->second) != path_of(project, cell))
      return Error{ErrorKind::config,
                   key_of(cell) + " and " + one_line(earlier->second) + " are one repository by two paths",
                   "give both the path " + path_of(project, cell)};
    all.push_back(std::move(found));
  }
  return all;
}

Directories directories_of(const Project& project) {
  Directories directories;
  for (const auto& [cell, repository] : project.config.repos)
    if (repository.kind == RepositoryKind::directory) directories.configured[cell] = repository.path;
  directories.own_name = project.main_top.substr(project.main_top.rfind('/') + 1);
  return directories;
}

std::optional<std::string> find_directory(port::Files& files, const Directories& directories,
                                          const std::string& cell, const std::string& worktree) {
  auto configured = directories.configured.find(cell);
  const std::string& path = configured == directories.configured.end() ? cell : configured->second;
  if (path.empty()) return "";
  if (check_path_inside(path).empty() && is_directory_inside(files, worktree, path)) return path;
  bool is_own = configured == directories.configured.end() && cell == directories.own_name;
  return is_own ? std::optional<std::string>("") : std::nullopt;
}

}  // namespace reeve::app
