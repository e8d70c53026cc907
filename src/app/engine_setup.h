// What an engine is made of: checkout, configuration and environment as its options.
#pragma once

#include <string>

#include "app/assignment.h"
#include "app/engine.h"
#include "app/project.h"

namespace reeve::app {

// What a command needs before it begins: a branch to publish on; gates that judge; a worker.
Status fit_to_publish(const Project& project);
Status fit_to_judge(const Project& project);
Status fit_to_run(const Project& project);

EngineOptions engine_options(const Project& project, Ports& ports);
BackendOptions backend_options(const Project& project);
Result<AssignmentText> assignment_text(port::Files& files, const Project& project);

// Who holds a lock: "reeve run (process 17 on host) since …".
std::string about_process(const Ports& ports, const std::string& command);

}  // namespace reeve::app
