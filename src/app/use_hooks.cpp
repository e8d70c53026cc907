// hooks install, hooks uninstall: git's pre-commit hook and the merge driver for the tracking file.
#include "app/hooks.h"
#include "app/pre_commit_hook.h"

#include "reeve/app/app.h"
#include "reeve/app/git_hooks.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr const char* kSection = "merge.reeve";
constexpr const char* kNameKey = "merge.reeve.name";
constexpr const char* kName = "the task table, by id and cell";
constexpr const char* kDriverKey = "merge.reeve.driver";
// Where reeve is not found the file is merged as text, as without it.
constexpr const char* kDriver =
    "if command -v reeve >/dev/null 2>&1; then reeve merge-file --marker-size %L -- %O %A %B %P; "
    "else git merge-file --marker-size=%L %A %O %B; fi";
constexpr const char* kCheck = "reeve check --staged";
constexpr std::uint64_t kFileMax = 1 << 20;

// As .gitattributes wants a path: anchored, no globs, quoted where it has blanks.
std::string attributes_line(const std::string& file) {
  std::string pattern = "/";
  for (char c : file) {
    if (c == '*' || c == '?' || c == '[' || c == '\\') pattern += '\\';
    pattern += c;
  }
  if (pattern.find_first_of(" \t\"") == pattern.npos) return pattern + " merge=reeve";
  std::string quoted = "\"";
  for (char c : pattern) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\" merge=reeve";
}

// Programs that own the hooks of a project: a file in its top directory gives them away.
struct HookManager {
  const char* file;
  const char* what_to_add;
};
constexpr HookManager kManagers[] = {
    {".pre-commit-config.yaml",
     "add to .pre-commit-config.yaml, under repos: {repo: local, hooks: [{id: reeve-check, name: reeve "
     "check, "
     "entry: reeve check --staged, language: system, pass_filenames: false}]}"},
    {"lefthook.yml", "add to lefthook.yml: pre-commit: {jobs: [{name: reeve, run: reeve check --staged}]}"},
    {".lefthook.yml", "add to .lefthook.yml: pre-commit: {jobs: [{name: reeve, run: reeve check --staged}]}"},
    {"lefthook.yaml", "add to lefthook.yaml: pre-commit: {jobs: [{name: reeve, run: reeve check --staged}]}"},
};

class Hooks {
 public:
  Hooks(Ports& ports, const Project& project)
      : ports_(ports),
        top_(project.main_top),
        file_(project.config.tracking_file),
        attributes_(project.where.common_dir + "/info/attributes") {}

  Result<HooksResponse> install() {
    REEVE_CHECK(install_driver());
    REEVE_CHECK(install_attribute());
    REEVE_CHECK(install_hook());
    return std::move(response_);
  }

  Result<HooksResponse> uninstall() {
    REEVE_TRY(auto driver, ports_.setup.config(top_, kDriverKey));
    if (driver) {
      REEVE_CHECK(ports_.setup.drop_config_section(top_, kSection));
      response_.done.push_back("took " + std::string(kSection) + " out of the repository's configuration");
    }
    REEVE_CHECK(uninstall_attribute());
    REEVE_TRY(auto place, ports_.setup.hooks(top_));
    std::string path = place.directory + "/pre-commit";
    std::string bytes = text_of(path);
    if (bytes == kPreCommitHook) {
      REEVE_CHECK(ports_.files.remove(path));
      response_.done.push_back("removed " + path);
    } else if (bytes.find(kCheck) != bytes.npos) {
      response_.by_hand.push_back("take '" + std::string(kCheck) + "' out of " + path);
    }
    return std::move(response_);
  }

  Result<HooksState> state() {
    HooksState state;
    REEVE_TRY(auto driver, ports_.setup.config(top_, kDriverKey));
    REEVE_TRY(auto attribute, ports_.setup.attribute(top_, "merge", file_));
    state.driver = driver && attribute == "reeve";
    REEVE_TRY(auto place, ports_.setup.hooks(top_));
    for (const std::string& path : hook_files(place))
      state.hook = state.hook || text_of(path).find(kCheck) != std::string::npos;
    for (const HookManager& manager : kManagers)
      state.hook = state.hook || text_of(top_ + "/" + manager.file).find(kCheck) != std::string::npos;
    return state;
  }

