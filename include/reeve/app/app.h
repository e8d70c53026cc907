// The use cases: what every front end offers, each a request and a response.
//
// Front ends see this, base and board values; never a port. One App serves one process; one thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reeve/app/by_hand.h"
#include "reeve/app/progress.h"
#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/board/board.h"
#include "reeve/run/action.h"
#include "reeve/run/control.h"
#include "reeve/run/schedule.h"
#include "reeve/run/step.h"

namespace reeve::app {

struct Ports;    // include/reeve/app/ports.h, for main
struct Project;  // private to app
// reeve/app/check.h
struct CheckRequest;
struct CheckResponse;
// reeve/app/git_hooks.h
struct HooksRequest;
struct HooksResponse;
// reeve/app/brief.h
struct BriefResponse;
// reeve/app/claude_session.h
struct BudgetRequest;
struct BudgetResponse;
struct SessionEvent;
struct SessionAnswer;
// reeve/app/setup_claude.h
struct SetupRequest;
struct SetupResponse;

// Text goes out in pieces, so that a large board needs no large string.
using Sink = std::function<void(std::string_view)>;

// What a running loop answered; or, without one, what the next will find.
struct ControlResponse {
  bool loop_runs = false;
  std::string text;
  std::vector<run::LaneView> lanes;
};

struct StatusRequest {
  std::optional<std::string> file;  // judge this file, no repository needed
  bool with_rows = false;           // --tables
};
struct StatusResponse {
  std::string file;  // as named by the user, or relative to the checkout
  std::shared_ptr<const board::Board> board;
  run::Repositories repositories;  // what its `repo` cells stand for
  std::string differs;             // "" or how the file differs from what is published, for people
  // Runs of this repository that are not finished, newest first: what a `reeve run` works on, or left behind.
  std::vector<run::RunState> runs;
  std::optional<ControlResponse> loop;  // what runs or is paused here; nothing if neither
  Instant at;
};

struct NextResponse {
  std::shared_ptr<const board::Board> board;
  std::optional<run::Choice> choice;
  std::vector<run::Blocked> blocked;  // when there is none
  std::string differs;
};

struct RunRequest {
  bool once = false;
  bool dry_run = false;
  bool alone =
      false;  // no other run with this worker.name is under way: what others have claimed is left behind
  std::optional<int> max_tasks;
  std::optional<int> lanes;
};
struct RunResponse {
  run::Stop stop;
  run::Totals totals;
  board::Counts counts;
  int held = 0;
  Duration took{0};
  bool board_seen = false;
  std::optional<run::Choice> choice;  // of a dry run
  std::string choice_id;
};

struct ShowResponse {
  std::string id;
  std::shared_ptr<const board::Board> board;  // where the row is read from; may be null
  std::optional<std::uint32_t> row;
  std::vector<run::RunState> runs;   // newest first
  std::vector<std::string> folders;  // of each run
};

struct InitResponse {
  std::vector<std::string> written;  // paths, relative to the checkout
  std::vector<std::string> kept;     // were there already
  std::vector<std::string> next;     // commands to type
};

struct LogRequest {
  std::optional<std::string> id;  // nothing = the newest run of any task
  bool follow = false;            // go on until the run is past its worker
  bool raw = false;               // the bytes as they came, where it would be told in lines
};

// Paths as on the command line.
struct MergeFileRequest {
  std::string base;
  std::string ours;  // gets the result
  std::string theirs;
  std::string path;  // of the file that is merged, for people; "" = ours
  int marker_size = 7;
};
struct MergeFileResponse {
  std::string path;
  std::size_t conflicts = 0;
  std::string as_text;  // why it was merged by lines; "" = by id and cell
};

enum class FindingLevel { ok, warn, fail };
std::string_view name_of(FindingLevel level);
// What `doctor` found out on one thing.
struct Finding {
  FindingLevel level = FindingLevel::ok;
  std::string name;  // closed list: `reeve help doctor`
  std::string text;
  std::string mend;  // what to do, commands in backticks; "" if all is well
};
struct DoctorResponse {
  std::vector<Finding> findings;
  bool failed() const;
};

class App {
 public:
  App(Ports& ports, std::string directory);
  ~App();

