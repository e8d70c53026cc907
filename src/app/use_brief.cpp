// brief: the state of the work and how it goes on, small enough to be read at every start of a session.
#include "app/checks.h"
#include "app/hand_runs.h"
#include "app/project.h"

#include "reeve/app/app.h"
#include "reeve/app/brief.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kPartMax = 190;  // bytes of one line of items
constexpr std::size_t kIdMax = 40;
constexpr std::size_t kWhyMax = 80;
constexpr std::size_t kFileMax = 60;

std::string short_id(std::string_view id) {
  return shorten(one_line(id), kIdMax);
}

// "title: a, b, 3 more", as many items as fit.
class Part {
 public:
  explicit Part(std::string title) : text_(std::move(title)) {}
  void add(const std::string& item) {
    bool fits = left_out_ == 0 && text_.size() + item.size() < kPartMax;
    if (!fits) return void(++left_out_);
    text_ += (count_++ == 0 ? " " : ", ") + item;
  }
  std::string text() const {
    if (count_ + left_out_ == 0) return "";
    std::string more = left_out_ == 0 ? "" : (count_ ? ", " : " ") + std::to_string(left_out_) + " more";
    return text_ + more + "\n";
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
  std::size_t left_out_ = 0;
};

std::string counts_text(const board::Board& board, const std::string& file) {
  using board::TaskClass;
  auto counts = board.counts();
  auto some = [](std::uint32_t count, const char* what) {
    return count == 0 ? "" : ", " + std::to_string(count) + what;
  };
  return "reeve keeps " + shorten(one_line(file), kFileMax) + ": " + std::to_string(counts[TaskClass::done]) +
         " of " + std::to_string(board.tasks().size()) + " done" +
         some(counts[TaskClass::failed], " failed") + some(counts[TaskClass::in_progress], " in progress") +
         some(counts[TaskClass::not_started], " not started") + some(counts[TaskClass::other], " other") +
         "\n";
}

std::string ready_text(const board::Board& board) {
  Part ready("ready:");
  for (const board::Task& task : board.tasks())
    if (task.ready) ready.add(short_id(task.id));
  return ready.text();
}

std::string stuck_text(const StatusResponse& status) {
  Part stuck("can never start as it stands:");
  for (std::uint32_t row : run::stuck_tasks(*status.board))
    stuck.add(short_id(status.board->tasks()[row].id) + " " +
              shorten(one_line(run::why_blocked(*status.board, row, status.repositories)), kWhyMax));
  return stuck.text();
}

std::string loops_text(const StatusResponse& status) {
  Part loops("worked on by the loop here:");
  for (const run::RunState& run : status.runs)
    if (run.owner == run::OwnerKind::engine) loops.add(short_id(run.task.id));
  return loops.text();
}

std::string ended_text(const std::vector<run::RunState>& runs) {
  Part ended("ended since the last start:");
  for (const run::RunState& run : runs)
    if (run.outcome) ended.add(short_id(run.task.id) + " " + std::string(run::name_of(*run.outcome)));
  return ended.text();
}

std::string how_text(const std::string& file) {
  return "`reeve start` tells what ended and claims the next task; give that to a subagent (reeve:worker) "
         "with "
         "the prompt `reeve prompt ID` and nothing else; it reports with `reeve finish ID`, and reeve "
         "judges. "
         "Never edit " +
         shorten(one_line(file), kFileMax) +
         ": `reeve add`, `reeve block ID --note WHY`, `reeve reset ID`. More: `reeve show ID`, `reeve "
         "status`.\n";
}

}  // namespace

Result<BriefResponse> App::brief() {
  REEVE_TRY(Project project, project());
  REEVE_TRY(StatusResponse status, project_status(project, nullptr));
  RunFolders folders(ports_.files, project.reeve_dir);
  Part started("started here by hand:");
  for (const run::RunState& run : status.runs) {
    if (!is_by_hand_here(run, ports_.host)) continue;
    std::string reports = run.failed_attempts == 0
                              ? ""
                              : ", not accepted " + std::to_string(run.failed_attempts) + " of " +
                                    std::to_string(project.config.worker.attempts);
    started.add(short_id(run.task.id) + (is_being_judged(folders, run) ? " (being judged" : " (at work") +
                reports + ")");
  }
  REEVE_TRY(auto runs, folders.load_all(nullptr));
  std::string session = own_session(ports_.files, project.reeve_dir, ports_.environment);
  auto ended = Unheard(ports_.files, project.reeve_dir, ports_.host, session).news(runs);
  std::string text = counts_text(*status.board, status.file) + started.text() + ended_text(ended) +
                     loops_text(status) + ready_text(*status.board) + stuck_text(status) +
                     how_text(status.file);
  return BriefResponse{shorten(text, kBriefMax - 3)};
}

}  // namespace reeve::app
