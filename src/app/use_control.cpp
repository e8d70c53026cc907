// pause, resume, cancel: asked of the loop that runs here, or kept for the next one.
#include <algorithm>

#include "app/control_codec.h"
#include "app/paused_lanes.h"
#include "app/project.h"
#include "app/run_folder.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using run::Request;

constexpr Duration kAnswerTimeMax = std::chrono::seconds(10);  // of a loop that is not stuck
constexpr Duration kCancelMax = std::chrono::seconds(60);      // to end a worker and publish its row
constexpr Duration kLookMax = std::chrono::seconds(2);         // of a query

std::string lane_words(const std::string& lane) {
  return lane == run::kAllLanes ? "" : "lane " + lane + ": ";
}

// Which lanes the next loop will have, `run --lanes` may still change when they are numbered.
Status check_lane(const Config& config, const std::string& lane) {
  if (lane == run::kAllLanes) return Done{};
  std::vector<std::string> names;
  for (const run::Lane& one : config.lanes) names.push_back(one.name);
  bool numbered = !has_named_lanes(config) && !lane.empty() && lane.size() <= 2 &&
                  lane.find_first_not_of("0123456789") == lane.npos && lane.front() != '0';
  if (numbered || std::find(names.begin(), names.end(), lane) != names.end()) return Done{};
  return Error{ErrorKind::usage, "there is no lane '" + shown_id(lane) + "'",
               "the lanes are: " + join(names, ", ")};
}

// The wish, where no loop runs.
Result<std::string> keep_wish(PausedLanes& paused, const Request& request) {
  REEVE_TRY(auto before, paused.read());
  const bool all = request.lane == run::kAllLanes;
  if (request.kind == Request::Kind::pause) {
    REEVE_CHECK(paused.add(request.lane));
    return lane_words(request.lane) + "no loop runs here; the next `reeve run` starts paused";
  }
  if (!all && before.contains(run::kAllLanes))
    return Error{ErrorKind::usage, "lane " + request.lane + " stays paused: every lane is",
                 "`reeve resume` resumes them all"};
  bool was_paused = all ? !before.empty() : before.contains(request.lane);
  REEVE_CHECK(all ? paused.write({}) : paused.remove(request.lane));
  return lane_words(request.lane) + (was_paused
                                         ? "no loop runs here; the next `reeve run` does not start paused"
                                         : "nothing was paused");
}

}  // namespace

Result<std::optional<ControlResponse>> App::ask_loop(const Project& project, const Request& request) {
  Duration longest = request.kind == Request::Kind::cancel  ? kCancelMax
                     : request.kind == Request::Kind::lanes ? kLookMax
                                                            : kAnswerTimeMax;
  auto line = ports_.ask_control(project.reeve_dir + "/control", encode_request(request), longest);
  if (!line && line.error().kind == ErrorKind::missing) return std::optional<ControlResponse>();
  if (!line && line.error().kind == ErrorKind::unreachable)
    return Error{ErrorKind::io, "the loop that runs here did not confirm it: " + line.error().message,
                 "`reeve status` tells how things stand"};
  if (!line) return line.error();
  REEVE_TRY(run::Reply reply, decode_reply(*line));
  if (reply.error) return *reply.error;
  return std::optional(ControlResponse{true, reply.text, reply.lanes});
}

std::optional<ControlResponse> App::look_at_loop(const Project& project) {
  auto answered = ask_loop(project, {});
  if (answered && *answered) return *answered;
  auto paused = PausedLanes(ports_.files, project.reeve_dir).read();
  if (!paused || paused->empty()) return std::nullopt;
  return ControlResponse{
      false,
      "paused for the next `reeve run`: " + join(std::vector(paused->begin(), paused->end()), ", "),
      {}};
}

Result<ControlResponse> App::pause(const std::optional<std::string>& lane) {
  return steer_lanes({Request::Kind::pause, lane.value_or(std::string(run::kAllLanes)), ""});
}

Result<ControlResponse> App::resume(const std::optional<std::string>& lane) {
  return steer_lanes({Request::Kind::resume, lane.value_or(std::string(run::kAllLanes)), ""});
}

// An engine reads the wishes after it began to listen. So whoever left one and then still finds nobody
// listening may be sure that the next will see it; and whoever finds one asks that.
Result<ControlResponse> App::steer_lanes(const Request& request) {
  REEVE_TRY(Project project, project());
  REEVE_TRY(auto answered, ask_loop(project, request));
  if (answered) return *answered;
  REEVE_CHECK(check_lane(project.config, request.lane));
  PausedLanes paused(ports_.files, project.reeve_dir);
  REEVE_TRY(std::string text, keep_wish(paused, request));
  REEVE_TRY(answered, ask_loop(project, request));
  return answered ? *answered : ControlResponse{false, text, {}};
}

Result<ControlResponse> App::cancel(const std::string& id) {
  REEVE_TRY(Project project, project());
  REEVE_TRY(auto answered, ask_loop(project, {Request::Kind::cancel, "", id}));
  if (answered) return *answered;
  REEVE_TRY(StatusResponse status, read_project_file(project));
  const board::Board& board = *status.board;
  if (auto nothing = run::nothing_to_cancel(board, id, " in " + project.config.tracking_file))
    return *nothing;
  std::string agent = one_line(board.cell(board.tasks()[*board.find(id)], board::Column::agent));
  auto run = run_of_agent(agent);
  RunFolders folders(ports_.files, project.reeve_dir);
  auto record = run ? folders.load(*run) : Result<run::RunState>(Error{});
  const bool loops = record && record->owner == run::OwnerKind::engine;
  return Error{ErrorKind::conflict,
               "no loop runs here, and '" + shown_id(id) + "' is in-progress" +
                   (agent.empty() ? "" : " by " + agent) +
                   (loops ? ", a run of this checkout that was interrupted" : ""),
               (loops ? "`reeve run` goes on with it; " : "when nobody works on it any more, ") +
                   reeve_command("reset", id) + " puts it back"};
}

}  // namespace reeve::app
