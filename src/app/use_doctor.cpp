// doctor: everything that a run needs, asked one by one, each with its mend.
#include <algorithm>

#include "app/checks.h"
#include "app/claude_worker.h"
#include "app/doctor_claude.h"
#include "app/engine_setup.h"
#include "app/hooks.h"
#include "app/leftovers.h"
#include "app/notifier.h"
#include "app/repositories.h"
#include "app/run_folder.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kLeastSpace = 100ull << 20;
constexpr std::uint64_t kLittleSpace = 1ull << 30;
constexpr Duration kClockTolerance = std::chrono::minutes(10);
// The branch that is named in a push that is only rehearsed.
constexpr const char* kProbeBranch = "reeve/doctor";

// The first word of a script, if it surely is the name of a program.
std::string program_of_script(const Command& command) {
  if (command.size() != 3 || command[0] != "sh" || command[1] != "-c") return "";
  static const std::vector<std::string> builtins = {
      "alias", "case", "cd",    "command", "echo",  "eval",  "exec",  "exit",   "export", "for",   "function",
      "if",    "let",  "local", "printf",  "read",  "set",   "shift", "source", "test",   "time",  "trap",
      "true",  "type", "false", "ulimit",  "umask", "unset", "until", "wait",   "while",  "return"};
  std::string_view script = trim(command[2]);
  std::string word(script.substr(0, script.find_first_of(" \t\n;&|")));
  bool plain = !word.empty() && word.find_first_not_of(
                                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789_.+-") == word.npos;
  return plain && word != "." && std::find(builtins.begin(), builtins.end(), word) == builtins.end() ? word
                                                                                                     : "";
}

class Doctor {
 public:
  Doctor(Ports& ports, std::string directory) : ports_(ports), directory_(std::move(directory)) {}

  DoctorResponse examine() {
    if (!git() || !repository()) return std::move(response_);
    bool configured = configuration();
    identity();
    signing();
    if (!configured) return std::move(response_);
    branch();
    if (!project_.branch.empty()) published();
    add("template", check_template(ports_, project_),
        project_.config.worker.template_path.value_or("the built-in one"));
    worker();
    gates();
    notifications();
    worktrees();
    repositories();
    disk();
    leftovers();
    locks();
    hooks();
    program();
    return std::move(response_);
  }

 private:
  bool found(FindingLevel level, std::string name, std::string text, std::string mend = "") {
    response_.findings.push_back({level, std::move(name), std::move(text), std::move(mend)});
    return level != FindingLevel::fail;
  }
  bool ok(std::string name, std::string text) {
    return found(FindingLevel::ok, std::move(name), std::move(text));
  }
  bool warn(std::string name, std::string text, std::string mend) {
    return found(FindingLevel::warn, std::move(name), std::move(text), std::move(mend));
  }
  bool fail(std::string name, std::string text, std::string mend) {
    return found(FindingLevel::fail, std::move(name), std::move(text), std::move(mend));
  }
  bool fail(std::string name, const Error& error) { return fail(std::move(name), error.message, error.hint); }
  bool add(std::string name, const Status& status, std::string text) {
    return status ? ok(std::move(name), std::move(text)) : fail(std::move(name), status.error());
  }

  bool git() {
    auto version = ports_.setup.version();
    if (!version) return fail("git", version.error());
    if (!version->old) return ok("git", version->text);
    return fail("git", "git " + version->text + " is older than " + version->least, "install a newer git");
  }

  bool repository() {
    auto where = ports_.checkout.locate(directory_);
    if (!where) return fail("repository", where.error());
    where_ = *where;
    project_.where = where_;
    if (auto format = check_object_format(project_); !format) return fail("repository", format.error());
    if (where_.operation.empty()) return ok("repository", where_.top + (where_.shallow ? " (shallow)" : ""));
    return warn("repository",
                "a " + where_.operation + " is under way: the local branch will not follow what is published",
                "finish it first; git status says how");
  }

  bool configuration() {
    auto project = load_project(ports_, directory_);
    if (!project) return fail("configuration", project.error());
    project_ = *std::move(project);
    root_ = worktree_root(project_, project_.main_top);
    return add("configuration", check_configuration(project_), std::string(kConfigFile));
  }

  void identity() { add("identity", ports_.setup.identity(where_.top), "git knows who commits"); }

  void signing() {
    auto signs = ports_.setup.signing(where_.top);
    if (!signs)
      fail("signing", signs.error());
    else
      ok("signing", *signs ? "commits are signed" : "commits are not to be signed");
  }

  void branch() { add("branch", check_published_branch(ports_, project_), project_.published()); }

  void published() {
    if (project_.config.remote.empty()) {
      ok("remote", "none: what is published stays on the local branch");
    } else if (remote()) {
      push();
    }
    tracking_file();
    clock();
  }

  bool remote() {
    const std::string &remote = project_.config.remote, &branch = project_.branch;
    auto tip = ports_.setup.remote_tip(where_.top, remote, branch);
    if (!tip) return fail("remote", tip.error());
    if (tip->empty())
      return fail("remote", "there is no branch '" + branch + "' on '" + remote + "'",
                  "publish it: `git push -u " + shell_quote(remote) + " HEAD:" + shell_quote(branch) + "`");
    return ok("remote", remote + " answers");
  }

  void push() {
    add("push", ports_.setup.may_push(where_.top, project_.config.remote, kProbeBranch),
        "a rehearsed push to " + project_.config.remote + " passes");
  }

  std::string published_ref() const {
    return (project_.config.remote.empty() ? "refs/heads/" : "refs/remotes/" + project_.config.remote + "/") +
           project_.branch;
  }

  // The command that publishes the file as it lies here, also if git ignores it.
  std::string publish() {
    std::string file = shell_quote(project_.config.tracking_file);
    auto ignored = ports_.setup.ignored(where_.top, project_.config.tracking_file);
    return publish_step(project_, std::string("git add ") + (ignored && *ignored ? "-f " : "") + file, file);
  }

  bool tracking_file() {
    const std::string& file = project_.config.tracking_file;
    auto bytes = ports_.revisions.bytes_at(where_.top, published_ref(), file);
    if (!bytes && bytes.error().kind == ErrorKind::usage)
      return warn("tracking-file", project_.published() + " was not fetched yet",
                  "`git fetch " + shell_quote(project_.config.remote) + "`");
    if (!bytes) return fail("tracking-file", bytes.error());
    bool here = ports_.files.exists(project_.file_path());
    if (!*bytes)
      return fail("tracking-file", file + " is not on " + project_.published(),
                  here ? publish() : "`reeve init` writes one; then commit and push it");
    auto board = read_board(**bytes, to_read_options(project_.config, project_.branch), file);
    if (!board)
      return fail("tracking-file", board.error().message + " (on " + project_.published() + ")",
                  board.error().hint.empty() ? "mend the table, commit and push it" : board.error().hint);
    board_ = *std::move(board);
    return judge_board(*board_) && compare();
  }

  bool judge_board(const board::Board& board) {
    auto errors = std::count_if(board.problems().begin(), board.problems().end(),
                                [](const auto& problem) { return problem.level == board::Level::error; });
    std::string text = counted(board.tasks().size(), "task", "tasks") + ", " +
                       std::to_string(board.ready().size()) + " ready";
    if (errors == 0) return ok("tracking-file", project_.config.tracking_file + ": " + text);
    warn("tracking-file",
         text + ", " + counted(static_cast<std::size_t>(errors), "error", "errors") +
             ": what they touch is never started",
         "reeve check lists them");
    return true;
  }

  bool compare() {
    const std::string& file = project_.config.tracking_file;
    auto published = ports_.checkout.compare(where_, file, project_.config.remote, project_.branch);
    if (!published || *published != port::Difference::differs) return true;
    auto committed = ports_.checkout.compare(where_, file, "", where_.branch);
    bool edited = !committed || *committed != port::Difference::same;
    std::string text = file + " here differs from " + project_.published() + ", which is what a run goes by";
    if (edited) return warn("tracking-file", text, "publish it: " + publish());
    return warn("tracking-file", text,
                "bring both together: `git pull --rebase " + shell_quote(project_.config.remote) + " " +
                    shell_quote(project_.branch) + " && git push " + shell_quote(project_.config.remote) +
                    " HEAD:" + shell_quote(project_.branch) + "`");
  }

  // What is published was made by other clocks; a claim of ours would be older than what it builds on.
  void clock() {
    auto time = ports_.setup.commit_time(where_.top, published_ref());
    if (!time || !*time) return;
    Duration ahead = **time - ports_.now();
    if (ahead <= kClockTolerance) {
      ok("clock", to_rfc3339(ports_.now()));
      return;
    }
    warn("clock",
         "the tip of " + project_.published() + " was made " + format_duration(ahead) +
             " from now, by this machine's clock (" + to_rfc3339(ports_.now()) + ")",
         "set the clock here, or on the machine that made the commit");
  }

  void worker() {
    auto program = check_worker_program(ports_, project_);
    add("worker", program, join(worker_command(project_.config), " "));
    if (!uses_claude(project_)) return;
    auto auditor = check_auditor_program(ports_, project_);
    if (!auditor) fail("auditor", auditor.error());
    bool there = project_.config.worker.adapter == Adapter::claude ? program.ok() : auditor.ok();
    if (!there) return;
    for (Finding& finding : examine_claude(ports_, project_))
      response_.findings.push_back(std::move(finding));
  }

  void gates() {
    add("set-up", check_setup_programs(ports_, project_),
        counted(project_.config.workspace.setup.size(), "command", "commands"));
    auto programs = check_gate_programs(ports_, project_);
    if (!programs) {
      fail("gates", programs.error());
      return;
    }
    const auto& gates = *project_.config.gates;
    for (const run::Gate& gate : gates) {
      if (gate.auditor) continue;
      std::string word = program_of_script(gate.command);
      port::ProcessSpec spec;
      spec.argv = {word};
      spec.directory = project_.main_top;
      spec.environment = setup_environment(ports_.environment, project_.config);
      if (word.empty() || !project_.config.workspace.setup.empty() || ports_.find_program(spec)) continue;
      warn("gates", "gate '" + gate.name + "': there is no program '" + word + "' in PATH",
           "install it, or change the gate in reeve.json");
      return;
    }
    ok("gates", gates.empty() ? "none, as configured" : counted(gates.size(), "gate", "gates"));
  }

  // A run does without them; a person who counts on one does not.
  void notifications() {
    std::size_t count = 0;
    for (auto occasion : {Occasion::done, Occasion::failed, Occasion::blocked, Occasion::stopped}) {
      if (command_for(occasion, project_.config.on).empty()) continue;
      ++count;
      if (auto there = check_notification_program(ports_, project_, occasion); !there) {
        warn("notifications", there.error().message, there.error().hint);
        return;
      }
    }
    ok("notifications", count == 0 ? "none" : counted(count, "command", "commands"));
  }

  void worktrees() {
    if (auto writable = check_worktree_root(ports_, root_); !writable) {
      fail("worktrees", writable.error());
      return;
    }
    if (root_ != project_.main_top && !root_.starts_with(project_.main_top + "/")) {
      ok("worktrees", root_);
      return;
    }
    std::string inside = root_ == project_.main_top ? "" : root_.substr(project_.main_top.size());
    auto ignored = ports_.setup.ignored(project_.main_top, inside.empty() ? "." : inside.substr(1) + "/x");
    if (inside.empty() || !ignored || !*ignored)
      warn("worktrees", "they lie inside of the checkout, in " + root_ + ", and git does not ignore them",
           inside.empty() ? "set workspace.root in reeve.json to a directory outside"
                          : "`echo " + shell_quote(inside + "/") + " >>" +
                                shell_quote(where_.common_dir + "/info/exclude") +
                                "`, or set workspace.root in reeve.json to a directory outside");
    else
      ok("worktrees", root_);
  }

  // Those that `repos` names, each with what it lacks.
  void repositories() {
    usable_ = usable_repositories(ports_, project_);
    bool all_fit = true;
    for (const auto& [cell, path] : repositories_of(project_)) {
      auto found = find_repository(ports_, project_, cell);
      auto fit = found ? check_repository(*found) : Status(found.error());
      std::string from = found ? found->where.top + ", work starts from " +
                                     (found->base.empty() ? found->branch : found->base)
                               : "";
      all_fit &= add("repos", fit, one_line(cell) + ": " + from);
    }
    if (!all_fit) return;
    if (auto together = find_repositories(ports_, project_); !together) fail("repos", together.error());
  }

  Status check_repository(const OtherRepository& other) {
    const std::string& top = other.where.top;
    auto fit = ports_.setup.identity(top);
    if (fit && !other.remote.empty()) {
      auto tip = ports_.setup.remote_tip(top, other.remote, other.branch);
      fit = tip ? ports_.setup.may_push(top, other.remote, kProbeBranch) : Status(tip.error());
    }
    return fit ? fit : port::met_in(top, fit.error());
  }

  void disk() {
    std::uint64_t least = UINT64_MAX;
    std::string place;
    for (const std::string& path : {where_.common_dir, root_}) {
      auto space = ports_.free_space(path);
      if (space && *space < least) least = *space, place = path;
    }
    std::string text = size_text(least) + " free in " + place;
    if (least < kLeastSpace)
      fail("disk", text, "free some: " + size_text(kLeastSpace) + " is the least");
    else if (least < kLittleSpace)
      warn("disk", text, "free some before a long run");
    else
      ok("disk", text);
  }

  void leftovers() {
    auto leftovers = look_at_leftovers(ports_, project_, usable_, board_.get());
    if (!leftovers) {
      fail("leftovers", leftovers.error());
      return;
    }
    leftovers_ = *std::move(leftovers);
    std::string text = describe(leftovers_, project_.config.keep.runs);
    if (!leftovers_.unreadable.empty()) {
      const UnreadableRun& one = leftovers_.unreadable.front();
      std::string folder = RunFolders(ports_.files, project_.reeve_dir).path(one.run);
      warn("leftovers", one.text,
           "keep it for a report, out of the way: `mv " + shell_quote(folder) + " " +
               shell_quote(project_.reeve_dir + "/unreadable-" + one.run.text()) + "`");
      return;
    }
    unfinished(leftovers_.runs, text);
  }

  void unfinished(const std::vector<run::RunState>& runs, const std::string& text) {
    auto open = std::count_if(runs.begin(), runs.end(), [](const run::RunState& run) {
      return run.phase != run::Phase::finished && run.owner == run::OwnerKind::engine;
    });
    if (open == 0) {
      ok("leftovers", text);
      return;
    }
    auto lock = ports_.files.lock(project_.reeve_dir + "/engine.lock", "reeve doctor");
    if (!lock && lock.error().kind == ErrorKind::locked)
      ok("leftovers",
         text + "; " + counted(static_cast<std::size_t>(open), "run is", "runs are") + " under way");
    else
      warn("leftovers",
           text + "; " + counted(static_cast<std::size_t>(open), "run was", "runs were") + " cut off",
           "`reeve run` takes them up");
  }

  // Left by a git that was killed: every later git stops at them.
  void locks() {
    std::vector<std::string> paths = {where_.git_dir + "/index.lock",
                                      where_.git_dir + "/HEAD.lock",
                                      where_.common_dir + "/config.lock",
                                      where_.common_dir + "/packed-refs.lock",
                                      where_.common_dir + "/refs/heads/" + project_.branch + ".lock",
                                      where_.common_dir + "/refs/remotes/" + project_.published() + ".lock"};
    for (const std::string& path : paths) {
      if (!ports_.files.exists(path)) continue;
      warn("locks", path + " is there: git works here, or was killed",
           "if no git runs: `mv " + shell_quote(path) + " " + shell_quote(path + ".left") + "`");
      return;
    }
    ok("locks", "none left behind");
  }

  void hooks() {
    auto state = hooks_state(ports_, project_);
    if (!state) {
      warn("hooks", state.error().message, state.error().hint);
      return;
    }
    auto word = [](bool there) { return there ? std::string("installed") : std::string("not installed"); };
    ok("hooks", "merge driver " + word(state->driver) + ", git hooks " + word(state->hook) +
                    (state->driver && state->hook ? "" : " (`reeve hooks install` does it)"));
  }

  // reeve's own parts. Last: the checkout cannot be questioned any more once the world is open.
  void program() {
    auto opened = [&]() -> Status {
      REEVE_TRY(World world, ports_.open_world());
      BackendOptions options = backend_options(project_, usable_);
      options.look_only = true;
      REEVE_TRY(Backends backends, ports_.open_backends(world, options));
      old_worktrees(backends);
      return Done{};
    };
    add("program", opened(), "reeve has all of its parts");
  }

  port::Repository* repository_of(const run::RunState& run, Backends& backends) {
    if (run.repository.empty()) return backends.repository.get();
    for (const auto& [cell, path] : repositories_of(project_))
      if (auto found = backends.others.find(cell); path == run.repository && found != backends.others.end())
        return found->second.get();
    return nullptr;
  }

  // They hold work that is nowhere else. Said with the leftovers, if there is nothing worse to say of these.
  void old_worktrees(Backends& backends) {
    auto stuck = stuck_worktrees(
        ports_, [&](const run::RunState& run) { return repository_of(run, backends); }, leftovers_);
    auto finding = std::find_if(response_.findings.begin(), response_.findings.end(),
                                [](const Finding& one) { return one.name == "leftovers"; });
    if (stuck.empty() || finding->level != FindingLevel::ok) return;
    const StuckWorktree& first = stuck.front();
    const std::string git = "git -C " + shell_quote(first.path);
    finding->level = FindingLevel::warn;
    finding->text += "; " + counted(stuck.size(), "worktree stays", "worktrees stay") +
                     " all the same: " + first.path + " of " + shown_id(first.task) + ": " + first.reason;
    finding->mend = "set aside what is not committed: `" + git +
                    " stash push --include-untracked`; push what is not pushed: `" + git + " push " +
                    shell_quote(project_.config.remote) + " HEAD`";
  }

  Ports& ports_;
  std::string directory_;
  port::CheckoutInfo where_;
  std::string root_;  // of the worktrees
  Project project_;
  std::shared_ptr<const board::Board> board_;  // as published
  std::vector<OtherRepository> usable_;        // of `repos`
  Leftovers leftovers_;
  DoctorResponse response_;
};

}  // namespace

std::string_view name_of(FindingLevel level) {
  return level == FindingLevel::ok ? "ok" : level == FindingLevel::warn ? "warn" : "fail";
}

bool DoctorResponse::failed() const {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.level == FindingLevel::fail; });
}

Result<DoctorResponse> App::doctor() {
  return Doctor(ports_, directory_).examine();
}

}  // namespace reeve::app
