// budget: how full this Claude Code session is.
#include "app/json_parts.h"
#include "app/project.h"
#include "app/session_context.h"
#include "app/session_folder.h"
#include "app/shell_writes.h"

#include "reeve/app/app.h"
#include "reeve/app/claude_session.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr const char* kSessionVariable = "CLAUDE_CODE_SESSION_ID";

}  // namespace

Result<BudgetResponse> App::budget(const BudgetRequest& request) {
  const Environment& environment = ports_.environment;
  std::string session = variable_in(environment, kSessionVariable);
  if (!request.transcript && session.empty())
    return Error{ErrorKind::usage,
                 "no Claude Code session to look at: " + std::string(kSessionVariable) + " is not set",
                 "run it inside a session, or name a transcript: reeve budget --transcript FILE"};
  auto found = project();
  if (found) session = session_now(ports_.files, found->reeve_dir, session);
  std::string path;
  if (request.transcript) {
    path = path_from(directory_, *request.transcript);
    if (!ports_.files.exists(path))
      return Error{ErrorKind::usage, "there is no transcript " + path, "see `reeve help budget`"};
    auto from = path.rfind('/') + 1;
    session = path.substr(from, path.rfind('.') - from);
  } else {
    REEVE_TRY(path, find_transcript(ports_.files, environment, session));
  }
  BudgetResponse response;
  response.threshold = BudgetConfig{}.context;
  std::optional<SessionGauge> gauge;
  std::string model;
  if (found) {
    response.threshold = found->config.budget.context;
    SessionFolder folder(ports_.files, found->reeve_dir, session);
    gauge = folder.gauge();
    model = folder.notes().model;
  }
  if (gauge) response.limits = gauge->limits;
  auto used = read_context(ports_.files, environment, path, gauge, model);
  if (used) response.context = *used;
  return response;
}

void write_json(const BudgetResponse& response, const Sink& sink) {
  auto limits = nlohmann::ordered_json::array();
  for (const LimitUse& limit : response.limits)
    limits.push_back({{"name", limit.name},
                      {"share", limit.share},
                      {"resets_at", limit.resets_at.ms > 0 ? to_rfc3339(limit.resets_at) : ""}});
  sink(dump({{"schema_version", 1},
             {"answer", response.is_over() ? "compact" : "continue"},
             {"tokens", response.context.tokens},
             {"window", response.context.window},
             {"share", response.context.share()},
             {"threshold", response.threshold},
             {"limits", limits}}) +
       "\n");
}

}  // namespace reeve::app
