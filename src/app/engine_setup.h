// What an engine is made of: checkout, configuration and environment as its options.
#pragma once

#include <string>

#include "app/engine.h"
#include "app/project.h"

namespace reeve::app {

EngineOptions engine_options(const Project& project, Ports& ports);
BackendOptions backend_options(const Project& project, std::vector<OtherRepository> others);
EnginePorts engine_ports(World& world, port::Files& files, Backends& backends);

// Who holds a lock: "reeve run (process 17 on host) since …".
std::string about_process(const Ports& ports, const std::string& command);

}  // namespace reeve::app
