// What stdin holds, as far as it may.
#pragma once

#include <istream>
#include <string>

namespace reeve::session {

// At most `bytes_max` of it.
std::string read_all(std::istream& in, std::size_t bytes_max);

}  // namespace reeve::session
