// The tracking file as it is staged: what a commit would make of it, and whether a hand may.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/project.h"

#include "reeve/app/ports.h"
#include "reeve/board/ownership.h"

namespace reeve::app {

struct StagedFile {
  std::shared_ptr<const board::Board> board;
  std::vector<board::Violation>
      violations;  // against the commit before; of a merge, against the parent that it fits best
};

// Of the checkout at `top`, which is where somebody commits: it need not be the project's. Nothing: what is
// staged is what HEAD has. Errors: `missing`, the commit would remove the file; `unreadable`.
Result<std::optional<StagedFile>> read_staged(Ports& ports, const Project& project, const std::string& top);

}  // namespace reeve::app
