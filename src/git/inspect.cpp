#include "git/inspect.h"

#include <algorithm>
#include <filesystem>

#include "git/inspect_commits.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::size_t kStatusMax = 4 << 20;
// `git ls-files -v` of a very large repository.
constexpr std::size_t kIndexListMax = 256 << 20;
constexpr std::size_t kPathsNamed = 5;
constexpr std::size_t kAbbreviationMin = 4;
constexpr std::size_t kOidLength = 40;

std::string first_few(const std::vector<std::string>& paths) {
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(paths.size(), kPathsNamed); ++i)
    named.push_back(for_terminal(one_line(paths[i])));
  auto text = join(named, ", ");
  if (paths.size() > kPathsNamed) text += " and " + std::to_string(paths.size() - kPathsNamed) + " more";
  return text;
}

// What follows the n-th blank.
std::string_view after_blanks(std::string_view text, int count) {
  for (; count > 0; --count) text.remove_prefix(std::min(text.find(' ') + 1, text.size()));
  return text;
}

bool looks_like_oid(std::string_view text) {
  return text.size() >= kAbbreviationMin && text.size() <= kOidLength &&
         text.find_first_not_of("0123456789abcdef") == text.npos;
}

// Paths that git was told to overlook, so that a changed one looks clean.
std::vector<std::string> overlooked_by_git(std::string_view answer, const std::string& top) {
  std::vector<std::string> paths;
  for (auto entry : split(answer, '\0')) {
    if (entry.size() < 3) continue;
    auto path = std::string(entry.substr(2));
    bool assumed = entry[0] >= 'a' && entry[0] <= 'z';
    // Skipped ones are missing in a sparse checkout; one that is there is hidden.
    std::error_code error;
    bool hidden =
        entry[0] == 'S' && std::filesystem::exists(std::filesystem::symlink_status(top + "/" + path, error));
    if (assumed || hidden) paths.push_back(std::move(path));
  }
  return paths;
}

std::string wrong_head(const WorktreeFiles& found, const std::string& branch, const std::string& operation) {
  if (!operation.empty())
    return "a " + operation + " is under way in the worktree: bring it to an end, and commit on branch '" +
           branch + "'";
  if (found.head.branch == branch) return "";
  if (found.head.branch.empty())
    return "HEAD of the worktree is detached at " + short_oid(found.head.oid) +
           ": the work must be committed on branch '" + branch + "' (git switch " + branch +
           "; git merge --ff-only " + short_oid(found.head.oid) + ")";
  return "the worktree is on branch '" + found.head.branch + "': the work must be committed on branch '" +
         branch + "' (git switch " + branch + "; git merge --ff-only " + found.head.branch + ")";
}

}  // namespace

std::vector<std::string> dirty_paths(std::string_view answer, const std::vector<std::string>& overlooked) {
  constexpr int kBlanksOrdinary = 8, kBlanksRenamed = 9, kBlanksUnmerged = 10;
  std::vector<std::string> paths;
  auto entries = split(answer, '\0');
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto entry = entries[i];
    if (entry.starts_with("1 ")) paths.emplace_back(after_blanks(entry, kBlanksOrdinary));
    if (entry.starts_with("u ")) paths.emplace_back(after_blanks(entry, kBlanksUnmerged));
    if (entry.starts_with("2 "))
      paths.emplace_back(after_blanks(entry, kBlanksRenamed)), ++i;  // its old path follows
    if (!entry.starts_with("? ")) continue;
    auto path = std::string(entry.substr(2));
    if (!std::ranges::binary_search(overlooked, path)) paths.push_back(std::move(path));
  }
  return paths;
}

Inspection::Inspection(Context& context, RunId run, run::Workspace workspace, std::string claimed)
    : context_(context), workspace_(std::move(workspace)), claimed_(to_lower_ascii(trim(claimed))) {
  found_.run = std::move(run);
}

void Inspection::fail(Error error) {
  context_.inbox.post(run::event::InspectFailed{found_.run, context_.told(std::move(error))});
}

void Inspection::violate(std::string sentence) {
  found_.violation = std::move(sentence);
  context_.inbox.post(found_);
}

void Inspection::begin() {
  files_ = look_at_worktree(context_.files, context_.options.common_dir, workspace_.path);
  if (files_.ground == Ground::nothing)
    return fail(
        {ErrorKind::repository, "the worktree " + workspace_.path + " is gone",
         "start the task again: its branch '" + workspace_.branch + "' is continued in a new worktree"});
  if (files_.ground == Ground::foreign)
    return violate("the worktree " + workspace_.path +
                   " is no longer one of this repository: " + files_.foreign_reason);
  auto wrong = wrong_head(files_, workspace_.branch, operation_in(files_.git_dir));
  if (!wrong.empty()) return violate(std::move(wrong));
  auto call = pinned({"status", "--porcelain=v2", "-z", "--untracked-files=all"});
  call.captured_max = kStatusMax;
  start(context_.git.in(workspace_.path), call, &Inspection::status_known);
}

