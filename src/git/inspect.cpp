#include "git/inspect.h"

#include <algorithm>
#include <array>
#include <set>

#include "git/inspect_commits.h"
#include "git/submodules.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::uint64_t kRefMax = 4096;
constexpr std::size_t kAbbreviationMin = 4;
constexpr std::size_t kChangesMax = 500'000;

// What a worktree may set for itself: which files are in it, and who commits.
constexpr std::array<std::string_view, 5> kOwnSettings = {
    "core.sparsecheckout", "core.sparsecheckoutcone", "index.sparse", "user.name", "user.email",
};

Call list_settings(const std::string& file) {
  return {{"config", "--no-includes", "--file=" + file, "--null", "--list"}};
}

// Names of settings in `own` that neither every worktree may have nor the main checkout has: a filter, say,
// is a program that runs wherever git looks at files.
std::vector<std::string> strange_settings(std::string_view own, std::string_view shared) {
  std::vector<std::string> names;
  auto known = split(shared, '\0');
  for (auto entry : split(own, '\0')) {
    auto name = entry.substr(0, entry.find('\n'));
    if (name.empty() || std::ranges::find(kOwnSettings, name) != kOwnSettings.end()) continue;
    if (std::ranges::find(known, entry) == known.end()) names.emplace_back(name);
  }
  return names;
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

Error too_much(const std::string& what) {
  return {ErrorKind::repository, what + " is too long to be read", ""};
}

std::string wrong_head(const WorktreeFiles& found, const std::string& branch, const std::string& operation) {
  if (!operation.empty())
    return "a " + operation + " is under way in the worktree: bring it to an end, and commit on branch '" +
           branch + "'";
  if (found.head.branch == branch) return "";
  if (found.head.branch.empty() && found.head.oid.empty())
    return "HEAD of the worktree names neither a branch nor a commit: the work must be committed on branch "
           "'" +
           branch + "' (git symbolic-ref HEAD " + shell_quote("refs/heads/" + branch) + ")";
  if (found.head.branch.empty())
    return "HEAD of the worktree is detached at " + short_oid(found.head.oid) +
           ": the work must be committed on branch '" + branch + "' (git switch " + shell_quote(branch) +
           "; git merge --ff-only " + short_oid(found.head.oid) + ")";
  return "the worktree is on branch '" + found.head.branch + "': the work must be committed on branch '" +
         branch + "' (git switch " + shell_quote(branch) + "; git merge --ff-only " +
         shell_quote(found.head.branch) + ")";
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

Inspection::Inspection(Context& context, RunId run, run::Workspace workspace, std::string claimed,
                       std::string tracked_tip)
    : context_(context),
      workspace_(std::move(workspace)),
      claimed_(to_lower_ascii(trim(claimed))),
      tracked_tip_(std::move(tracked_tip)) {
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
  if (is_symbolic(workspace_.branch))
    return violate("branch '" + workspace_.branch +
                   "' was made to stand for another one: undo that (git symbolic-ref --delete " +
                   shell_quote(local_ref(workspace_.branch)) + ") and put the work on a branch of that name");
  if (!files_.names_repository)
    return violate("the worktree " + workspace_.path +
                   " is no longer one of this repository: " + files_.git_dir + "/commondir is gone");
  check_settings();
}

bool Inspection::is_symbolic(const std::string& branch) const {
  auto text = context_.files.read(context_.options.common_dir + "/" + local_ref(branch), kRefMax);
  return text && text->starts_with("ref:");
}

void Inspection::check_settings() {
  auto own = files_.git_dir + "/config.worktree";
  if (!context_.files.exists(own)) return look_for_changes();
  start(context_.git, list_settings(own), &Inspection::settings_known);
}

void Inspection::settings_known(const port::ProcessEnd& end) {
  auto own = files_.git_dir + "/config.worktree";
  if (!end.ok())
    return violate("the worktree's own git configuration, " + own + ", cannot be read: " + words_of(end));
  auto main_settings = context_.options.common_dir + "/config.worktree";
  auto shared = context_.files.exists(main_settings) ? context_.git.ask(list_settings(main_settings))
                                                     : Result<std::string>(std::string());
  if (!shared) return fail(std::move(shared).error());
  auto strange = strange_settings(end.out, *shared);
  if (!strange.empty())
    return violate("the worktree's own git configuration sets " + first_few(strange) + ": take that out of " +
                   own);
  look_for_changes();
}

void Inspection::look_for_changes() {
  auto call = ask_status(context_.options.common_dir, files_, workspace_.path, Untracked::listed);
  start(context_.git.in(workspace_.path), call, &Inspection::status_known);
}

Call Inspection::pinned(std::vector<std::string> arguments) const {
  return in_worktree(context_.options.common_dir, files_, workspace_.path, std::move(arguments));
}

void Inspection::status_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("looking for uncommitted changes in " + workspace_.path, end));
  auto overlooked = copied_into(context_, workspace_.path);
  // What earlier gates left behind is theirs.
  overlooked.insert(overlooked.end(), workspace_.gate_paths.begin(), workspace_.gate_paths.end());
  std::ranges::sort(overlooked);
  auto paths = dirty_paths(end.out, overlooked);
  if (!paths.empty())
    return violate("the worktree is not clean: " + first_few(paths) +
                   ": commit what belongs to the work, and remove or ignore the rest");
  auto call = ask_index_list(context_.options.common_dir, files_, workspace_.path);
  start(context_.git.in(workspace_.path), call, &Inspection::index_known);
}

