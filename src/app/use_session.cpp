// What hooks of a Claude Code session answer.
#include <algorithm>
#include <functional>

#include "app/environments.h"
#include "app/paused_lanes.h"
#include "app/project.h"
#include "app/session_board.h"
#include "app/session_context.h"
#include "app/session_folder.h"
#include "app/shell_writes.h"

#include "reeve/app/app.h"
#include "reeve/app/brief.h"
#include "reeve/app/claude_session.h"
#include "reeve/base/text.h"
#include "reeve/worker/claude_transcript.h"

namespace reeve::app {
namespace {

using Kind = SessionEvent::Kind;

constexpr const char* kOwnWorker = "REEVE_RUN";
constexpr std::uint64_t kAgentTranscriptMax = 1 << 20;  // its beginning, where it read its assignment
constexpr int kRemindersMax = 2;                        // of one subagent
constexpr std::size_t kRemindedMax = 64;                // subagents of a session
constexpr std::size_t kPutBackMax = 16;                 // rows at the end of a session
constexpr std::size_t kSummaryMax = 1000;               // bytes on what is in progress
constexpr std::string_view kLimitFailure = "rate_limit";

// One event in one project.
class Hook {
 public:
  Hook(Ports& ports, const Project& project, const SessionEvent& event)
      : ports_(ports),
        project_(project),
        event_(event),
        runs_(ports.files, project.reeve_dir),
        folder_(ports.files, project.reeve_dir, event.session),
        notes_(folder_.notes()),
        before_(notes_) {}

  // `brief` is asked for where a session starts.
  Result<SessionAnswer> answer(const std::function<Result<BriefResponse>()>& brief);

 private:
  Result<SessionAnswer> start(const std::string& brief);
  SessionAnswer before_tool() const;
  SessionAnswer guard_config() const;
  SessionAnswer after_tools();
  SessionAnswer before_compaction() const;
  Result<SessionAnswer> stop();
  SessionAnswer subagent_stop();
  SessionAnswer failed();
  SessionAnswer end();
  SessionAnswer status_line();
  // What is noted binds what is answered: a bound that cannot be noted is none.
  Status record() { return notes_ == before_ ? Status(Done{}) : folder_.record(notes_); }
  Status take_over(const std::string& cleared);
  bool is_tracking_file(const std::string& path) const;
  std::optional<worker::ContextUse> context() const {
    return read_context(ports_.files, ports_.environment, event_.transcript, folder_.gauge(), notes_.model);
  }
  std::string used_up() const;
  bool is_limited() const;
  bool is_paused() const;

