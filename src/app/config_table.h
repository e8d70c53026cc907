// The table of all keys of reeve.json.
#pragma once

#include "app/config_kinds.h"

#include "reeve/app/config.h"

namespace reeve::app {

const Kind<Config>& config_kind();

}  // namespace reeve::app
