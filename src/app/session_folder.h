// What is remembered of Claude Code sessions: <common dir>/reeve/sessions/.
//
//   <id>.json        what hooks have to know the next time (SessionNotes)
//   <id>.gauge.json  what the status line was told
//   <id>.<task>.out  what came of putting a row back when the session ended (also .err)
//   cleared          the id of the session that /clear ended: the next one goes on with its tasks
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/session_decisions.h"

#include "reeve/app/claude_session.h"
#include "reeve/port/files.h"

namespace reeve::app {

struct SessionNotes {
  std::string model;          // with its suffix, as the session was started
  bool orchestrates = false;  // it has started a task
  HoldProgress progress;
  double context_told = 0;              // see is_worth_a_warning
  std::map<std::string, int> reminded;  // subagent → how often it was told to report
  std::string failure;                  // how its last turn failed ("rate_limit"); "" = it did not
  std::string successor;                // the session that goes on with its tasks since /clear; "" = none

  bool operator==(const SessionNotes&) const = default;
};

class SessionFolder {
 public:
  SessionFolder(port::Files& files, const std::string& reeve_dir, const std::string& session);

  // What cannot be read is as if it were not there.
  SessionNotes notes() const;
  Status record(const SessionNotes& notes);
  std::optional<SessionGauge> gauge() const;
  Status record(const SessionGauge& gauge);
  std::string file(const std::string& ending) const { return folder_ + "/" + name_ + ending; }
  std::string cleared_file() const { return folder_ + "/cleared"; }
  // Removes what is older than that, and the oldest files beyond kFilesMax.
  void clean(Instant now, Duration keep);

  static constexpr std::size_t kFilesMax = 400;

 private:
  port::Files& files_;
  std::string folder_;
  std::string name_;
};

// The session that goes on under this id: a program that it started before /clear still knows the old one.
std::string session_now(port::Files& files, const std::string& reeve_dir, const std::string& session);

}  // namespace reeve::app
