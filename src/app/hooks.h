// What of reeve is installed in git here.
#pragma once

#include "app/project.h"

#include "reeve/app/ports.h"

namespace reeve::app {

struct HooksState {
  bool driver = false;  // the tracking file is merged by id and cell
  bool hook = false;    // commits that change it are judged, also before they are pushed
};
Result<HooksState> hooks_state(Ports& ports, const Project& project);

}  // namespace reeve::app