Call Inspection::pinned(std::vector<std::string> arguments) const {
  // A file system monitor is a program that the worker could have named.
  arguments.insert(arguments.begin(), {"-c", "core.fsmonitor=false"});
  Call call{std::move(arguments), kLocalWorkTimeout};
  call.environment = {"GIT_DIR=" + files_.git_dir, "GIT_WORK_TREE=" + workspace_.path,
                      "GIT_OPTIONAL_LOCKS=0"};
  return call;
}

void Inspection::status_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("looking for uncommitted changes in " + workspace_.path, end));
  auto overlooked = copied_into(context_.files, files_.git_dir);
  // What earlier gates left behind is theirs.
  overlooked.insert(overlooked.end(), workspace_.gate_paths.begin(), workspace_.gate_paths.end());
  std::ranges::sort(overlooked);
  auto paths = dirty_paths(end.out, overlooked);
  if (!paths.empty())
    return violate("the worktree is not clean: " + first_few(paths) +
                   ": commit what belongs to the work, and remove or ignore the rest");
  auto call = pinned({"ls-files", "-v", "-z"});
  call.captured_max = kIndexListMax;
  start(context_.git.in(workspace_.path), call, &Inspection::index_known);
}

void Inspection::index_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("reading the index of " + workspace_.path, end));
  auto paths = overlooked_by_git(end.out, workspace_.path);
  if (!paths.empty())
    return violate("git was told to overlook changes in " + first_few(paths) +
                   ": undo that (git update-index --no-assume-unchanged --no-skip-worktree) and commit them");
  auto judged = judge();
  if (!judged) return fail(std::move(judged).error().within("inspecting branch '" + workspace_.branch + "'"));
  context_.inbox.post(found_);
}

Status Inspection::judge() {
  REEVE_TRY(auto tip, context_.objects.resolve(local_ref(workspace_.branch)));
  if (!tip) {
    found_.violation = "branch '" + workspace_.branch + "' has no commit any more";
    return Done{};
  }
  found_.tip = *tip;
  REEVE_TRY(auto commit, context_.objects.commit(*tip));
  found_.tree = commit.tree;
  REEVE_TRY(found_.violation, wrong_with_claim(*tip));
  if (!found_.violation.empty()) return Done{};
  REEVE_TRY(bool descends, context_.objects.is_ancestor(workspace_.base, *tip));
  if (!descends) {
    found_.violation =
        "branch '" + workspace_.branch + "' no longer descends from its base " + short_oid(workspace_.base) +
        ": do not rewrite history; put the work on top of it (git rebase " + short_oid(workspace_.base) + ")";
    return Done{};
  }
  REEVE_TRY(auto base, context_.objects.commit(workspace_.base));
  found_.changed = base.tree != commit.tree;
  REEVE_TRY(found_.diff_stat, context_.objects.diff_stat(workspace_.base, *tip));
  REEVE_TRY(found_.violation, wrong_with_history(*tip));
  return Done{};
}

Result<std::string> Inspection::wrong_with_claim(const std::string& tip) {
  if (claimed_.empty() || claimed_ == tip) return std::string();
  if (!looks_like_oid(claimed_))
    return "the reported commit '" + for_terminal(one_line(shorten(claimed_, 80))) +
           "' is no commit id: report what `git rev-parse HEAD` prints";
  auto named = context_.objects.resolve(claimed_);
  if (!named || !*named)
    return "the reported commit " + claimed_ + (named ? " does not exist" : " is ambiguous") +
           " in this repository: the tip of branch '" + workspace_.branch + "' is " + short_oid(tip);
  if (**named == tip) return std::string();
  REEVE_TRY(bool older, context_.objects.is_ancestor(**named, tip));
  if (older)
    return "the reported commit " + short_oid(**named) + " is not the last one of branch '" +
           workspace_.branch + "': its tip is " + short_oid(tip) +
           "; report the tip, or drop what does not belong to the work";
  return "the reported commit " + short_oid(**named) + " is not on branch '" + workspace_.branch +
         "', whose tip is " + short_oid(tip) +
         ": bring it there (git merge --ff-only or git cherry-pick) and report the tip";
}

Result<std::string> Inspection::wrong_with_history(const std::string& tip) {
  std::vector<std::string> published = {workspace_.base};
  REEVE_TRY(auto tracked, context_.objects.resolve(context_.tracked_ref()));
  if (tracked) published.push_back(*tracked);
  ProtectedPaths guarded{context_.options.tracking_file, context_.options.protect};
  return protected_change(context_.objects, tip, published, guarded);
}

}  // namespace reeve::git
