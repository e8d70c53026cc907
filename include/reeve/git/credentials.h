// What git logs in with where nobody is logged in: a token in the environment (REEVE_GIT_TOKEN), for https
// remotes, and http on this machine.
#pragma once

#include <string>
#include <vector>

#include "reeve/port/processes.h"

namespace reeve::git {

// `environment`, with a credential helper for the host of the remote's address that answers with the token,
// and as user name with REEVE_GIT_USER or "reeve". No other helper is asked there, or told. The token itself
// stays where it is: in no setting and no command line. Without a token, or with a remote of another kind,
// the environment as it is. Blocks.
std::vector<std::string> with_token(port::Processes& processes, const std::string& top,
                                    const std::string& remote, std::vector<std::string> environment);

}  // namespace reeve::git
