// prompt, finish, block, reset: the engine with an order instead of the loop.
#include "app/use_by_hand.h"

#include <algorithm>

#include "app/checks.h"
#include "app/engine.h"
#include "app/engine_setup.h"
#include "app/hand_runs.h"
#include "app/pipeline.h"
#include "app/project.h"
#include "app/repositories.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"
#include "reeve/worker/result.h"

namespace reeve::app {
namespace {

const std::string kHandName = "hand";  // in the agent cell, unless worker.name says otherwise
constexpr std::uint64_t kAnswerMax = 1 << 20;

Error not_by_hand(const std::string& id, const run::RunState* engines) {
  if (engines)
    return {ErrorKind::locked, shown_id(id) + " is worked on by `reeve run` (run " + engines->id.text() + ")",
            "leave it to that run; " + reeve_command("show", id) + " says how far it is"};
  return {ErrorKind::usage, shown_id(id) + " was not started by hand here",
          "claim it first: " + reeve_command("start", id)};
}

Error not_prepared(const std::string& id) {
  return {ErrorKind::locked, shown_id(id) + " is not ready: its start did not come to an end",
          "go on with it: " + reeve_command("start", id)};
}

// A row of the loop that runs here, which only the loop itself puts back.
Error loop_has(const std::string& id, const Error& held) {
  return {ErrorKind::locked, shown_id(id) + " is worked on by a loop: " + held.message,
          reeve_command("cancel", id) + " ends that and puts the row back"};
}

// The newest unfinished run of the task by hand.
Result<run::RunState> hand_run(RunFolders& folders, const std::string& id, const std::string& host) {
  REEVE_TRY(auto runs, folders.load_all(nullptr));
  const run::RunState* engines = nullptr;
  for (const run::RunState& run : runs) {
    if (run.task.id != id || run.phase == run::Phase::finished) continue;
    if (is_by_hand_here(run, host)) return run;
    engines = &run;
  }
  return not_by_hand(id, engines);
}

constexpr std::string_view kHowToReport =
    "\n## How to report\n\n"
    "Work in {path}, nowhere else. Whoever started you reads no last message: when the work is\n"
    "committed, report from outside of that directory, which goes when the task is done:\n\n"
    "    cd {checkout} && reeve finish {id} <<'END'\n"
    "    (that block)\n"
    "    END\n\n"
    "It runs the gates. When it says \"not accepted\", mend what it names, commit, and report again.\n"
    "What cannot be done: `reeve block {id} --note \"why\"`.\n";

Result<std::string> how_to_report(const run::RunState& run) {
  return worker::expand(kHowToReport, {{"id", shell_quote(one_line(run.task.id))},
                                       {"checkout", shell_quote(one_line(run.checkout))},
                                       {"path", shell_quote(one_line(run.workspace.working_directory()))}});
}

}  // namespace

bool is_prepared(const run::RunState& run) {
  return run.phase != run::Phase::claiming && run.phase != run::Phase::preparing;
}

Error busy(Error error, const std::string& id) {
  if (error.kind != ErrorKind::locked) return error;
  return {ErrorKind::locked, shown_id(id) + " is being seen to: " + error.message,
          "wait until that has ended; " + reeve_command("show", id) + " tells what came of it"};
}

Result<App::Ordered> App::perform(const Project& project, run::Order order, const RunId& locked,
                                  const std::string& command, const RunListener& listener) {
  EngineOptions options = engine_options(project, ports_);
  if (!project.config.worker.name) options.policy.worker_name = kHandName;
  order.change = RunId::from_random(ports_.random());
  options.order = std::move(order);
  options.locked_run = locked;
  options.about = about_process(ports_, command);
  // Asked now: the checkouts cannot be questioned any more once the world is open.
  auto* reset = std::get_if<run::order::Reset>(&options.order->what);
  bool works =
      !std::holds_alternative<run::order::Add>(options.order->what) && !(reset && reset->only_claimed);
  auto others = works ? usable_repositories(ports_, project) : std::vector<OtherRepository>();
  REEVE_TRY(World world, ports_.open_world());
  BackendOptions beside = backend_options(project, std::move(others));
  beside.beside_loop = true;
  REEVE_TRY(Backends backends, ports_.open_backends(world, beside));
  Engine engine(engine_ports(world, ports_.files, backends), std::move(options), listener);
  Ordered ordered;
  ordered.stop = engine.run();
  engine.conclude("");
  ordered.order = *engine.state().order;
  for (const run::RunState& run : engine.state().runs)
    if (run.owner == run::OwnerKind::hand) ordered.run = run;
  return ordered;
}

// ---- prompt ----

Result<std::string> App::prompt(const std::string& id) {
  REEVE_TRY(Project project, project());
  RunFolders folders(ports_.files, project.reeve_dir);
  REEVE_TRY(run::RunState run, hand_run(folders, id, ports_.host));
  if (!is_prepared(run)) return not_prepared(id);
  REEVE_TRY(AssignmentText text, assignment_text(ports_.files, project));
  REEVE_TRY(std::string prompt, assignment(text, policy_of(project), run));
  REEVE_TRY(std::string report, how_to_report(run));
  if (!prompt.ends_with('\n')) prompt += '\n';
  return prompt + report;
}

// ---- finish and block ----

Result<App::Taken> App::take(const Project& project, const std::string& id, const std::string& command) {
  RunFolders folders(ports_.files, project.reeve_dir);
  REEVE_TRY(run::RunState seen, hand_run(folders, id, ports_.host));
  std::string about = about_process(ports_, command);
  auto lock = folders.lock(seen.id, about);
  if (!lock) {
    // It may have been a look of a moment.
    (void)ports_.wait_for_change({folders.file(seen.id, "hand.lock")});
    lock = folders.lock(seen.id, about);
  }
  if (!lock) return busy(lock.error(), id);
  // What held the lock until now may have ended the run.
  REEVE_TRY(run::RunState run, folders.load(seen.id));
  if (run.phase == run::Phase::finished) return not_by_hand(id, nullptr);
  if (!is_prepared(run)) return not_prepared(id);
  return Taken{std::move(run), *std::move(lock)};
}

Result<FinishResponse> App::report(const Project& project, const Taken& taken,
                                   const std::optional<worker::WorkerResult>& result,
                                   const std::string& command, const RunListener& listener) {
  run::Order order{run::order::Report{taken.run.task.id, result}, taken.run.id, {}, {}};
  REEVE_TRY(Ordered ordered, perform(project, std::move(order), taken.run.id, command, listener));
  FinishResponse response;
  response.id = taken.run.task.id;
  response.stop = ordered.stop;
  response.reports_max = project.config.worker.attempts;
  auto run = RunFolders(ports_.files, project.reeve_dir).load(taken.run.id);
  if (run) response.run = *std::move(run);
  return response;
}

Result<FinishResponse> App::judge_detached(const Project& project, Taken taken,
                                           const FinishRequest& request) {
  RunFolders folders(ports_.files, project.reeve_dir);
  const RunId id = taken.run.id;
  const std::string report = folders.file(id, "report.txt");
  // The judge is this program again, told as a person would tell it.
  AgainSpec spec{{"-C", project.main_top, "finish", "--wait", "--result", report},
                 folders.file(id, "judge.out"),
                 folders.file(id, "judge.err")};
  if (request.json) spec.arguments.push_back("--json");
  spec.arguments.insert(spec.arguments.end(), {"--", request.id});
  REEVE_CHECK(ports_.files.write(report, request.report));
  taken.lock.reset();  // the judge takes it
  bool in_session = !own_session(ports_.files, project.reeve_dir, ports_.environment).empty();
  REEVE_TRY(auto code, ports_.start_again(spec, in_session ? kAnswerSessionWithin : kAnswerWithin));
  FinishResponse response;
  response.id = request.id;
  response.judging = !code;
  response.run = std::move(taken.run);
  if (!code) return response;
  auto out = ports_.files.read(spec.out, kAnswerMax);
  auto err = ports_.files.read(spec.err, kAnswerMax);
  response.answer = JudgeAnswer{*code, out ? *out : "", err ? *err : ""};
  return response;
}

Result<FinishResponse> App::finish(const FinishRequest& asked, const RunListener& listener) {
  FinishRequest request = asked;
  if (request.file) {
    std::string path = request.file->starts_with('/') ? *request.file : directory_ + "/" + *request.file;
    auto text = ports_.files.read(path, kReportMax);
    if (!text)
      return Error{ErrorKind::usage, "the report: " + text.error().message, "see `reeve help finish`"};
    request.report = *std::move(text);
  }
  REEVE_TRY(Project project, project());
  REEVE_CHECK(check_before_judging(ports_, project));
  REEVE_TRY(Taken taken, take(project, request.id, "reeve finish"));
  worker::ResultScanner scanner(request.id);
  scanner.feed(request.report);
  auto result = scanner.result();
  if (!result && !trim(request.report).empty()) {
    auto other = scanner.other_task();
    return Error{ErrorKind::usage,
                 other ? "the report is on '" + *other + "', not on '" + shown_id(request.id) + "'"
                       : "the report holds no result block",
                 "report {\"task_id\": \"" + shown_id(request.id) +
                     "\", \"status\": \"success\", \"notes\": \"\"}, or nothing to have the tip of its "
                     "branch judged"};
  }
  if (request.judge == Judge::detached) return judge_detached(project, std::move(taken), request);
  return report(project, taken, result, "reeve finish", listener);
}

Result<FinishResponse> App::block(const std::string& id, const std::string& note,
                                  const RunListener& listener) {
  REEVE_TRY(Project project, project());
  REEVE_CHECK(check_before_publish(ports_, project));
  if (trim(note).empty())
    return Error{ErrorKind::usage, "a blocker needs a note", "say what is missing: --note TEXT"};
  REEVE_TRY(Taken taken, take(project, id, "reeve block"));
  worker::WorkerResult result{id, worker::ResultStatus::blocked, std::nullopt, "", one_line(trim(note))};
  return report(project, taken, result, "reeve block", listener);
}

// ---- reset ----

Result<ResetResponse> App::reset(const std::string& id, const RunListener& listener) {
  REEVE_TRY(Project project, project());
  REEVE_CHECK(check_before_publish(ports_, project));
  RunFolders folders(ports_.files, project.reeve_dir);
  REEVE_TRY(auto runs, folders.load_all(nullptr));
  auto ours = std::find_if(runs.begin(), runs.end(), [&](const run::RunState& run) {
    return run.task.id == id && run.host == ports_.host && run.phase != run::Phase::finished;
  });
  run::Order order{run::order::Reset{id, {}, false}, {}, {}, {}};
  std::unique_ptr<port::Lock> lock;
  if (ours != runs.end()) {
    order.run = ours->id;
    std::string about = about_process(ports_, "reeve reset");
    bool by_hand = ours->owner == run::OwnerKind::hand;
    auto locked = by_hand ? folders.lock(ours->id, about) : ports_.files.lock(project.engine_lock(), about);
    if (!locked && !by_hand && locked.error().kind == ErrorKind::locked) return loop_has(id, locked.error());
    if (!locked) return busy(locked.error(), id);
    lock = *std::move(locked);
  }
  RunId locked_run = order.run.value_or(RunId());
  Sightings sightings(ports_.files, project.reeve_dir);
  sightings.since(id, "");  // as it was before this look
  Instant now = ports_.now();
  REEVE_TRY(Ordered ordered, perform(project, std::move(order), locked_run, "reeve reset", listener));
  ResetResponse response{id, ordered.stop, std::get<run::order::Reset>(ordered.order.what).agent, {}};
  auto since = sightings.since(id, response.agent.value_or(""));
  if (since) response.unchanged = now - *since;
  return response;
}

// ---- what a run elsewhere left behind ----

// Of the loops of pipelines, which have a name of their own. The record of such a run is gone with the
// machine that it ran on, or left by a machine that is gone. Only the caller can know that it does not run
// any more.
Status App::put_back_left_behind(const Project& project, const RunListener& listener) {
  REEVE_TRY(auto read, read_project_file(project));
  REEVE_TRY(auto runs, RunFolders(ports_.files, project.reeve_dir).load_all(nullptr));
  const std::string name = loop_name(project.config, ports_.environment);
  auto is_seen_to = [&](const RunId& id) {
    return std::ranges::any_of(runs, [&](const run::RunState& known) {
      return known.id == id && known.host == ports_.host && known.phase != run::Phase::finished;
    });
  };
  for (const board::Task& task : read.board->tasks()) {
    std::string agent = read.board->cell(task, board::Column::agent);
    auto run = run_of_agent(agent);
    bool of_that_name = run && agent == agent_text(name, *run);
    if (task.task_class != board::TaskClass::in_progress || !of_that_name) continue;
    if (is_seen_to(*run)) continue;
    run::Order order{run::order::Reset{std::string(task.id), agent, true}, {}, {}, {}};
    REEVE_TRY(Ordered ordered, perform(project, std::move(order), {}, "reeve run --alone", listener));
    // Another hand was faster: then it is not ours to put back.
    using run::StopReason;
    bool settled = ordered.stop.reason == StopReason::all_done || ordered.stop.reason == StopReason::conflict;
    if (!settled) return error_of(ordered.stop);
  }
  return Done{};
}

}  // namespace reeve::app
