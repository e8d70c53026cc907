// Keeps a repository quick while tasks leave objects and refs in it.
#pragma once

#include "git/repository_context.h"

namespace reeve::git {

// Where many loose objects have piled up, packs objects and refs, in the background and one at a time: git's
// own `maintenance` tasks that delete nothing but what is packed. Automatic maintenance cannot do it: it
// would run as a worker's descendant, and end with it. Repositories that switch it off (maintenance.auto,
// gc.auto 0) are left alone. Failing, or being killed, it does no harm and is tried again another time.
class Housekeeping {
 public:
  void consider(const Context& context);

 private:
  // Shared with the end of the process, which may come after us.
  std::shared_ptr<bool> under_way_ = std::make_shared<bool>(false);
};

}  // namespace reeve::git
