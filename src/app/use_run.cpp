// run: the loop, put together from checkout, configuration and ports.
#include <algorithm>

#include "app/checks.h"
#include "app/engine.h"
#include "app/engine_setup.h"
#include "app/events.h"
#include "app/pipeline.h"
#include "app/project.h"
#include "app/repositories.h"

#include "reeve/app/app.h"
#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// git-lfs and git-crypt: what is committed is the same, and still not what lies here.
void explain_filtered(const Project& project, run::Stop& stop) {
  const std::string& path = project.config.tracking_file;
  std::string file = shell_quote(path);
  std::string line = (path.find(' ') == path.npos ? path : "\"" + path + "\"") + " -filter -diff -merge text";
  stop.message +=
      "; what git holds of it is what a filter (LFS, git-crypt) makes of the table, not the table";
  stop.hint = "keep the file out of the filter: " +
              publish_step(project,
                           "echo " + shell_quote(line) +
                               " >>.gitattributes && git add .gitattributes && git add --renormalize " + file,
                           ".gitattributes " + file);
}

// How the file here compares with the published one, and with the local branch.
struct Here {
  port::Difference published = port::Difference::unknown;
  port::Difference committed = port::Difference::unknown;
};

Here compare_here(port::Checkout& checkout, const Project& project) {
  auto with = [&](const std::string& remote) {
    auto compared = checkout.compare(project.where, project.config.tracking_file, remote, project.branch);
    return compared ? *compared : port::Difference::unknown;
  };
  Here here;
  here.published = with(project.config.remote);
  if (here.published != port::Difference::same && !project.config.remote.empty()) here.committed = with("");
  return here;
}

// The published file holds no task, the one here does: perhaps that one was never published.
void explain_unpublished(port::Files& files, const Project& project, Here here, run::Stop& stop) {
  std::string file = shell_quote(project.config.tracking_file);
  const std::string& remote = project.config.remote;
  std::string then = remote.empty() ? "; then commit it" : "; then commit it and push it";
  auto bytes = files.read(project.file_path());
  if (!bytes || !board::Board::read(*bytes, to_read_options(project.config, project.branch))) {
    if (!stop.hint.empty()) stop.hint += then;
    return;
  }
  if (here.published == port::Difference::same) return explain_filtered(project, stop);
  bool committed = here.committed == port::Difference::same;
  stop.message +=
      committed ? "; the tasks are committed here, and not pushed" : "; the tasks are only in the work tree";
  stop.hint = committed ? "push them: `git pull --rebase " + shell_quote(remote) + " " +
                              shell_quote(project.branch) + " && git push " + shell_quote(remote) +
                              " HEAD:" + shell_quote(project.branch) + "`"
                        : "publish them: " + publish_step(project, "git add " + file, file);
}

Result<RunResponse> look_only(World& world, Backends& backends, const run::Policy& policy) {
  backends.source->observe();
  while (true) {
    run::Event event = world.inbox->wait();
    if (auto* failed = std::get_if<run::event::ObserveFailed>(&event.body)) return failed->error;
    if (std::holds_alternative<run::event::Interrupted>(event.body))
      return Error{ErrorKind::interrupted, "interrupted", ""};
    auto* observed = std::get_if<run::event::Observed>(&event.body);
    if (!observed) continue;
    const board::Board& board = *observed->snapshot.board;
    RunResponse response;
    response.board_seen = true;
    response.counts = board.counts();
    run::Selection selection;
    selection.branch_pattern = policy.branch_pattern;
    selection.repositories = &policy.repositories;
    response.choice = run::choose(board, {}, selection);
    if (response.choice) response.choice_id = board.tasks()[response.choice->task].id;
    if (!response.choice) response.stop.message = "no task is ready";
    return response;
  }
}

RunResponse nothing_to_do(const std::string& reason) {
  RunResponse response;
  response.stop.message = "nothing to do: " + reason;
  return response;
}

RunResponse response_of(const Engine& engine, run::Stop stop, Duration took) {
  RunResponse response;
  response.stop = std::move(stop);
  response.totals = engine.totals();
  response.took = took;
  if (!engine.state().snapshot.board) return response;
  const board::Board& board = *engine.state().snapshot.board;
  response.board_seen = true;
  response.counts = board.counts();
  response.held =
      static_cast<int>(std::count_if(board.tasks().begin(), board.tasks().end(), [](const board::Task& task) {
        return !task.held.empty() && task.task_class == board::TaskClass::not_started;
      }));
  return response;
}

}  // namespace

Result<RunResponse> App::run(const RunRequest& request, const RunListener& listener,
                             const ProgressListener& on_progress) {
  REEVE_TRY(Project project, project());
  REEVE_TRY(std::string rest, reason_to_rest(ports_, project));
  if (!rest.empty()) return nothing_to_do(rest);
  if (request.alone && !in_any_pipeline(ports_.environment))
    return Error{
        ErrorKind::usage,
        "--alone is for pipelines: it puts back what killed ones have claimed, and this is none (the "
        "variable CI is not set)",
        "leave it away; `reeve reset ID` puts back a single row"};
  REEVE_CHECK(check_before_run(ports_, project));
  REEVE_TRY(auto others, find_repositories(ports_, project));
  if (request.lanes && has_named_lanes(project.config))
    return Error{ErrorKind::usage, "--lanes takes a number, and reeve.json names its lanes",
                 "leave --lanes away, or pause the lanes that are not wanted: `reeve help pause`"};
  EngineOptions options = engine_options(project, ports_);
  options.policy.worker_name = loop_name(project.config, ports_.environment);
  options.policy.once = request.once;
  options.policy.max_tasks = request.max_tasks;
  if (request.lanes) options.policy.lanes = run::numbered_lanes(*request.lanes);
  REEVE_TRY(options.assignment, assignment_text(ports_.files, project));
  // Asked now: the checkout cannot be questioned any more once the world is open.
  Here here = compare_here(ports_.checkout, project);
  if (request.alone && !request.dry_run) REEVE_CHECK(put_back_left_behind(project, listener));
  REEVE_TRY(World world, ports_.open_world());
  if (request.dry_run) {
    BackendOptions looking = backend_options(project, {});
    looking.look_only = true;
    REEVE_TRY(Backends backends, ports_.open_backends(world, looking));
    return look_only(world, backends, options.policy);
  }
  REEVE_TRY(auto lock, ports_.files.lock(project.engine_lock(), about_process(ports_, "reeve run")));
  fault_point("engine-locked");
  REEVE_TRY(Backends backends, ports_.open_backends(world, backend_options(project, std::move(others))));
  Instant began = ports_.now();
  Engine engine(engine_ports(world, ports_.files, backends), std::move(options), listener, on_progress);
  run::Stop stop = engine.run();
  // What was readable before was changed by somebody, which the source explains.
  bool never_read = stop.reason == run::StopReason::unreadable && !engine.state().snapshot.board;
  if (never_read) explain_unpublished(ports_.files, project, here, stop);
  RunResponse response = response_of(engine, std::move(stop), ports_.now() - began);
  engine.conclude(stopped_event(response, project.main_top, ports_.now()));
  return response;
}

}  // namespace reeve::app
