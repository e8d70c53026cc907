// Locks between processes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "reeve/port/files.h"

namespace reeve::os {

Result<std::unique_ptr<port::Lock>> take_lock(const std::string& path, std::string_view about);

}  // namespace reeve::os
