// One commit of what an approved run made, before it is pushed.
#pragma once

#include <string>

#include "git/repository_context.h"

namespace reeve::git {

// As port::Repository::squash.
Result<std::string> squash_branch(Context& context, const RunId& run, const run::Workspace& workspace,
                                  const std::string& tip, const std::string& message);

}  // namespace reeve::git
