// What the commands of work by hand print alike.
#pragma once

#include <string>

#include "cli/command.h"

namespace reeve::cli {

// Notices of a single order: only what a person must know, unless --verbose.
app::RunListener listener_for(const Output& output);

// What came of a task, in one short line.
std::string news_text(const run::RunState& run, int reports_max);

// Says why it was not done; gives the exit code.
int fail(const Output& output, const run::Stop& stop);

// "next: …" on stderr.
void print_hint(const Output& output, const std::string& hint);

// What came of a report; gives the exit code.
int answer_report(const Output& output, const app::FinishResponse& response);

}  // namespace reeve::cli
