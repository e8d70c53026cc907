// Published transitions, by the clock; that in a small repository is among the ratios too, by processor time.
#include "parts.h"
#include "publisher.h"

namespace reeve::bench {
namespace {

constexpr int kPublishTimes = 7;

struct Size {
  int files;
  double at_most;
};
constexpr Size kSizes[] = {{100, 0.6}, {10'000, 0.5}, {100'000, 0.4}};

}  // namespace

void measure_publishing(const Options& options, Report& report) {
  for (const Size& size : kSizes) {
    TransitionBench transitions(options, size.files);
    Pair pair = transitions.best(kPublishTimes).wall;
    report.add(ratio("a published transition, " + std::to_string(size.files) + " files / git's commands",
                     pair.subject, {"pull, edit, commit, push", pair.yardstick, "ms"}, size.at_most));
  }
}

}  // namespace reeve::bench
