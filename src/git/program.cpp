#include "git/program.h"

#include <algorithm>
#include <array>
#include <utility>

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// A worktree is registered within microseconds, a try takes milliseconds.
constexpr int kNewbornTries = 20;

// What `git rev-parse --local-env-vars` lists, without the variables that only carry configuration:
// a CI may set safe.directory or credentials with those.
constexpr std::array<std::string_view, 13> kRepositoryVariables = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
};

constexpr std::array<std::string_view, 3> kStatesOfAnotherGit = {
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REFLOG_ACTION",
};

// Nobody sits in front: an empty GIT_ASKPASS makes git ask no program at all, and ssh is told to use
// an askpass that always fails instead of a terminal. Credential helpers and agents stay in use. What
// `git replace` shows instead of a commit or a tree is not what is judged and pushed.
constexpr std::array<std::string_view, 10> kFixedVariables = {
    "LC_ALL=C",
    "LANGUAGE=",
    "GIT_TERMINAL_PROMPT=0",
    "GIT_ASKPASS=",
    "SSH_ASKPASS=false",
    "SSH_ASKPASS_REQUIRE=force",
    "GIT_EDITOR=false",
    "GIT_LITERAL_PATHSPECS=1",
    "GCM_INTERACTIVE=never",
    "GIT_NO_REPLACE_OBJECTS=1",
};

std::string_view name_of_variable(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

bool is_dropped(std::string_view name) {
  auto is_name = [&](std::string_view other) { return name_of_variable(other) == name; };
  return std::ranges::any_of(kRepositoryVariables, is_name) ||
         std::ranges::any_of(kStatesOfAnotherGit, is_name) || std::ranges::any_of(kFixedVariables, is_name);
}

// git is no command that reeve.json names.
Error not_started(Error error) {
  error.kind = ErrorKind::io;
  return std::move(error).within("starting git");
}

}  // namespace

std::vector<std::string> git_environment(const std::vector<std::string>& ours) {
  std::vector<std::string> environment;
  for (const auto& variable : ours)
    if (!is_dropped(name_of_variable(variable))) environment.push_back(variable);
  for (auto variable : kFixedVariables) environment.emplace_back(variable);
  return environment;
}

Program::Program(port::Processes& processes, std::string directory,
                 const std::vector<std::string>& environment)
    : processes_(processes),
      directory_(std::move(directory)),
      environment_(git_environment(environment)),
      to_end_(std::make_shared<std::map<std::uint64_t, run::ProcessMark>>()) {}

Program Program::in(std::string directory) const {
  Program other = *this;
  other.directory_ = std::move(directory);
  return other;
}

port::ProcessSpec Program::spec(const Call& call) const {
  port::ProcessSpec spec;
  // Automatic maintenance would run beside us, hold locks and outlive its caller.
  spec.argv = {"git", "--no-pager",           "-c", "gc.auto=0",     "-c", "maintenance.auto=false",
               "-c",  "core.quotePath=false", "-c", "color.ui=false"};
  spec.argv.insert(spec.argv.end(), call.arguments.begin(), call.arguments.end());
  spec.directory = directory_;
  spec.environment = environment_;
  spec.environment.insert(spec.environment.end(), call.environment.begin(), call.environment.end());
  spec.input = call.input;
  spec.timeout = call.timeout;
  spec.captured_max = call.captured_max;
  spec.kept = call.survival == Survival::ends_with_us;
  return spec;
}

Status Program::start(const Call& call, port::OnEnd on_end) const {
  return start(call, std::move(on_end), kNewbornTries);
}

Status Program::start(const Call& call, port::OnEnd on_end, int tries_left) const {
  const std::uint64_t number = to_end_->empty() ? 0 : to_end_->rbegin()->first + 1;
  auto ended = [self = *this, call, on_end = std::move(on_end), tries_left, number](const auto& end) {
    if (call.survival == Survival::is_asked_to_end) self.to_end_->erase(number);
    bool again = met_a_newborn_worktree(call, end) && tries_left > 1;
    if (!again || !self.start(call, on_end, tries_left - 1)) on_end(end);
  };
  auto process = processes_.start(spec(call), std::move(ended));
  if (!process) return not_started(std::move(process).error());
  if (call.survival == Survival::is_asked_to_end) to_end_->emplace(number, *std::move(process));
  return Done{};
}

