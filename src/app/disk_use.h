// How much lies below a directory.
#pragma once

#include <cstdint>
#include <string>

#include "reeve/port/files.h"

namespace reeve::app {

// Bytes in files below a directory; `more`: there are too many files to look at each.
struct Taken {
  std::uint64_t bytes = 0;
  bool more = false;
};
// Nothing for what cannot be read.
Taken measured(port::Files& files, const std::string& directory);
// "640 KiB", "12 MiB".
std::string size_text(std::uint64_t bytes);

}  // namespace reeve::app
