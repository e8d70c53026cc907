// The clocks. Times since an arbitrary start, in milliseconds.
#pragma once

#include "reeve/base/time.h"

namespace reeve::os {

Duration monotonic_now();  // stands still while the machine is suspended
Duration boot_now();       // does not

}  // namespace reeve::os
