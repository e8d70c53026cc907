// The table of allowed includes (section 4 of the design), held.
#pragma once

#include "source.h"

namespace reeve::tidy {

// Judges the #include lines of one file under src/ or include/; other files may include what they like.
Findings wrong_includes(const SourceFile& file);

// Clocks are read by adapters only: everything else gets its instants from events.
Findings clock_readings(const SourceFile& file);

}  // namespace reeve::tidy