void Program::ask_to_end() const {
  for (const auto& [number, process] : *to_end_) processes_.end(process);
}

Result<port::ProcessEnd> Program::run(const Call& call) const {
  auto end = processes_.run(spec(call));
  for (int tries = 1; end && met_a_newborn_worktree(call, *end) && tries < kNewbornTries; ++tries)
    end = processes_.run(spec(call));
  if (!end) return not_started(std::move(end).error());
  if (end->how == port::ProcessEnd::How::exited) return end;
  return Error{ErrorKind::io, "git " + call.arguments.front() + " " + port::describe(*end),
               "run it by hand in " + shell_quote(directory_) + " to see what it waits for"};
}

Result<std::string> Program::ask(const Call& call) const {
  REEVE_TRY(auto end, run(call));
  if (!end.ok()) return failure("git " + call.arguments.front(), end);
  if (end.out_cut)
    return Error{
        ErrorKind::repository,
        "git " + call.arguments.front() + " said more than " + std::to_string(call.captured_max) + " bytes",
        ""};
  return std::move(end.out);
}

Call transport(std::vector<std::string> arguments, Duration timeout) {
  Call call{std::move(arguments), timeout};
  call.survival = Survival::is_asked_to_end;
  return call;
}

Call fetch_branch(const std::string& remote, const std::string& branch) {
  // The empty refmap keeps git from updating what the user's own refspecs name; FETCH_HEAD is theirs too.
  return transport({"fetch", "--quiet", "--no-tags", "--no-prune", "--no-auto-maintenance",
                    "--no-recurse-submodules", "--no-write-fetch-head", "--refmap=", "--end-of-options",
                    remote, "+refs/heads/" + branch + ":refs/remotes/" + remote + "/" + branch});
}

Call push_commits(const std::string& remote, const std::vector<PushItem>& items) {
  Call call = transport(
      {"push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--no-progress"});
  for (const auto& item : items)
    if (!item.expected.empty())
      call.arguments.push_back("--force-with-lease=refs/heads/" + item.branch + ":" + item.expected);
  call.arguments.insert(call.arguments.end(), {"--end-of-options", remote});
  for (const auto& item : items) call.arguments.push_back(item.oid + ":refs/heads/" + item.branch);
  return call;
}

Call ask_ancestry(const std::string& a, const std::string& b) {
  return {{"merge-base", "--is-ancestor", a, b}};
}

Call ask_config(const std::string& names_pattern) {
  return {{"config", "--null", "--get-regexp", names_pattern}};
}

Call ask_index_entry(const std::string& path) {
  return {{"ls-files", "-s", "-v", "-z", "--", path}};
}

Call ask_worktrees() {
  return {{"worktree", "list", "--porcelain", "-z"}};
}

Call work_tree_bytes(const std::string& blob, const std::string& path, std::size_t bytes_max) {
  Call call{{"cat-file", "--filters", "--path=" + path, blob}, kLocalWorkTimeout};
  call.captured_max = bytes_max;
  return call;
}

Call commit_signed(const std::string& tree, const std::string& parent, const std::string& message) {
  return {{"commit-tree", "-S", "-p", parent, tree}, kLocalWorkTimeout, message};
}

Call set_index_entry(unsigned mode, const std::string& blob, const std::string& path, SkipWorktree skip) {
  const auto octal = mode == 0100755 ? "100755" : "100644";
  Call call{{"update-index", "--cacheinfo", std::string(octal) + "," + blob + "," + path}, kLocalWorkTimeout};
  if (skip == SkipWorktree::yes)
    for (const auto& word : {std::string("--skip-worktree"), std::string("--"), path})
      call.arguments.push_back(word);
  return call;
}

Call refresh_index() {
  return {{"update-index", "-q", "--refresh"}, kLocalWorkTimeout};
}

Call move_work_tree(const std::string& from, const std::string& to, Rehearsal rehearsal) {
  Call call{{"read-tree", "-m", "-u"}, kLocalWorkTimeout};
  if (rehearsal == Rehearsal::yes) call.arguments.push_back("-n");
  call.arguments.push_back(from);
  call.arguments.push_back(to);
  return call;
}

Call set_ref(const std::string& ref, const std::string& oid, const std::string& reflog) {
  return {{"update-ref", "-m", reflog, ref, oid}};
}

}  // namespace reeve::git
