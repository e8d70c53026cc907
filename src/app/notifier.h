// Tells the commands of `on` what happened, one at a time, in the order of the events, beside the loop.
//
// A command that fails, hangs, is missing or prints without end costs a line of trouble and nothing else: it
// is ended after `longest`, what it prints is dropped (but for its last words), and what it started ends with
// it. Every event is told at least once: after a kill between the publish and the end of a run, once more.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reeve/app/config.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"

namespace reeve::app {

// Which key of `on`.
enum class Occasion { done, failed, blocked, stopped };
std::string_view name_of(Occasion occasion);
const Command& command_for(Occasion occasion, const HookConfig& on);

// Of one command.
inline constexpr Duration kNotificationLongest = std::chrono::seconds(30);

struct NotifierOptions {
  HookConfig on;
  std::string directory;  // where they run
  std::vector<std::string> environment;
  Duration longest = kNotificationLongest;
};

class Notifier {
 public:
  using Trouble = std::function<void(const std::string&)>;

  // The ports outlive it; it outlives every wait() of the inbox.
  Notifier(port::Processes& processes, port::Inbox& inbox, NotifierOptions options, Trouble trouble)
      : processes_(processes), inbox_(inbox), options_(std::move(options)), trouble_(std::move(trouble)) {}

  // Returns at once. `about`: of what, for people. Where no command is named nothing happens.
  void tell(Occasion occasion, const std::string& about, std::string event);

  // Waits for what was told, then tells that the loop stopped ("" = nothing more) and waits for that: each at
  // most `longest`, much less in a hurry. A signal ends the waiting; other events are dropped.
  enum class Hurry { no, yes };
  void finish(std::string stopped_event, Hurry hurry);

 private:
  struct Message {
    std::string name;  // "on.done of A-1"
    Command command;
    std::string event;
  };

  void start_next();
  void ended(const port::ProcessEnd& end);
  void give_up();
  Hurry wait(Hurry hurry);

  port::Processes& processes_;
  port::Inbox& inbox_;
  NotifierOptions options_;
  Trouble trouble_;
  std::deque<Message> waiting_;
  std::optional<run::ProcessMark> running_;
  std::string running_name_;
  std::size_t left_out_ = 0;
  bool finishing_ = false;
  int waits_ = 0;  // so that timers of an earlier one do nothing
};

}  // namespace reeve::app
