#include "cli/control_report.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

std::string lane_line(const run::LaneView& lane) {
  std::string text = "  " + padded(lane.name.empty() ? "(no lane)" : "lane " + lane.name, 12) + "  " +
                     std::string(run::name_of(lane.state));
  if (lane.run.empty()) return text;
  text += "  " + one_line(lane.task) + ": " + std::string(run::name_of(lane.phase));
  if (lane.attempt > 0) text += ", attempt " + std::to_string(lane.attempt);
  return text + ", since " + to_rfc3339(lane.since) + (lane.paused ? "; then paused" : "");
}

}  // namespace

int report_control(const Output& output, const Result<app::ControlResponse>& response) {
  if (!response) return output.fail(response.error());
  if (output.global().json) {
    output.print(app::json_line(*response));
    return 0;
  }
  output.print(for_terminal(response->text) + "\n");
  for (const run::LaneView& lane : response->lanes) output.print(lane_line(lane) + "\n");
  return 0;
}

}  // namespace reeve::cli