void Inspection::index_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("reading the index of " + workspace_.path, end));
  if (end.out_cut) return fail(too_much("the index of " + workspace_.path));
  auto paths = read_index_list(end.out, workspace_.path);
  if (!paths.there.empty())
    return violate("git was told to overlook changes in " + first_few(paths.there) +
                   ": undo that (git update-index --no-assume-unchanged --no-skip-worktree) and commit them");
  missing_ = std::move(paths.missing);
  if (paths.submodules.empty()) return list_replacements();
  auto checked = [self = shared_from_this()](Result<std::string> violation) {
    if (!violation) return self->fail(std::move(violation).error());
    violation->empty() ? self->list_replacements() : self->violate(*violation);
  };
  std::make_shared<SubmoduleCheck>(context_, workspace_.path, std::move(paths.submodules), std::move(checked))
      ->begin();
}

void Inspection::list_replacements() {
  auto call = pinned({"for-each-ref", "--format=%(refname:lstrip=2)", "refs/replace/"});
  start(context_.git.in(workspace_.path), call, &Inspection::replacements_known);
}

void Inspection::replacements_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("listing what `git replace` replaces", end));
  if (end.out_cut) return fail(too_much("the list of what `git replace` replaces"));
  for (auto oid : split_lines(end.out))
    if (!oid.empty()) replaced_.emplace_back(oid);
  std::ranges::sort(replaced_);
  if (replaced_.empty()) return ask_for_sparseness();
  auto call = pinned({"ls-tree", "-r", "-t", "-z", local_ref(workspace_.branch)});
  call.captured_max = kIndexListMax;
  start(context_.git.in(workspace_.path), call, &Inspection::tree_known);
}

// The worker's own git checks out the other object, and notes in the index that this is the right one.
void Inspection::tree_known(const port::ProcessEnd& end) {
  if (!end.ok()) return fail(failure("listing the files of branch '" + workspace_.branch + "'", end));
  if (end.out_cut) return fail(too_much("the list of files of branch '" + workspace_.branch + "'"));
  constexpr int kBlanksBeforeOid = 2;  // "100644 blob <oid>\t<path>"
  std::vector<std::string> paths;
  for (auto entry : split(end.out, '\0')) {
    auto tab = entry.find('\t');
    if (tab == entry.npos) continue;
    auto oid = std::string(after_blanks(entry.substr(0, tab), kBlanksBeforeOid));
    if (std::ranges::binary_search(replaced_, oid)) paths.emplace_back(entry.substr(tab + 1));
  }
  if (!paths.empty())
    return violate("`git replace` shows something else than what is committed as " + first_few(paths) +
                   ": undo that (git replace -d) and check the work again");
  ask_for_sparseness();
}

void Inspection::ask_for_sparseness() {
  if (missing_.empty()) return conclude();
  start(context_.git.in(workspace_.path), pinned({"config", "--type=bool", "--get", "core.sparseCheckout"}),
        &Inspection::sparseness_known);
}

void Inspection::sparseness_known(const port::ProcessEnd& end) {
  sparse_ = end.ok() && trim(end.out) == "true";
  conclude();
}

void Inspection::conclude() {
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
  if (std::ranges::binary_search(replaced_, *tip) || std::ranges::binary_search(replaced_, commit.tree)) {
    found_.violation = "`git replace` shows something else than commit " + short_oid(*tip) +
                       ": undo that (git replace -d) and check the work again";
    return Done{};
  }
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
  REEVE_TRY(found_.violation, wrong_with_missing(*tip));
  if (!found_.violation.empty()) return Done{};
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

// In a sparse checkout files are missing; but the gates must not miss what the worker changed.
Result<std::string> Inspection::wrong_with_missing(const std::string& tip) {
  if (missing_.empty()) return std::string();
  auto unseen = missing_;
  if (sparse_) {
    REEVE_TRY(auto bases, published());
    for (const auto& base : bases) {
      REEVE_TRY(auto changes, context_.objects.changes(base, tip, kChangesMax));
      if (changes.size() == kChangesMax)
        return too_much("the list of changes on branch '" + workspace_.branch + "'");
      std::set<std::string> changed;
      for (auto& change : changes) changed.insert(std::move(change.path));
      std::erase_if(unseen, [&](const std::string& path) { return !changed.contains(path); });
    }
  }
  if (unseen.empty()) return std::string();
  return "skip-worktree: git was told that " + first_few(unseen) +
         " need not be in the worktree, so that the gates would see something else than what is committed: "
         "put it back (git update-index --no-skip-worktree, then git restore), and commit again";
}

Result<std::vector<std::string>> Inspection::published() {
  std::vector<std::string> commits = {workspace_.base};
  REEVE_TRY(auto tracked,
            context_.objects.resolve(tracked_tip_.empty() ? context_.tracked_ref() : tracked_tip_));
  if (tracked) commits.push_back(*tracked);
  return commits;
}

Result<std::string> Inspection::wrong_with_history(const std::string& tip) {
  REEVE_TRY(auto commits, published());
  ProtectedPaths guarded{context_.options.tracking_file, context_.options.protect};
  return protected_change(context_.objects, tip, commits, guarded);
}

}  // namespace reeve::git
