// Where a run keeps its files: <common dir>/reeve/runs/<run id>/.
//
//   run.json     the record (src/app/run_record.h)
//   prompt.md    what the worker of the current attempt was told
//   output.jsonl what it printed, as it came (raw text for the command adapter)
//   result.json  the result block that counted, of a worker that ended well
//   session      the Claude Code session that started it (runs by hand)
//   report.txt   what `reeve finish` was told, judge.out and judge.err what came of it (runs by hand)
//   hand.lock    held while a run by hand is claimed, judged or put back
//   gates/NAME.log
//   attempts/N/  the same files of earlier attempts
#pragma once

#include <limits>
#include <set>
#include <string>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/port/files.h"
#include "reeve/run/run_state.h"

namespace reeve::app {

// A run whose record cannot be read.
struct UnreadableRun {
  RunId run;
  std::string text;  // for people
};

// Folders looked into for runs that nothing names: those touched last.
inline constexpr std::size_t kRecentRuns = 64;

class RunFolders {
 public:
  RunFolders(port::Files& files, std::string reeve_dir)
      : files_(files), runs_dir_(std::move(reeve_dir) + "/runs") {}

  std::string path(const RunId& run) const { return runs_dir_ + "/" + run.text(); }
  std::string file(const RunId& run, const std::string& name) const { return path(run) + "/" + name; }

  // Error `io`: the folder of a run, or one in it, is a symbolic link to another. Whoever works as the same
  // user can put one there, and have what is written next lie somewhere else. One that is not there is well.
  Status check_links(const RunId& run) const;
  Status record(const run::RunState& run);
  Result<run::RunState> load(const RunId& run);
  // The folders touched last, at most so many.
  std::vector<RunId> recent(std::size_t count_max);
  // Every record, newest first. Unreadable ones are left out, and named in `unreadable`.
  Result<std::vector<run::RunState>> load_all(std::vector<UnreadableRun>* unreadable);
  // The readable ones of runs that are not among `left_out`.
  std::vector<run::RunState> load_others(const std::set<RunId>& left_out);
  // The unfinished ones among `named` and the `count_max` run folders that were touched last, newest first.
  // Thousands of finished runs may lie here.
  std::vector<run::RunState> load_unfinished(const std::vector<RunId>& named, std::size_t count_max);
  // What the worker of an attempt reported. Written when it has ended well, so that a restart need not have
  // the work done again.
  Status record_result(const RunId& run, int attempt, const worker::WorkerResult& result);
  std::optional<worker::WorkerResult> load_result(const RunId& run, int attempt);
  // The Claude Code session that started it; "" = none.
  std::string session_of(const RunId& run) const;
  Status record_session(const RunId& run, const std::string& session) {
    return files_.write(file(run, kSessionFile), session);
  }
  // Moves the files of the attempt before `attempt` aside.
  Status begin_attempt(const RunId& run, int attempt);
  // Held by whoever claims, judges or puts back a run by hand, as long as that takes. Error `locked`.
  Result<std::unique_ptr<port::Lock>> lock(const RunId& run, const std::string& about) const {
    return files_.lock(file(run, "hand.lock"), about);
  }
  // Whether somebody claims, judges or puts it back just now. That is asked by taking the lock for a moment,
  // so ask only where it matters.
  bool is_held(const RunId& run) const {
    auto free = lock(run, "a look at it");
    return !free && free.error().kind == ErrorKind::locked;
  }
  Status remove(const RunId& run) { return files_.remove_folder(path(run)); }

 private:
  static constexpr const char* kSessionFile = "session";

  port::Files& files_;
  std::string runs_dir_;
};

}  // namespace reeve::app
