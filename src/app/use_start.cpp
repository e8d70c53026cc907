// start: what came of the tasks started before, and the next one claimed by hand.
#include "app/checks.h"
#include "app/engine_setup.h"
#include "app/hand_runs.h"
#include "app/project.h"
#include "app/repositories.h"
#include "app/session_context.h"
#include "app/use_by_hand.h"

#include "reeve/app/app.h"
#include "reeve/app/claude_session.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// Claude Code ends a command after two minutes.
constexpr Duration kJudgesWait = std::chrono::seconds(90);

bool any_judged(RunFolders& folders, const std::string& host) {
  for (const run::RunState& run : folders.load_unfinished({}, kRecentRuns))
    if (is_by_hand_here(run, host) && is_being_judged(folders, run)) return true;
  return false;
}

}  // namespace

// Nothing can start, but a verdict is due that may change it: better one answer than two questions.
void App::wait_for_judges(const Project& project) {
  RunFolders folders(ports_.files, project.reeve_dir);
  Instant until = ports_.now() + kJudgesWait;
  while (ports_.now() < until && any_judged(folders, ports_.host)) {
    auto read = read_project_file(project);
    if (!read) return;
    run::Selection selection;
    selection.branch_pattern = project.config.workspace.branch;
    selection.repositories = &read->repositories;
    if (run::choose(*read->board, {}, selection)) return;
    if (ports_.wait_for_change({project.file_path()}) == Reader::gone) return;
  }
}

// A session as full as it may be is given nothing more to orchestrate, unless it makes room by itself.
std::optional<run::Stop> App::session_is_full() {
  if (compacts_itself(ports_.environment)) return std::nullopt;
  auto used = budget({});
  if (!used || used->context.window == 0 || !used->is_over()) return std::nullopt;
  return run::Stop{run::StopReason::budget,
                   "the context of this session is " + percent(used->context.share()) +
                       " full (budget.context " + percent(used->threshold) + ")",
                   "compact it (/compact), or begin a new session: `reeve brief` goes on there"};
}

Result<StartResponse> App::start(const std::optional<std::string>& id, const RunListener& listener) {
  REEVE_TRY(Project project, project());
  REEVE_CHECK(check_before_judging(ports_, project));
  REEVE_CHECK(find_repositories(ports_, project));
  if (!id) wait_for_judges(project);
  if (auto full = session_is_full()) {
    StartResponse response{*std::move(full), {}, {}, 0};
    hear_and_tell(project, response);
    return response;
  }
  RunFolders folders(ports_.files, project.reeve_dir);
  REEVE_TRY(auto runs, folders.load_all(nullptr));
  run::Order order{run::order::Start{id}, {}, {}, {}};
  std::unique_ptr<port::Lock> lock;
  // A start that was cut off is gone on with.
  for (const run::RunState& run : runs) {
    bool fits = is_by_hand_here(run, ports_.host) && !is_prepared(run) && (!id || run.task.id == *id);
    if (!fits) continue;
    auto locked = folders.lock(run.id, about_process(ports_, "reeve start"));
    if (!locked && id) return busy(locked.error(), *id);
    auto record = folders.load(run.id);
    if (!locked || !record || is_prepared(*record)) continue;
    lock = *std::move(locked);
    order.run = run.id;
    break;
  }
  RunId locked_run = order.run.value_or(RunId());
  REEVE_TRY(Ordered ordered, perform(project, std::move(order), locked_run, "reeve start", listener));
  bool ready = ordered.stop.reason == run::StopReason::all_done && ordered.run &&
               ordered.run->phase == run::Phase::working;
  StartResponse response{ordered.stop, ready ? ordered.run : std::nullopt, {}, 0};
  if (response.stop.reason == run::StopReason::waits && !id) name_own_tasks(project, response.stop);
  hear_and_tell(project, response);
  return response;
}

// What this session started is in nobody else's hands.
void App::name_own_tasks(const Project& project, run::Stop& stop) {
  RunFolders folders(ports_.files, project.reeve_dir);
  Unheard unheard(ports_.files, project.reeve_dir, ports_.host,
                  own_session(ports_.files, project.reeve_dir, ports_.environment));
  for (const run::RunState& run : folders.load_unfinished({}, kRecentRuns)) {
    if (!is_by_hand_here(run, ports_.host) || !unheard.is_ours(run)) continue;
    std::string id = shown_id(run.task.id);
    if (is_being_judged(folders, run)) {
      stop.message = "what is left waits for " + id + ", which is being judged";
      stop.hint = "start again: that waits for the verdict";
      return;
    }
    stop.message = "what is left waits for " + id + ", which was started here and has no accepted report";
    stop.hint = "if its worker has ended, have it gone on with: " + reeve_command("prompt", run.task.id);
  }
}

// The claim is published: whatever cannot be noted here is no reason to hide it.
void App::hear_and_tell(const Project& project, StartResponse& response) {
  RunFolders folders(ports_.files, project.reeve_dir);
  std::string session = own_session(ports_.files, project.reeve_dir, ports_.environment);
  if (response.run && !session.empty())
    (void)ports_.files.write(folders.file(response.run->id, "session"), session);
  auto runs = folders.load_all(nullptr);
  if (!runs) return;
  Unheard unheard(ports_.files, project.reeve_dir, ports_.host, session);
  response.reports_max = project.config.worker.attempts;
  response.news = unheard.news(*runs);
  (void)unheard.heard(*runs);
}

}  // namespace reeve::app
