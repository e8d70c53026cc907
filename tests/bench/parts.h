// The parts of the bench, each a group of figures.
#pragma once

#include "measure.h"

namespace reeve::bench {

struct Part {
  const char* name;
  void (*measure)(const Options&, Report&);
  bool checked;  // its figures are held against the baseline: they must not depend on the machine
};

void measure_instructions(const Options& options, Report& report);
void measure_processes(const Options& options, Report& report);
void measure_ratios(const Options& options, Report& report);
void measure_queries(const Options& options, Report& report);
void measure_hooks(const Options& options, Report& report);
void measure_spawning(const Options& options, Report& report);
void measure_publishing(const Options& options, Report& report);
void measure_loop(const Options& options, Report& report);
void measure_output(const Options& options, Report& report);
void measure_lanes(const Options& options, Report& report);
void measure_claude(const Options& options, Report& report);
void measure_session(const Options& options, Report& report);
void measure_retention(const Options& options, Report& report);
void measure_footprint(const Options& options, Report& report);
void measure_hostile(const Options& options, Report& report);
void measure_sizes(const Options& options, Report& report);

}  // namespace reeve::bench
