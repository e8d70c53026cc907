// The commits that a push brings to the tracked branch: whether a hand may have made them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/project.h"

#include "reeve/app/ports.h"
#include "reeve/board/ownership.h"

namespace reeve::app {

struct PushedViolation {
  board::Violation violation;
  std::string commit;
  std::string author;
};
struct PushedFile {
  std::shared_ptr<const board::Board> board;  // as the push leaves it; null: none of the commits changes it
  std::vector<PushedViolation> violations;    // oldest first
  std::string left_out;                       // why there are more; "" = there are not
};

// `refs`: the lines that git gives a pre-push hook, `<local ref> <local oid> <remote ref> <remote oid>`
// (https://git-scm.com/docs/githooks#_pre_push). Commits that say that they are reeve's are taken at their
// word. Errors: `missing`, the push would remove the file; `unreadable`.
Result<PushedFile> judge_pushed(Ports& ports, const Project& project, const std::string& top,
                                std::string_view refs);

}  // namespace reeve::app