 private:
  std::string text_of(const std::string& path) {
    auto text = ports_.files.read(path, kFileMax);
    return text ? *std::move(text) : "";
  }

  Status set(const char* key, const char* value) {
    REEVE_TRY(auto now, ports_.setup.config(top_, key));
    if (now == value) {
      response_.kept.emplace_back(key);
      return Done{};
    }
    REEVE_CHECK(ports_.setup.set_config(top_, key, value));
    response_.done.push_back("set " + std::string(key) + " in the repository's configuration");
    return Done{};
  }

  Status install_driver() {
    REEVE_CHECK(set(kNameKey, kName));
    return set(kDriverKey, kDriver);
  }

  Status install_attribute() {
    REEVE_TRY(auto now, ports_.setup.attribute(top_, "merge", file_));
    if (now == "reeve") {
      response_.kept.push_back(file_ + " merge=reeve");
      return Done{};
    }
    if (now != "unspecified") {
      response_.by_hand.push_back(
          file_ + " has merge=" + now +
          " in .gitattributes; the last line that names it counts: " + attributes_line(file_));
      return Done{};
    }
    std::string text;
    if (ports_.files.exists(attributes_)) {
      REEVE_TRY(text, ports_.files.read(attributes_, kFileMax));
    }
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    REEVE_CHECK(ports_.files.write(attributes_, text + attributes_line(file_) + "\n"));
    response_.done.push_back("wrote '" + attributes_line(file_) + "' to " + attributes_ +
                             " (in .gitattributes it serves every clone)");
    return Done{};
  }

  Status uninstall_attribute() {
    std::string text = text_of(attributes_), line = attributes_line(file_) + "\n";
    auto at = text.find(line);
    if (at == text.npos || (at > 0 && text[at - 1] != '\n')) return Done{};
    text.erase(at, line.size());
    REEVE_CHECK(text.empty() ? ports_.files.remove(attributes_) : ports_.files.write(attributes_, text));
    response_.done.push_back("took '" + attributes_line(file_) + "' out of " + attributes_);
    return Done{};
  }

  // husky keeps what it generates in .husky/_, and people's hooks in .husky.
  static std::vector<std::string> hook_files(const port::HooksPlace& place) {
    std::vector<std::string> files = {place.directory + "/pre-commit"};
    if (place.directory.ends_with("/_"))
      files.push_back(place.directory.substr(0, place.directory.size() - 2) + "/pre-commit");
    return files;
  }

  Status install_hook() {
    REEVE_TRY(auto place, ports_.setup.hooks(top_));
    REEVE_TRY(HooksState now, state());
    std::string path = hook_files(place).back();
    if (now.hook) {
      response_.kept.push_back(path);
      return Done{};
    }
    for (const HookManager& manager : kManagers)
      if (ports_.files.exists(top_ + "/" + manager.file)) return by_hand(manager.what_to_add);
    if (!place.configured.empty())
      return by_hand("hooks lie in " + place.configured + " (core.hooksPath): add the line '" + kCheck +
                     "' to " + path);
    if (ports_.files.exists(path))
      return by_hand("there is a hook already: add the line '" + std::string(kCheck) + " || exit' to " +
                     path);
    REEVE_CHECK(ports_.files.write(path, kPreCommitHook));
    REEVE_CHECK(ports_.files.make_executable(path));
    response_.done.push_back("wrote " + path);
    return Done{};
  }

  Status by_hand(std::string what) {
    response_.by_hand.push_back(std::move(what));
    return Done{};
  }

  Ports& ports_;
  std::string top_;
  std::string file_;
  std::string attributes_;
  HooksResponse response_;
};

}  // namespace

Result<HooksState> hooks_state(Ports& ports, const Project& project) {
  return Hooks(ports, project).state();
}

Result<HooksResponse> App::install_hooks(const HooksRequest&) {
  REEVE_TRY(Project project, project());
  return Hooks(ports_, project).install();
}

Result<HooksResponse> App::uninstall_hooks(const HooksRequest&) {
  REEVE_TRY(Project project, project());
  return Hooks(ports_, project).uninstall();
}

}  // namespace reeve::app
