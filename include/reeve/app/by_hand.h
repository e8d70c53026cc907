// Work by hand: a person or another program is the worker, reeve claims, judges and publishes.
//
// Each response carries the Stop that ended it: all_done if what was asked is done; else why not, with the
// exit code of a run that stops so.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/run/action.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

using RunListener = std::function<void(const run::Notice&, Instant)>;

struct StartResponse {
  run::Stop stop;
  std::optional<run::RunState> run;  // ready to be worked on; none: nothing was claimed
  // By hand here since the last start: what ended, oldest first, and what was reported and not accepted.
  std::vector<run::RunState> news;
  int reports_max = 0;  // reports that may be judged before a task has failed
};

enum class Judge { here, detached };

struct FinishRequest {
  std::string id;
  std::string report;  // a result block, perhaps with text around it; blank claims the tip of the branch
  std::optional<std::string> file;  // it is in here instead
  // detached: another process judges; if it ends in time, its answer is ours.
  Judge judge = Judge::detached;
  bool json = false;  // what a detached judge answers in
};
inline constexpr Duration kAnswerWithin = std::chrono::seconds(5);
// In a session, whose commands may take two minutes, a worker had better hear the verdict itself.
inline constexpr Duration kAnswerSessionWithin = std::chrono::seconds(90);
inline constexpr std::size_t kReportMax = 4 << 20;

// What a detached judge printed, and its exit code.
struct JudgeAnswer {
  int code = 0;
  std::string out;
  std::string err;
};

struct FinishResponse {
  std::string id;
  run::Stop stop;
  std::optional<run::RunState> run;  // as it is now: finished, or working again if it was not accepted
  int reports_max = 0;               // reports that may be judged before the task has failed
  std::optional<JudgeAnswer> answer;
  bool judging = false;  // detached, and still at it
};

struct ResetResponse {
  std::string id;
  run::Stop stop;
  std::optional<std::string> agent;   // whose the row was; none: it was not-started already
  std::optional<Duration> unchanged;  // how long this host had seen it so; none: never before
};

enum class AddTo { published_board, work_tree };

struct AddRequest {
  std::optional<std::string> id;
  std::optional<std::string> after;
  std::vector<std::string> depends_on;
  std::string description;
  AddTo to = AddTo::published_board;
};
struct AddResponse {
  std::string id;
  run::Stop stop;
  std::string where;  // "origin/main", or the file
};

}  // namespace reeve::app
