// Claude Code's `--output-format stream-json` (observed with 2.1.197): lines of JSON → numbered events, what
// it cost so far, and at last how it ended.
//
// Lenient: unknown events and fields, lines that are no JSON, lone surrogates and new versions do no harm; a
// line longer than kLineMax is skipped to its end. Memory is bounded by some times that, whatever comes. What
// is that long is the answer of a tool, which tells nothing here. Throws nothing but what `on_event` throws.
// One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "reeve/worker/ending.h"
#include "reeve/worker/usage.h"

namespace reeve::worker {

// Closed list.
enum class EventKind {
  session,     // a prompt begins: session and model
  text,        // said by the model; `text` is all of it
  tool,        // a tool is called; `text`: what it is doing, "editing src/api/routes.ts"
  denied,      // a tool call was refused
  retry,       // the API is asked again, and why
  limit,       // a usage limit came near, or was met
  compaction,  // the context was made smaller
  result       // a prompt is over
};
std::string_view name_of(EventKind kind);

struct WorkerEvent {
  int number = 0;  // from 1, in the order of the stream
  EventKind kind = EventKind::text;
  bool subagent = false;
  std::string text;  // but for kind text: one line for people
};

// How the process ended. `code`: exit status, 128 + n for signal n. `err`: the end of its stderr.
struct ProgramExit {
  int code = 0;
  bool signaled = false;
  std::string err;
};

class ClaudeStream {
 public:
  static constexpr std::size_t kLineMax = 4 << 20;
  using OnEvent = std::function<void(const WorkerEvent&)>;

  explicit ClaudeStream(OnEvent on_event);
  ClaudeStream(ClaudeStream&&) noexcept;
  ~ClaudeStream();

  void feed(std::string_view bytes);  // its stdout, as it comes, cut anywhere
  void finish();                      // no more comes; a last line without its end counts

  // So far, whole attempt; every request once, subagents' too. Output tokens of a request that is under way
  // may lag behind, and money is told with each result only; `uncounted` and `unpriced` stay 0 until
  // ending().
  Usage usage() const;
  ContextUse context() const;

  // After finish(). Decided by is_error, api_error_status, the error kind, the last limit event, exit code
  // and signal; never by the result's subtype or exit code 0 alone.
  Ending ending(const ProgramExit& exit) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace reeve::worker
