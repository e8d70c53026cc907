// setup claude: reeve in one project's files of Claude Code: written, looked at, taken out.
//
// All files are read and all edits made before the first is written; each is replaced in one step. Hooks come
// last and go first, so that a kill in between leaves nothing that names what is not there; doing it again
// completes it.
#include <algorithm>
#include <set>

#include "app/checks.h"
#include "app/claude_files.h"
#include "app/claude_plugin.h"
#include "app/environments.h"
#include "app/project.h"
#include "app/repositories.h"

#include "reeve/app/app.h"
#include "reeve/app/setup_claude.h"
#include "reeve/base/text.h"
#include "reeve/worker/claude_command.h"

namespace reeve::app {
namespace {

using State = SetupPart::State;

constexpr const char* kServers = ".mcp.json";
constexpr const char* kSettings = ".claude/settings.json";
constexpr const char* kOwnSettings =
    ".claude/settings.local.json";                // of one person, over those of the project
constexpr std::int64_t kWindowUnknown = 200'000;  // the smallest there is

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  auto at = text.find(from);
  return at == text.npos ? text : text.replace(at, from.size(), to);
}

struct WholeFile {
  const char* name;
  const char* what;
  std::string text;
};

// All under the names that they have in the plugin, so that one word serves both. A folder of commands gives
// them its name, and a skill is a command that the model may call too.
std::vector<WholeFile> whole_files() {
  std::string agent = replaced(std::string(kWorkerAgent), "name: worker", "name: reeve:worker");
  return {
      {".claude/agents/reeve-worker.md", "agent reeve:worker", with_marker(std::move(agent))},
      {".claude/commands/reeve/tasks.md", "skill reeve:tasks", with_marker(std::string(kTasksSkill))},
      {".claude/commands/reeve/run.md", "command /reeve:run", with_marker(std::string(kRunCommand))},
      {".claude/commands/reeve/status.md", "command /reeve:status", with_marker(std::string(kStatusCommand))},
  };
}

// `to` as seen from the directory `from`; both absolute.
std::string relative_path(const std::string& from, const std::string& to) {
  auto base = split(from, '/'), target = split(to, '/');
  auto [here, there] = std::ranges::mismatch(base, target);
  std::vector<std::string> parts(static_cast<std::size_t>(base.end() - here), "..");
  for (; there != target.end(); ++there) parts.emplace_back(*there);
  return join(parts, "/");
}

std::vector<std::string> worktree_roots(const Project& project) {
  if (project.config.workspace.mode == WorkspaceMode::in_place) return {};
  std::vector<std::string> tops = {project.main_top};
  for (const auto& [cell, path] : repositories_of(project)) tops.push_back(path);
  const bool absolute = project.config.workspace.root.starts_with('/');
  std::vector<std::string> roots;
  for (const std::string& top : tops) {
    std::string root = worktree_root(project, top);
    if (!absolute) root = relative_path(project.main_top, root);
    if (std::ranges::find(roots, root) == roots.end()) roots.push_back(std::move(root));
  }
  return roots;
}

// What one file was and is to be.
struct Target {
  std::string name;  // below the top
  std::string path;
  std::optional<std::string> before;
  std::string after;  // "" = no such file

  bool changes() const { return before ? *before != after : !after.empty(); }
};

class ClaudeSetup {
 public:
  ClaudeSetup(Ports& ports, const Project& project, SetupMode mode)
      : ports_(ports), project_(project), mode_(mode) {}

  Result<SetupResponse> perform() {
    REEVE_TRY(top_, ports_.files.real_path(project_.main_top));
    for (const WholeFile& file : whole_files()) REEVE_CHECK(take(file));
    REEVE_CHECK(take(kServers, mcp_entries()));
    REEVE_CHECK(take(kSettings, settings_entries(wanted_settings())));
    if (response_.parts.back().state != State::other) response_.notes.push_back(compaction_);
    if (mode_ == SetupMode::remove) std::ranges::reverse(targets_);
    if (mode_ != SetupMode::check) REEVE_CHECK(write_all());
    if (mode_ == SetupMode::remove) remove_empty_directories();
    REEVE_CHECK(see_to_roots());
    look_for_program();
    return std::move(response_);
  }

