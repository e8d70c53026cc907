// What a person sees while a loop runs, on stderr: on a terminal a live block with the results above it; else
// lines with the time. In CI only what matters; with --verbose every event.
#pragma once

#include <vector>

#include "cli/live_block.h"

#include "reeve/app/progress.h"
#include "reeve/run/action.h"

namespace reeve::cli {

class RunScreen {
 public:
  explicit RunScreen(const Output& output);
  RunScreen(const RunScreen&) = delete;
  RunScreen& operator=(const RunScreen&) = delete;
  ~RunScreen() { close(); }

  bool is_live() const { return live_; }
  void tell(const run::Notice& notice, Instant at);
  void draw(const app::Progress& progress, Instant now);
  void close();  // the block is taken away; before anything else is printed

  // The tasks that failed or were blocked, the first ones.
  const std::vector<run::Notice>& failures() const { return failures_; }

 private:
  bool is_told(run::Notice::Kind kind) const;
  Line line_of(const run::Notice& notice, Instant at);

  const Output& output_;
  bool live_;
  LiveBlock block_;
  std::size_t id_width_ = 0;  // of the ids seen so far
  std::vector<run::Notice> failures_;
};

// "done" green, "failed" red, …
Color color_of(run::Notice::Kind kind);

}  // namespace reeve::cli
