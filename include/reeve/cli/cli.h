// The terminal front end: reads a command line, calls a use case, prints data on stdout and
// everything else on stderr.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "reeve/app/app.h"

namespace reeve::cli {

struct Size {
  std::size_t columns = 80;
  std::size_t rows = 24;
};

struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;            // NO_COLOR is set
  bool no_movement = false;         // TERM says that the cursor cannot be moved, or nothing
  bool ci = false;                  // CI is set: nobody looks on, the log is kept
  bool reads_annotations = false;   // the pipeline that we run in reads `::error` lines on stdout
  std::function<Size()> size = {};  // of the terminal, asked at each drawing: it may be resized
  std::function<std::string(Instant)> clock = {};  // hh:mm:ss, local
  // Whether nobody writes to stdin, as far as can be told: Claude Code leaves commands a socket that stays
  // open.
  std::function<bool()> in_is_silent = {};
};

// Made only when a command needs it: `--version` and `help` do not.
using MakeApp = std::function<Result<std::unique_ptr<app::App>>(const std::string& directory)>;

// The front end inside a Claude Code session, as main puts it behind commands of the terminal's. Each gives
// the exit code.
struct SessionCommands {
  std::function<int(const std::string& directory, const std::string& event)> hook;
  std::function<int(const std::string& directory)> status_line;
  std::function<int(const std::string& directory)> mcp;
};

// Runs one command line (without the program's name) and gives the exit code.
int run(const std::vector<std::string>& arguments, const Terminal& terminal, const MakeApp& make_app,
        const SessionCommands& session);

}  // namespace reeve::cli