 private:
  // A session may write only in directories that were there when it began.
  Status see_to_roots() {
    for (const std::string& root : worktree_roots(project_)) {
      const std::string path = absolute_path(top_, root);
      const bool there = ports_.files.exists(path);
      response_.parts.push_back(
          {there ? State::there : State::missing, root, "the directory of worktrees", "", false});
      if (mode_ == SetupMode::write && !there) {
        REEVE_CHECK(ports_.files.make_directories(path));
        response_.written.push_back(root + "/");
      }
      auto entries = ports_.files.list(path);
      if (mode_ == SetupMode::remove && entries && entries->empty()) (void)ports_.files.remove(path);
    }
    return Done{};
  }

  void look_for_program() {
    port::ProcessSpec spec;
    spec.argv = {"reeve"};
    spec.environment = ports_.environment;
    if (!ports_.find_program(spec))
      response_.notes.emplace_back(
          "program: there is no reeve in PATH, by which hooks and server start it: install it, or link it "
          "there");
  }

  Error refusal(const std::string& name, Error error) const {
    error.kind = ErrorKind::config;
    error.message = "setting up " + name + ": " + error.message + "; nothing was written";
    if (error.hint.empty()) error.hint = "mend it";
    error.hint +=
        ", then `reeve setup claude" + std::string(mode_ == SetupMode::remove ? " --remove" : "") + "` again";
    return error;
  }

  bool is_listed(const std::string& directory, const std::string& name) {
    auto entries = ports_.files.list(directory);
    return entries && std::ranges::find(*entries, name, &port::FileEntry::name) != entries->end();
  }

  // Where the file is, or would be. Symbolic links may lead to another place of the project.
  Result<std::string> place_of(const std::string& name) {
    std::string path = top_;
    auto parts = split(name, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string part(parts[i]), next = path + "/" + part;
      auto real = ports_.files.real_path(next);
      if (!real && is_listed(path, part))
        return refusal(name, {ErrorKind::config, next + " is a symbolic link that leads nowhere",
                              "make it a file of the project"});
      if (real && !real->starts_with(top_ + "/"))
        return refusal(name, {ErrorKind::config, next + " is a symbolic link out of the project, to " + *real,
                              "make it a file of the project"});
      path = real ? *real : next;
      if (real && i + 1 < parts.size() && !ports_.files.list(path))
        return refusal(name, {ErrorKind::config, path + " is no directory", "move it away"});
    }
    return path;
  }

  Result<Target> open(const std::string& name) {
    Target target;
    target.name = name;
    REEVE_TRY(target.path, place_of(name));
    auto bytes = ports_.files.read(target.path, kClaudeFileMax);
    if (bytes)
      target.before = *std::move(bytes);
    else if (bytes.error().kind != ErrorKind::missing)
      return refusal(name, {ErrorKind::config, bytes.error().message, "make it a file that can be read"});
    target.after = target.before.value_or("");
    return target;
  }

  Status take(const WholeFile& file) {
    REEVE_TRY(Target target, open(file.name));
    SetupPart part{State::there, file.name, file.what, "", false};
    if (!target.before)
      part.state = State::missing;
    else if (has_true_marker(*target.before) || with_marker(*target.before) == file.text)
      part.state = *target.before == file.text ? State::there : State::changed;
    else
      part = {State::other, file.name, file.what, "it is edited, and stays so", true};
    if (part.state != State::other) target.after = mode_ == SetupMode::remove ? "" : file.text;
    response_.parts.push_back(std::move(part));
    targets_.push_back(std::move(target));
    return Done{};
  }

  Status take(const std::string& name, const std::vector<ClaudeEntry>& entries) {
    REEVE_TRY(Target target, open(name));
    JsonText text;
    if (target.before) {
      auto parsed = JsonText::parse(*target.before);
      if (!parsed) return refusal(name, parsed.error());
      text = *std::move(parsed);
    }
    for (const ClaudeEntry& entry : entries) {
      SetupPart part = entry.look(text);
      part.file = name;
      auto edited = edit(text, entry, part.state);
      if (!edited) return refusal(name, edited.error());
      if (mode_ == SetupMode::remove && part.state == State::there &&
          entry.look(text).state == State::there) {
        response_.parts.push_back({State::other, name, part.what, "it is your own, and stays", true});
        continue;
      }
      // What is not reeve's is of no interest when reeve's is taken out.
      if (mode_ != SetupMode::remove || part.state != State::other)
        response_.parts.push_back(std::move(part));
    }
    if (name == kSettings) note_on(text);
    target.after = text.bytes();
    targets_.push_back(std::move(target));
    return Done{};
  }

