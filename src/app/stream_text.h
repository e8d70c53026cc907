// The output of a worker that speaks in events, as lines for people: what it said as it is, all else as
// "· editing src/a.ts"; a subagent's two blanks to the right. Lines between them that are no events (its
// stderr goes to the same file) stay as they are. Memory is bounded by that of worker::ClaudeStream.
#pragma once

#include <string>
#include <string_view>

#include "reeve/app/app.h"
#include "reeve/worker/claude_stream.h"

namespace reeve::app {

class StreamText {
 public:
  explicit StreamText(Sink sink);

  void feed(std::string_view bytes);  // cut anywhere
  void finish();

 private:
  void take(std::string_view part, bool ends_line);
  void tell(const worker::WorkerEvent& event) const;

  Sink sink_;
  worker::ClaudeStream stream_;
  std::string begin_;  // of a line, as long as it cannot be told which kind it is
  enum class Line { unknown, event, other } line_ = Line::unknown;
};

}  // namespace reeve::app
