// Any text as reeve.json: values within their bounds, or one error that names the place.
#include "reeve/app/config.h"

#include "support/fuzz.h"

namespace reeve::app {
namespace {

void check_bounds(const Config& config) {
  FUZZ_CHECK(config.worker.attempts >= 1 && config.limits.failures_in_row >= 1);
  FUZZ_CHECK(config.limits.push_attempts >= 1);
  FUZZ_CHECK(config.worker.timeout.count() > 0 && config.limits.refetch.count() > 0);
  FUZZ_CHECK(config.limits.wait.count() >= 0 && config.keep.runs.count() >= 0);
  FUZZ_CHECK(config.budget.context > 0 && config.budget.context <= 1);
  FUZZ_CHECK(!config.lanes.empty());
  for (const CostLimit* limit : {&config.budget.attempt, &config.budget.run, &config.budget.day}) {
    FUZZ_CHECK(!limit->tokens || *limit->tokens >= 0);
    FUZZ_CHECK(!limit->usd || *limit->usd >= 0);
    FUZZ_CHECK(!limit->turns || *limit->turns >= 0);
    FUZZ_CHECK(!limit->time || limit->time->count() >= 0);
  }
}

void read(std::string_view text) {
  auto config = parse_config(text);
  if (!config) {
    FUZZ_CHECK(config.error().kind == ErrorKind::config);
    return fuzz::check_error(config.error());
  }
  check_bounds(*config);
  for (const Status& status : {check_runnable(*config), check_gates(*config)})
    if (!status) fuzz::check_error(status.error());
  FUZZ_CHECK(!worker_name(*config).empty());
  to_policy(*config, "main");
  auto board = board::read_any("| id | status |\n|-|-|\n| A | todo |\n", to_read_options(*config, "main"));
  if (!board) fuzz::check_error(board.error());
}

}  // namespace
}  // namespace reeve::app

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::app::read(reeve::fuzz::text_of(data, size));
  return 0;
}
