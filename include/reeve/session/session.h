// The front end inside a Claude Code session: its hooks, its status line, and the MCP server.
//
// Each function serves one process and gives its exit code. What goes wrong never breaks the session: it is
// said where a person sees it.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "reeve/app/app.h"

namespace reeve::session {

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// As the terminal front end makes its own.
using MakeApp = std::function<Result<std::unique_ptr<app::App>>(const std::string& directory)>;

}  // namespace reeve::session