  Ports& ports_;
  const Project& project_;
  const SessionEvent& event_;
  RunFolders runs_;
  SessionFolder folder_;
  SessionNotes notes_;
  const SessionNotes before_;
};

// ---- a session begins ----

Result<SessionAnswer> Hook::start(const std::string& brief) {
  folder_.clean(ports_.now(), project_.config.keep.runs);
  if (!event_.model.empty()) notes_.model = event_.model;
  SessionAnswer answer;
  answer.context = brief;
  if (notes_.failure == kLimitFailure)
    answer.context += "A usage limit ended this session's last turn; what it had started is still its own.\n";
  notes_.failure.clear();
  notes_.successor.clear();
  if (event_.why == "clear") {
    auto cleared = ports_.files.read(folder_.cleared_file(), 4096);
    if (cleared && !cleared->empty()) REEVE_CHECK(take_over(*cleared));
    (void)ports_.files.remove(folder_.cleared_file());
  }
  REEVE_CHECK(record());
  return answer;
}

Status Hook::take_over(const std::string& cleared) {
  REEVE_CHECK(hand_over(ports_, project_, cleared, event_.session));
  SessionFolder before(ports_.files, project_.reeve_dir, cleared);
  SessionNotes notes = before.notes();
  notes.successor = event_.session;
  return before.record(notes);
}

// ---- tools ----

std::string real_or_same(port::Files& files, const std::string& path) {
  auto real = files.real_path(path);
  if (real) return *real;
  // A file that is not there yet, or no more.
  auto slash = path.rfind('/');
  auto folder = files.real_path(slash == 0 ? "/" : path.substr(0, slash));
  return folder ? *folder + path.substr(slash) : path;
}

// In any worktree of the repository, reeve's own included.
bool Hook::is_tracking_file(const std::string& path) const {
  const std::string below = "/" + project_.config.tracking_file;
  std::string real = real_or_same(ports_.files, absolute_path(event_.directory, path));
  for (const std::string& top : {project_.where.top, project_.main_top})
    if (real == real_or_same(ports_.files, top + below)) return true;
  if (!real.ends_with(below)) return false;
  std::string top = real.substr(0, real.size() - below.size());
  return port::named_git_dir(ports_.files, top).starts_with(project_.where.common_dir + "/");
}

SessionAnswer Hook::before_tool() const {
  SessionAnswer answer;
  std::string how;
  if (!event_.path.empty() && is_tracking_file(event_.path)) how = "edit";
  if (!event_.command.empty()) {
    GuardedFile guarded{project_.config.tracking_file,
                        [&](const std::string& path) { return is_tracking_file(path); }};
    how = written_by(event_.command, event_.directory, guarded).value_or("");
  }
  if (how.empty()) return guard_config();
  answer.denial =
      one_line(project_.config.tracking_file) + " is written by reeve alone (this: " + one_line(how) +
      "). Instead: `reeve add TEXT` for a new task, `reeve start` to claim, `reeve finish ID` to "
      "report, `reeve block ID --note WHY`, `reeve reset ID` to put back. Other edits of rows that "
      "have not started are a person's.";
  return answer;
}

// Who has work judged does not choose the gates meanwhile.
SessionAnswer Hook::guard_config() const {
  const std::string config = project_.main_top + "/" + std::string(kConfigFile);
  auto is_config = [&](const std::string& path) {
    return real_or_same(ports_.files, path) == real_or_same(ports_.files, config);
  };
  bool writes = !event_.path.empty() && is_config(absolute_path(event_.directory, event_.path));
  if (!event_.command.empty() && event_.command.find(kConfigFile) != event_.command.npos)
    writes = written_by(event_.command, event_.directory, {std::string(kConfigFile), is_config}).has_value();
  SessionAnswer answer;
  if (writes && !runs_of_session(ports_, project_, event_.session).open.empty())
    answer.denial =
        std::string(kConfigFile) +
        " says how work is judged, so it stays as it is while tasks of this session are under way. "
        "A person changes it, or this session before its next `reeve start`.";
  return answer;
}

SessionAnswer Hook::after_tools() {
  SessionAnswer answer;
  if (!event_.agent.empty()) return answer;
  auto used = context();
  double threshold = project_.config.budget.context;
  if (!used || !is_worth_a_warning(used->share(), threshold, notes_.context_told)) {
    (void)record();
    return answer;
  }
  if (!record()) return answer;
  std::string next =
      compacts_itself(ports_.environment)
          ? "it will be compacted by itself; `reeve brief` then tells where things stand."
          : "start nothing new, let what runs be reported, then end or ask for /compact; `reeve "
            "brief` goes on there.";
  answer.context = "reeve: context at " + percent(used->share()) + " of " + format_tokens(used->window) +
                   " (budget " + percent(threshold) + "): " + next;
  return answer;
}

// ---- compaction ----

SessionAnswer Hook::before_compaction() const {
  SessionAnswer answer;
  SessionRuns runs = runs_of_session(ports_, project_, event_.session);
  if (!runs.any && !notes_.orchestrates) return answer;
  answer.context = "This session works off " + one_line(project_.config.tracking_file) +
                   " with reeve. Keep in the summary:\n";
  for (const run::RunState& own : runs.open) {
    if (answer.context.size() > kSummaryMax) break;
    answer.context += "- " + shown_id(own.task.id) + " is in progress in " +
                      one_line(own.workspace.working_directory()) +
                      (runs_.is_held(own.id) ? ", being judged" : "") + "\n";
  }
  answer.context +=
      "- what to do next: `reeve brief` tells where things stand, `reeve start` goes on\n"
      "Leave out the table's rows and the assignments: reeve has them.\n";
  return answer;
}

// ---- stop ----

bool Hook::is_paused() const {
  auto paused = PausedLanes(ports_.files, project_.reeve_dir).read();
  return paused && paused->contains(run::kAllLanes);
}

std::string Hook::used_up() const {
  auto gauge = folder_.gauge();
  if (!gauge) return "";
  for (const LimitUse& limit : gauge->limits)
    if (limit.share >= 1 && limit.resets_at > ports_.now())
      return "the " + one_line(limit.name) + " limit is used up until " + to_rfc3339(limit.resets_at);
  return "";
}

Result<SessionAnswer> Hook::stop() {
  SessionAnswer answer;
  notes_.failure.clear();  // this turn came to its end
  SessionRuns runs = runs_of_session(ports_, project_, event_.session);
  notes_.orchestrates |= runs.any;
  StopFacts facts;
  facts.orchestrates = notes_.orchestrates;
  facts.background_work = event_.background_work;
  if (!facts.orchestrates || facts.background_work) {
    REEVE_CHECK(record());
    return answer;
  }
  REEVE_TRY(auto board, read_own_board(ports_, project_));
  add_board(facts, ports_, project_, *board, runs);
  facts.paused = is_paused();
  facts.limit = used_up();
  auto used = context();
  facts.context = used ? used->share() : 0;
  facts.threshold = project_.config.budget.context;
  facts.compacts_itself = compacts_itself(ports_.environment);
  StopDecision decision = decide_stop(facts, notes_.progress);
  REEVE_CHECK(record());
  answer.go_on = decision.go_on;
  answer.message = decision.message;
  return answer;
}

// `reeve prompt ID` in a command, whatever stands around it.
bool asks_for(const std::string& command, const std::string& id) {
  constexpr std::string_view kPrompt = "reeve prompt";
  auto at = command.find(kPrompt);
  if (at == command.npos) return false;
  std::string rest = command.substr(at + kPrompt.size());
  for (std::string_view quoted : {shell_quote(id), id}) {
    auto found = rest.find(quoted);
    if (found == rest.npos || trim(rest.substr(0, found)).find_first_not_of("-'\"") != std::string::npos)
      continue;
    auto past = found + quoted.size();
    if (past == rest.size() || rest.find_first_of(" \t\n;&|<>)'\"`", past) == past) return true;
  }
  return false;
}

SessionAnswer Hook::subagent_stop() {
  SessionAnswer answer;
  int& reminders = notes_.reminded[event_.agent];
  if (event_.agent.empty() || reminders >= kRemindersMax || notes_.reminded.size() > kRemindedMax)
    return answer;
  auto text = ports_.files.read_part(event_.agent_transcript, 0, kAgentTranscriptMax);
  std::vector<std::string> commands = text ? worker::commands_in(*text) : std::vector<std::string>();
  commands.push_back(event_.last_message);
  for (const run::RunState& hand : hand_runs(ports_, project_)) {
    const std::string& id = hand.task.id;
    bool assigned = std::any_of(commands.begin(), commands.end(),
                                [&](const std::string& command) { return asks_for(command, id); });
    if (!assigned || hand.phase != run::Phase::working || runs_.is_held(hand.id)) continue;
    ++reminders;
    if (!record()) return answer;
    answer.go_on = "reeve: " + shown_id(id) + " has no report yet. Report first: `reeve finish " +
                   shell_quote(one_line(id)) + "` if the work is committed, or `reeve block " +
                   shell_quote(one_line(id)) + " --note WHY`.";
    return answer;
  }
  return answer;
}

// ---- it ends, well or not ----

SessionAnswer Hook::failed() {
  notes_.failure = event_.why.empty() ? "unknown" : event_.why;
  auto recorded = record();
  SessionAnswer answer;
  if (!recorded) answer.message = "reeve: " + recorded.error().message;
  return answer;
}

// The program asks at the end of a session without waiting for what it asked at the failure.
bool Hook::is_limited() const {
  return last_failure(ports_.files, event_.transcript) == kLimitFailure ||
         folder_.notes().failure == kLimitFailure;
}

SessionAnswer Hook::end() {
  SessionAnswer answer;
  SessionRuns runs = runs_of_session(ports_, project_, event_.session);
  // Its programs live on and know it by this id.
  if (event_.why == "clear") (void)ports_.files.write(folder_.cleared_file(), event_.session);
  bool goes_on = event_.why == "clear" || event_.why == "resume";
  if (goes_on || is_limited() || !used_up().empty()) return answer;
  std::size_t put_back = 0;
  for (const run::RunState& own : runs.open) {
    if (put_back == kPutBackMax || runs_.is_held(own.id)) continue;
    const std::string& id = own.task.id;
    AgainSpec spec{{"-C", project_.main_top, "reset", "--", id},
                   folder_.file("." + safe_name(id) + ".out"),
                   folder_.file("." + safe_name(id) + ".err")};
    auto made = ports_.files.write(spec.out, "");
    if (made && ports_.start_again(spec, Duration(0))) ++put_back;
  }
  return answer;
}

// ---- status line ----

SessionAnswer Hook::status_line() {
  SessionAnswer answer;
  (void)folder_.record(event_.gauge);
  auto board = read_own_board(ports_, project_);
  if (!board) return answer;
  board::Counts counts = (*board)->counts();
  TaskCounts tasks{counts[board::TaskClass::done], static_cast<std::uint32_t>((*board)->tasks().size()),
                   counts[board::TaskClass::in_progress]};
  answer.tasks = tasks;
  return answer;
}

Result<SessionAnswer> Hook::answer(const std::function<Result<BriefResponse>()>& brief) {
  switch (event_.kind) {
    case Kind::session_start: {
      REEVE_TRY(BriefResponse said, brief());
      return start(said.text);
    }
    case Kind::pre_tool:
      return before_tool();
    case Kind::post_tool_batch:
      return after_tools();
    case Kind::pre_compact:
      return before_compaction();
    case Kind::stop:
      return stop();
    case Kind::subagent_stop:
      return subagent_stop();
    case Kind::stop_failure:
      return failed();
    case Kind::session_end:
      return end();
    case Kind::status_line:
      return status_line();
  }
  return SessionAnswer{};
}

struct EventName {
  Kind kind;
  std::string_view ours;
  std::string_view theirs;
};
constexpr EventName kEvents[] = {{Kind::session_start, "session-start", "SessionStart"},
                                 {Kind::pre_tool, "pre-tool", "PreToolUse"},
                                 {Kind::post_tool_batch, "post-tool-batch", "PostToolBatch"},
                                 {Kind::pre_compact, "pre-compact", "PreCompact"},
                                 {Kind::stop, "stop", "Stop"},
                                 {Kind::subagent_stop, "subagent-stop", "SubagentStop"},
                                 {Kind::stop_failure, "stop-failure", "StopFailure"},
                                 {Kind::session_end, "session-end", "SessionEnd"}};

// These come with every step; what is wrong is said at the session's start and stop.
bool is_quiet(Kind kind) {
  return kind == Kind::pre_tool || kind == Kind::post_tool_batch || kind == Kind::status_line ||
         kind == Kind::subagent_stop;
}

}  // namespace

std::optional<Kind> session_event_named(std::string_view name) {
  for (const EventName& event : kEvents)
    if (name == event.ours || name == event.theirs) return event.kind;
  return std::nullopt;
}

Result<SessionAnswer> App::session_event(const SessionEvent& event) {
  // A worker of ours is led by its assignment, not by the board.
  if (!variable_in(ports_.environment, kOwnWorker).empty()) return SessionAnswer{};
  SessionEvent whole = event;
  whole.directory = event.directory.starts_with('/') ? event.directory : directory_;
  auto found = project();
  if (!found) {
    bool ours = ports_.files.exists(directory_ + "/" + std::string(kConfigFile));
    return ours && !is_quiet(event.kind) ? Result<SessionAnswer>(found.error()) : SessionAnswer{};
  }
  if (!found->configured) return SessionAnswer{};
  auto answer = Hook(ports_, *found, whole).answer([&] { return brief(*found); });
  return answer || !is_quiet(event.kind) ? std::move(answer) : SessionAnswer{};
}

}  // namespace reeve::app
