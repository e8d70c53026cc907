#include "git/worktree.h"

#include <filesystem>

#include "reeve/base/ids.h"
#include "reeve/base/text.h"
#include "reeve/port/checkout.h"

namespace reeve::git {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSmallFileMax = 64 << 10;
constexpr std::uint64_t kCopiedListMax = 64 << 20;
constexpr std::size_t kStatusMax = 4 << 20;
constexpr std::string_view kCommonDirFile = "commondir";

std::string first_line(port::Files& files, const std::string& path) {
  auto bytes = files.read(path, kSmallFileMax);
  return bytes ? std::string(trim(*bytes)) : std::string();
}

std::string resolved(port::Files& files, const std::string& base, const std::string& path) {
  auto absolute = path.starts_with('/') ? path : base + "/" + path;
  auto real = files.real_path(absolute);
  return real ? *real : std::string();
}

// Whoever works there can write anything into it.
Head read_head(port::Files& files, const std::string& git_dir) {
  auto text = first_line(files, git_dir + "/HEAD");
  constexpr std::string_view kBranch = "ref: refs/heads/";
  auto branch = text.starts_with(kBranch) ? text.substr(kBranch.size()) : "";
  if (is_ref_name(branch)) return {branch, ""};
  return {"", is_oid(text) ? text : ""};
}

WorktreeFiles foreign(std::string reason) {
  WorktreeFiles found;
  found.ground = Ground::foreign;
  found.foreign_reason = std::move(reason);
  return found;
}

// The one that the worktree's .git file names, if that is one of this repository's.
std::string linked_git_dir(port::Files& files, const std::string& common_dir, const std::string& path) {
  auto git_dir = port::named_git_dir(files, path);
  auto home = resolved(files, common_dir, "worktrees");
  if (home.empty() || fs::path(git_dir).parent_path().string() != home) return "";
  return git_dir;
}

bool links_back(port::Files& files, const std::string& git_dir, const std::string& path) {
  auto back = resolved(files, git_dir, first_line(files, git_dir + "/gitdir"));
  return !back.empty() && back == resolved(files, path, ".git");
}

}  // namespace

WorktreeFiles look_at_worktree(port::Files& files, const std::string& common_dir, const std::string& path) {
  std::error_code error;
  auto status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return {};
  if (!fs::is_directory(status))
    return foreign(fs::is_symlink(status) ? "a symbolic link" : "not a directory");
  if (fs::is_empty(path, error)) return {};
  auto link = fs::symlink_status(path + "/.git", error);
  if (!fs::exists(link)) return foreign("a directory that is no worktree (it has no .git file)");
  if (!fs::is_regular_file(link)) return foreign("its .git is not the file of a linked worktree");
  auto git_dir = linked_git_dir(files, common_dir, path);
  if (git_dir.empty()) return foreign("its .git file does not point into " + common_dir + "/worktrees");
  if (!links_back(files, git_dir, path)) return foreign(git_dir + " belongs to a worktree elsewhere");
  auto common = first_line(files, git_dir + "/" + std::string(kCommonDirFile));
  if (!common.empty() && resolved(files, git_dir, common) != resolved(files, common_dir, "."))
    return foreign(git_dir + "/" + std::string(kCommonDirFile) + " names another repository");
  WorktreeFiles found;
  found.ground = Ground::ours;
  found.git_dir = git_dir;
  found.names_repository = !common.empty();
  found.head = read_head(files, git_dir);
  found.has_index = files.exists(git_dir + "/index");
  found.has_files = std::distance(fs::directory_iterator(path, error), fs::directory_iterator()) > 1;
  found.locked_by_us = first_line(files, git_dir + "/locked") == kLockReason;
  return found;
}

Call in_worktree(const std::string& common_dir, const WorktreeFiles& found, const std::string& path,
                 std::vector<std::string> arguments) {
  arguments = without_hooks(std::move(arguments));
  // What the index says of untracked files is as little to be believed as a monitor.
  arguments.insert(arguments.begin(), {"-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false"});
  Call call{std::move(arguments), kLocalWorkTimeout};
  call.environment = {"GIT_DIR=" + found.git_dir, "GIT_COMMON_DIR=" + common_dir, "GIT_WORK_TREE=" + path,
                      "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1"};
  return call;
}

Call ask_status(const std::string& common_dir, const WorktreeFiles& found, const std::string& path,
                Untracked untracked) {
  const char* files = untracked == Untracked::listed ? "--untracked-files=all" : "--untracked-files=no";
  auto call = in_worktree(common_dir, found, path,
                          {"status", "--porcelain=v2", "-z", files, "--ignore-submodules=dirty"});
  call.captured_max = kStatusMax;
  return call;
}

Call ask_index_list(const std::string& common_dir, const WorktreeFiles& found, const std::string& path) {
  auto call = in_worktree(common_dir, found, path, {"ls-files", "-s", "-v", "-z"});
  call.captured_max = kIndexListMax;
  return call;
}

Result<std::string> worktree_root(const Context& context) {
  const auto& options = context.options;
  fs::path top(options.top);
  fs::path root = options.root.empty() ? top.parent_path() / (top.filename().string() + ".worktrees")
                                       : top / options.root;
  auto path = root.lexically_normal().string();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  auto made = context.files.make_directories(path);
  if (!made)
    return Error{ErrorKind::io, "making the directory for worktrees, " + path + ": " + made.error().message,
                 "set `workspace.root` in reeve.json to a directory that you may write to"};
  return context.files.real_path(path);
}

std::string table_of_worktree(port::Files& files, const std::string& git_dir) {
  return first_line(files, git_dir + "/" + std::string(kTableFile));
}

std::string list_of_copied(const Context& context, const std::string& path) {
  const std::string& common_dir = context.table ? context.table->common_dir : context.options.common_dir;
  return common_dir + "/reeve/copied/" + safe_name(path);
}

std::vector<std::string> copied_into(const Context& context, const std::string& path) {
  std::vector<std::string> paths;
  auto list = context.files.read(list_of_copied(context, path), kCopiedListMax);
  if (!list) return paths;
  for (auto copied : split(*list, '\0'))
    if (!copied.empty()) paths.emplace_back(copied);
  return paths;
}

std::vector<std::string> without_hooks(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"-c", "core.hooksPath=/dev/null"});
  return arguments;
}

}  // namespace reeve::git
