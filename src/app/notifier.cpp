#include "app/notifier.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kWaitingMax = 100;
constexpr std::size_t kOutputMax = 4 << 10;  // of its output, kept for what is told of a failure
constexpr std::size_t kShownMax = 200;
constexpr Duration kInAHurry = std::chrono::seconds(5);
constexpr Duration kPatience = std::chrono::seconds(2);  // before a person is told what is waited for

// The last line that says something; of stderr, else of stdout.
std::string last_words(const port::ProcessEnd& end) {
  for (const std::string* text : {&end.err, &end.out}) {
    auto lines = split_lines(*text);
    auto line = std::find_if(lines.rbegin(), lines.rend(), [](auto words) { return !trim(words).empty(); });
    if (line != lines.rend()) return ": " + shorten(one_line(without_escapes(trim(*line))), kShownMax);
  }
  return "";
}

}  // namespace

std::string_view name_of(Occasion occasion) {
  constexpr std::string_view kNames[] = {"done", "failed", "blocked", "stopped"};
  return kNames[static_cast<int>(occasion)];
}

const Command& command_for(Occasion occasion, const HookConfig& on) {
  const Command* commands[] = {&on.done, &on.failed, &on.blocked, &on.stopped};
  return *commands[static_cast<int>(occasion)];
}

void Notifier::tell(Occasion occasion, const std::string& about, std::string event) {
  const Command& command = command_for(occasion, options_.on);
  if (command.empty()) return;
  std::string name = "on." + std::string(name_of(occasion)) + (about.empty() ? "" : " of " + about);
  if (waiting_.size() == kWaitingMax) {
    if (left_out_++ == 0) trouble_(running_name_ + " takes long: what happens meanwhile is not told");
    return;
  }
  waiting_.push_back({std::move(name), command, std::move(event)});
  start_next();
}

void Notifier::start_next() {
  while (!running_ && !waiting_.empty()) {
    Message message = std::move(waiting_.front());
    waiting_.pop_front();
    running_name_ = message.name;
    port::ProcessSpec spec;
    spec.argv = message.command;
    spec.directory = options_.directory;
    spec.environment = options_.environment;
    spec.input = std::move(message.event);
    spec.timeout = options_.longest;
    spec.captured_max = kOutputMax;
    auto started = processes_.start(spec, [this](const port::ProcessEnd& end) { ended(end); });
    if (started)
      running_ = *started;
    else
      trouble_(running_name_ + ": " + started.error().message);
  }
}

void Notifier::ended(const port::ProcessEnd& end) {
  running_.reset();
  if (!end.ok()) trouble_(running_name_ + ": " + port::describe(end) + last_words(end));
  start_next();
  if (finishing_) inbox_.post(run::event::Noted{});
}

void Notifier::give_up() {
  left_out_ += waiting_.size();
  waiting_.clear();
  if (running_) processes_.end(*running_);
}

Notifier::Hurry Notifier::wait(Hurry hurry) {
  if (!running_) return hurry;
  const int self = ++waits_;
  Duration longest = hurry == Hurry::yes ? std::min(kInAHurry, options_.longest) : options_.longest;
  Instant now = inbox_.now();
  inbox_.call_at(now + kPatience, [this, self, longest] {
    if (waits_ == self && running_)
      trouble_("waiting for " + running_name_ + ", at most " + format_duration(longest) +
               "; Ctrl-C ends that");
  });
  inbox_.call_at(now + longest, [this, self] {
    if (waits_ == self) give_up();
  });
  while (running_) {
    run::Event event = inbox_.wait();
    const auto* noted = std::get_if<run::event::Noted>(&event.body);
    if (noted && !noted->text.empty()) trouble_(noted->text);
    if (!std::holds_alternative<run::event::Interrupted>(event.body)) continue;
    give_up();
    hurry = Hurry::yes;
  }
  ++waits_;
  return hurry;
}

void Notifier::finish(std::string stopped_event, Hurry hurry) {
  finishing_ = true;
  hurry = wait(hurry);
  if (!stopped_event.empty()) {
    tell(Occasion::stopped, "", std::move(stopped_event));
    wait(hurry);
  }
  if (left_out_ > 0)
    trouble_(std::to_string(left_out_) + (left_out_ == 1 ? " event was" : " events were") +
             " not told: the commands of `on` took too long");
}

}  // namespace reeve::app
