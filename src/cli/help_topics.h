// Reference texts of `reeve help TOPIC` that no table of the program holds.
#pragma once

#include <string_view>

namespace reeve::cli {

// "" = there is none of that name.
std::string_view help_on_topic(std::string_view name);

}  // namespace reeve::cli
