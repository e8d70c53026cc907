// An Error of kind `io` from errno.
#pragma once

#include <string>
#include <string_view>

#include "reeve/base/result.h"

namespace reeve::os {

std::string reason_of(int error_number);  // "No such file or directory"
// "cannot <attempt> '<subject>': <reason>", with a hint where the reason has one (disk full, no descriptors,
// …).
Error failure(std::string_view attempt, std::string_view subject, int error_number);

}  // namespace reeve::os
