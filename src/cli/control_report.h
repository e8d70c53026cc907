// What pause, resume and cancel print.
#pragma once

#include "cli/command.h"

namespace reeve::cli {

int report_control(const Output& output, const Result<app::ControlResponse>& response);

}  // namespace reeve::cli