  Result<StatusResponse> status(const StatusRequest& request);
  // The same again and again, when the file or the runs changed and while something runs each second, until
  // the listener has enough. A file that cannot be read just now is told like an answer.
  enum class Watching { on, ended };
  using StatusListener = std::function<Watching(const Result<StatusResponse>&)>;
  Status watch(const StatusListener& listener);
  Result<NextResponse> next();
  Result<CheckResponse> check(const CheckRequest& request);
  // `on_progress` (may be empty) gets a picture of the loop when something changed and each second, at most
  // ten a second; both listeners are called while the loop waits or works, on this thread.
  Result<RunResponse> run(const RunRequest& request, const RunListener& listener,
                          const ProgressListener& on_progress = {});
  // Nothing new starts in the lane (none named: in all), now and at the next `run`, until it is resumed.
  Result<ControlResponse> pause(const std::optional<std::string>& lane);
  Result<ControlResponse> resume(const std::optional<std::string>& lane);
  // Ends the work on a task; answers when its row is back at not-started, at the latest after a minute.
  Result<ControlResponse> cancel(const std::string& id);
  Result<ShowResponse> show(const std::string& id);
  // What the worker of the newest run (of the task, or of any) printed; whole lines at a time.
  Status log(const LogRequest& request, const Sink& sink);
  Result<InitResponse> init();
  Result<MergeFileResponse> merge_file(const MergeFileRequest& request);
  Result<HooksResponse> install_hooks(const HooksRequest& request);
  Result<HooksResponse> uninstall_hooks(const HooksRequest& request);
  // Everything that a run needs; an error only if that could not be found out at all.
  Result<DoctorResponse> doctor();

  // By hand. Errors of kind `locked`: another process is at it, or another hand has the task.
  Result<StartResponse> start(const std::optional<std::string>& id, const RunListener& listener);
  // What the worker of a task that was started here is told; no network.
  Result<std::string> prompt(const std::string& id);
  Result<FinishResponse> finish(const FinishRequest& request, const RunListener& listener);
  Result<FinishResponse> block(const std::string& id, const std::string& note, const RunListener& listener);
  Result<ResetResponse> reset(const std::string& id, const RunListener& listener);
  Result<AddResponse> add(const AddRequest& request, const RunListener& listener);

  // Inside a Claude Code session. No network in any of these.
  // What a session that knows nothing (any more) has to know, in at most 400 tokens.
  Result<BriefResponse> brief();
  // How much of its context the session has used, and what to do about it.
  Result<BudgetResponse> budget(const BudgetRequest& request);
  // What a hook of the session is to answer to an event.
  Result<SessionAnswer> session_event(const SessionEvent& event);
  // reeve in one project's settings of Claude Code: written, looked at, taken out.
  Result<SetupResponse> setup_claude(const SetupRequest& request);

 private:
  struct Ordered;
  struct Taken;
  Result<Ordered> perform(const Project& project, run::Order order, const RunId& locked,
                          const std::string& command, const RunListener& listener);
  void wait_for_judges(const Project& project);
  std::optional<run::Stop> session_is_full();
  void hear_and_tell(const Project& project, StartResponse& response);
  void name_own_tasks(const Project& project, run::Stop& stop);
  Result<Taken> take(const Project& project, const std::string& id, const std::string& command);
  Result<FinishResponse> report(const Project& project, const Taken& taken,
                                const std::optional<worker::WorkerResult>& result, const std::string& command,
                                const RunListener& listener);
  Result<FinishResponse> judge_detached(const Project& project, Taken taken, const FinishRequest& request);
  Result<AddResponse> add_locally(const Project& project, const AddRequest& request);
  Status put_back_left_behind(const Project& project, const RunListener& listener);

  Result<Project> project();
  // `known`: an earlier answer, taken again if the file is still the same.
  Result<StatusResponse> read_project_file(const Project& project, const StatusResponse* known = nullptr);
  Result<StatusResponse> project_status(const Project& project, const StatusResponse* known);
  // Nothing if no loop runs in this repository.
  Result<std::optional<ControlResponse>> ask_loop(const Project& project, const run::Request& request);
  Result<ControlResponse> steer_lanes(const run::Request& request);
  std::optional<ControlResponse> look_at_loop(const Project& project);

  Ports& ports_;
  std::string directory_;
};

// The JSON of section 7 of the design ("schema_version" 1), written in pieces.
void write_json(const StatusResponse& response, bool with_rows, const Sink& sink);
void write_json(const NextResponse& response, const Sink& sink);
void write_json(const ShowResponse& response, const Sink& sink);
void write_json(const DoctorResponse& response, const Sink& sink);
std::string json_line(const run::Notice& notice, Instant at);
std::string json_line(const RunResponse& response);
std::string json_line(const ControlResponse& response);
std::string json_line(const Error& error);
void write_json(const StartResponse& response, const Sink& sink);
void write_json(const FinishResponse& response, const Sink& sink);
void write_json(const ResetResponse& response, const Sink& sink);
void write_json(const AddResponse& response, const Sink& sink);

// The error that a Stop other than all_done stands for.
Error error_of(const run::Stop& stop);

// For `reeve help rules` and `reeve help config`.
struct RuleHelp {
  std::string_view id;
  std::string_view level;
  std::string_view text;
};
std::vector<RuleHelp> rules();
std::string config_help();

}  // namespace reeve::app
