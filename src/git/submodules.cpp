#include "git/submodules.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "git/inspect.h"

#include "reeve/base/text.h"
#include "reeve/port/checkout.h"

namespace reeve::git {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPathsNamed = 5;
constexpr std::size_t kSubmodulesMax = 200;

constexpr std::array<std::string_view, 12> kPlainSettings = {"core.repositoryformatversion",
                                                             "core.filemode",
                                                             "core.bare",
                                                             "core.logallrefupdates",
                                                             "core.worktree",
                                                             "core.ignorecase",
                                                             "core.precomposeunicode",
                                                             "core.symlinks",
                                                             "user.name",
                                                             "user.email",
                                                             "submodule.active",
                                                             "lfs.repositoryformatversion"};

// "remote.<any>.url"
struct NamedSetting {
  std::string_view section;
  std::string_view key;
};
constexpr std::array<NamedSetting, 11> kNamedSettings = {{{"remote.", ".url"},
                                                          {"remote.", ".pushurl"},
                                                          {"remote.", ".fetch"},
                                                          {"remote.", ".tagopt"},
                                                          {"branch.", ".remote"},
                                                          {"branch.", ".merge"},
                                                          {"branch.", ".rebase"},
                                                          {"submodule.", ".url"},
                                                          {"submodule.", ".active"},
                                                          {"submodule.", ".branch"},
                                                          {"submodule.", ".update"}}};

bool is_harmless(std::string_view name) {
  return std::ranges::find(kPlainSettings, name) != kPlainSettings.end() ||
         std::ranges::any_of(kNamedSettings, [&](const NamedSetting& setting) {
           return name.starts_with(setting.section) && name.ends_with(setting.key);
         });
}

}  // namespace

// "H 100644 <oid> 0\t<path>"
IndexList read_index_list(std::string_view answer, const std::string& top) {
  constexpr std::string_view kSubmodule = "160000 ";
  IndexList list;
  for (auto entry : split(answer, '\0')) {
    auto tab = entry.find('\t');
    if (tab == entry.npos || tab < 2) continue;
    auto path = std::string(entry.substr(tab + 1));
    if (entry.substr(2).starts_with(kSubmodule)) list.submodules.push_back(path);
    bool assumed = entry[0] >= 'a' && entry[0] <= 'z';
    bool skipped = entry[0] == 'S';
    if (!assumed && !skipped) continue;
    std::error_code error;
    bool there = fs::exists(fs::symlink_status(top + "/" + path, error));
    (assumed || there ? list.there : list.missing).push_back(std::move(path));
  }
  return list;
}

std::vector<std::string> strange_submodule_settings(std::string_view answer) {
  std::vector<std::string> names;
  for (auto entry : split(answer, '\0')) {
    auto name = entry.substr(0, entry.find('\n'));
    if (!name.empty() && !is_harmless(name)) names.emplace_back(name);
  }
  return names;
}

std::string first_few(const std::vector<std::string>& paths) {
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(paths.size(), kPathsNamed); ++i) named.push_back(one_line(paths[i]));
  auto text = join(named, ", ");
  if (paths.size() > kPathsNamed) text += " and " + std::to_string(paths.size() - kPathsNamed) + " more";
  return text;
}

SubmoduleCheck::SubmoduleCheck(Context& context, std::string top, std::vector<std::string> paths,
                               OnChecked on_checked)
    : context_(context),
      top_(std::move(top)),
      waiting_(std::move(paths)),
      on_checked_(std::move(on_checked)) {}

void SubmoduleCheck::violate(const std::string& what) {
  on_checked_("the submodule " + one_line(current_) + " " + what);
}

void SubmoduleCheck::fail(Error error) {
  on_checked_(std::move(error));
}

std::string SubmoduleCheck::git_dir_of_current() const {
  const std::string git = directory() + "/.git";
  std::error_code error;
  auto status = fs::symlink_status(git, error);
  if (fs::is_directory(status)) return git;
  return fs::is_regular_file(status) ? port::named_git_dir(context_.files, directory()) : "";
}

// One that is not filled in has nothing to look at.
void SubmoduleCheck::next() {
  std::error_code error;
  do {
    if (waiting_.empty()) return on_checked_(std::string());
    current_ = std::move(waiting_.back());
    waiting_.pop_back();
  } while (!fs::exists(fs::symlink_status(directory() + "/.git", error)));
  if (++looked_at_ > kSubmodulesMax)
    return violate("is one of more than " + std::to_string(kSubmodulesMax) + ", which is too many to check");
  git_dir_ = git_dir_of_current();
  if (git_dir_.empty()) return violate("has a .git that names no repository");
  if (fs::exists(fs::symlink_status(git_dir_ + "/commondir", error)))
    return violate("shares the repository of another: clone it there");
  start(context_.git, {{"config", "--no-includes", "--file=" + git_dir_ + "/config", "--null", "--list"}},
        &SubmoduleCheck::settings_known);
}

void SubmoduleCheck::settings_known(const port::ProcessEnd& end) {
  if (!end.ok()) return violate("has a configuration that cannot be read: " + words_of(end));
  auto strange = strange_submodule_settings(end.out);
  if (!strange.empty())
    return violate("has a configuration of its own that sets " + first_few(strange) + ": take that out of " +
                   git_dir_ + "/config");
  start(context_.git.in(directory()), ask_status(git_dir_, pinned(), directory(), Untracked::listed),
        &SubmoduleCheck::status_known);
}

void SubmoduleCheck::status_known(const port::ProcessEnd& end) {
  if (!end.ok()) return violate("cannot be looked at: " + words_of(end));
  auto paths = dirty_paths(end.out, {});
  if (!paths.empty()) return violate("is not clean: " + first_few(paths));
  start(context_.git.in(directory()), ask_index_list(git_dir_, pinned(), directory()),
        &SubmoduleCheck::index_known);
}

void SubmoduleCheck::index_known(const port::ProcessEnd& end) {
  if (!end.ok() || end.out_cut) return violate("has an index that cannot be read: " + words_of(end));
  auto list = read_index_list(end.out, directory());
  if (!list.there.empty()) return violate("has git overlook changes in " + first_few(list.there));
  for (const auto& path : list.submodules) waiting_.push_back(current_ + "/" + path);
  next();
}

WorktreeFiles SubmoduleCheck::pinned() const {
  WorktreeFiles found;
  found.git_dir = git_dir_;
  return found;
}

}  // namespace reeve::git