  Status edit(JsonText& text, const ClaudeEntry& entry, State found) {
    const bool ours = found == State::there || found == State::changed;
    if (mode_ == SetupMode::remove || (mode_ == SetupMode::write && found == State::changed))
      if (ours) entry.remove(text);
    if (mode_ == SetupMode::write && (found == State::missing || found == State::changed))
      return entry.add(text);
    return Done{};
  }

  // The model that sessions here are told to use; "" = none is.
  std::string configured_model() {
    std::string model;
    for (const char* name : {kSettings, kOwnSettings}) {
      auto bytes = ports_.files.read(top_ + "/" + name, kClaudeFileMax);
      auto text = JsonText::parse(bytes ? *std::move(bytes) : "");
      auto value = text ? text->get({std::string("model")}) : std::nullopt;
      if (value && value->is_string()) model = value->get<std::string>();
    }
    return model;
  }

  ClaudeSettings wanted_settings() {
    std::string model = configured_model();
    const bool other = !variable_in(ports_.environment, "ANTHROPIC_BASE_URL").empty();
    const auto endpoint = other ? worker::Endpoint::other : worker::Endpoint::anthropic;
    const std::int64_t window = model.empty() ? kWindowUnknown : worker::assumed_window(model, endpoint);
    const double share = project_.config.budget.context;
    compaction_ = "compaction: a session is compacted past " + percent(share) + " (budget.context) of " +
                  format_tokens(window) + " tokens, " +
                  (model.empty() ? "the smallest window there is; for a larger one set \"model\" in " +
                                       std::string(kSettings) + " (as \"opus[1m]\") and do this again"
                                 : "the window of " + one_line(model));
    return {project_.config.tracking_file, worktree_roots(project_), worker::compact_window(share, window)};
  }

  void note_on(const JsonText& text) {
    if (text.get({std::string("disableAllHooks")}) == JsonValue(true))
      response_.notes.push_back("hooks: \"disableAllHooks\" in " + std::string(kSettings) +
                                " keeps them from running");
    auto plugins = text.get({std::string("enabledPlugins")});
    if (!plugins || !plugins->is_object()) return;
    for (const auto& plugin : plugins->items())
      if (plugin.key().starts_with("reeve@") && plugin.value() == JsonValue(true))
        response_.notes.push_back(
            "plugin: " + one_line(plugin.key()) +
            " is enabled here too, and brings the same hooks: one of the two is enough");
  }

  Status put(const Target& target, const std::string& bytes) {
    return bytes.empty() ? ports_.files.remove(target.path) : ports_.files.write(target.path, bytes);
  }

  // What was written goes back if the next cannot be.
  Status write_all() {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const Target& target = targets_[i];
      if (!target.changes()) continue;
      auto done = put(target, target.after);
      if (!done) {
        for (std::size_t back = 0; back < i; ++back)
          if (targets_[back].changes()) (void)put(targets_[back], targets_[back].before.value_or(""));
        remove_empty_directories();
        return refusal(target.name, done.error());
      }
      (target.after.empty() ? response_.removed : response_.written).push_back(target.name);
    }
    return Done{};
  }

  // Of those that files were put into, or taken from.
  void remove_empty_directories() {
    std::set<std::string, std::greater<>> directories;  // deeper ones first
    for (const Target& target : targets_)
      for (auto slash = target.name.rfind('/'); target.changes() && slash != std::string::npos;
           slash = slash == 0 ? std::string::npos : target.name.rfind('/', slash - 1))
        directories.insert(target.name.substr(0, slash));
    for (const std::string& directory : directories) {
      auto entries = ports_.files.list(top_ + "/" + directory);
      if (entries && entries->empty()) (void)ports_.files.remove(top_ + "/" + directory);
    }
  }

  Ports& ports_;
  const Project& project_;
  SetupMode mode_;
  std::string top_;
  std::vector<Target> targets_;
  std::string compaction_;  // when a session is compacted, and why then
  SetupResponse response_;
};

}  // namespace

bool SetupResponse::complete() const {
  return std::ranges::all_of(parts, &SetupPart::complete);
}

Result<SetupResponse> App::setup_claude(const SetupRequest& request) {
  REEVE_TRY(Project project, project());
  return ClaudeSetup(ports_, project, request.mode).perform();
}

}  // namespace reeve::app
