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
#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/board/board.h"
#include "reeve/run/action.h"
#include "reeve/run/schedule.h"
#include "reeve/run/step.h"

namespace reeve::app {

struct Ports;    // include/reeve/app/ports.h, for main
struct Project;  // private to app

// Text goes out in pieces, so that a large board needs no large string.
using Sink = std::function<void(std::string_view)>;

struct StatusRequest {
  std::optional<std::string> file;  // judge this file, no repository needed
  bool with_rows = false;           // --tables
};
struct StatusResponse {
  std::string file;  // as named by the user, or relative to the checkout
  std::shared_ptr<const board::Board> board;
  std::string differs;  // "" or how the file differs from what is published, for people
};

struct NextResponse {
  std::shared_ptr<const board::Board> board;
  std::optional<run::Choice> choice;
  std::vector<run::Blocked> blocked;  // when there is none
  std::string differs;
};

struct CheckRequest {
  std::optional<std::string> file;
};
struct CheckResponse {
  std::string file;
  std::vector<board::Problem> problems;
  bool has_errors() const;
};

struct RunRequest {
  bool once = false;
  bool dry_run = false;
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

class App {
 public:
  App(Ports& ports, std::string directory);
  ~App();

  Result<StatusResponse> status(const StatusRequest& request);
  Result<NextResponse> next();
  Result<CheckResponse> check(const CheckRequest& request);
  Result<RunResponse> run(const RunRequest& request, const RunListener& listener);
  Result<ShowResponse> show(const std::string& id);
  // What the worker of the newest run (of the task, or of any) printed; whole lines at a time. `follow`: goes
  // on until the run is past its worker.
  Status log(const std::optional<std::string>& id, bool follow, const Sink& sink);
  Result<InitResponse> init();

  // By hand. Errors of kind `locked`: another process is at it, or another hand has the task.
  Result<StartResponse> start(const std::optional<std::string>& id, const RunListener& listener);
  // What the worker of a task that was started here is told; no network.
  Result<std::string> prompt(const std::string& id);
  Result<FinishResponse> finish(const FinishRequest& request, const RunListener& listener);
  Result<FinishResponse> block(const std::string& id, const std::string& note, const RunListener& listener);
  Result<ResetResponse> reset(const std::string& id, const RunListener& listener);
  Result<AddResponse> add(const AddRequest& request, const RunListener& listener);

 private:
  struct Ordered;
  struct Taken;
  Result<Ordered> perform(const Project& project, run::Order order, const RunId& locked,
                          const std::string& command, const RunListener& listener);
  Result<Taken> take(const Project& project, const std::string& id, const std::string& command);
  Result<FinishResponse> report(const Project& project, const Taken& taken,
                                const std::optional<worker::WorkerResult>& result, const std::string& command,
                                const RunListener& listener);
  Result<FinishResponse> judge_detached(const Project& project, Taken taken, const FinishRequest& request);
  Result<AddResponse> add_locally(const Project& project, const AddRequest& request);

  Result<Project> project();
  Result<StatusResponse> read_project_file(const Project& project);

  Ports& ports_;
  std::string directory_;
};

// The JSON of section 7 of the design ("schema_version" 1), written in pieces.
void write_json(const StatusResponse& response, bool with_rows, const Sink& sink);
void write_json(const NextResponse& response, const Sink& sink);
void write_json(const CheckResponse& response, const Sink& sink);
void write_json_lines(const CheckResponse& response, const Sink& sink);
void write_json(const ShowResponse& response, const Sink& sink);
std::string json_line(const run::Notice& notice, Instant at);
std::string json_line(const RunResponse& response);
std::string json_line(const Error& error);
void write_json(const StartResponse& response, const Sink& sink);
void write_json(const FinishResponse& response, const Sink& sink);
void write_json(const ResetResponse& response, const Sink& sink);
void write_json(const AddResponse& response, const Sink& sink);

// The error that a Stop other than all_done stands for.
Error error_of(const run::Stop& stop);

// A row of `reeve help`: what there is, of which kind, in one line.
enum class OperationKind { query, edit, control };
struct Operation {
  const char* name;
  OperationKind kind;
  const char* help;
};
const std::vector<Operation>& operations();

// For `reeve help rules` and `reeve help config`.
struct RuleHelp {
  std::string_view id;
  std::string_view level;
  std::string_view text;
};
std::vector<RuleHelp> rules();
std::string config_help();

}  // namespace reeve::app
