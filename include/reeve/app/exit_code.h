// The exit codes of section 7 of the design; the one place that knows them.
#pragma once

#include "reeve/base/result.h"
#include "reeve/run/action.h"

namespace reeve::app {

int exit_code(ErrorKind kind);
int exit_code(const run::Stop& stop);

}  // namespace reeve::app
