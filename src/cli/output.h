// What every command shares: the terminal, the global options, colours, errors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/cli/cli.h"

namespace reeve::cli {

struct Global {
  std::string directory = ".";
  bool no_color = false;
  bool quiet = false;
  bool verbose = false;
  bool json = false;  // set by the command's own --json
};

enum class Color { none, red, green, yellow, blue, magenta, dim, bold };

inline constexpr std::size_t kNotCut = 1 << 16;

class Output {
 public:
  Output(const Terminal& terminal, const Global& global) : terminal_(terminal), global_(global) {}

  app::Sink sink() const;                        // stdout
  app::Sink sink_of_commands() const;            // stdout, workflow commands that are ours
  void print(std::string_view text) const;       // data, to stdout
  void flush() const;                            // what was printed is there for whoever reads along
  void say(std::string_view text) const;         // a line to stderr, unless --quiet
  void complain(std::string_view text) const;    // a line to stderr, always
  void write_err(std::string_view bytes) const;  // in one write; "" = nothing
  int fail(const Error& error) const;            // says it; gives the exit code
  std::string colored(Color color, std::string_view text) const;      // for stdout
  std::string colored_err(Color color, std::string_view text) const;  // for stderr
  // Columns of stdout; what goes to a file or a pipe is not cut.
  std::size_t width() const { return terminal_.out_is_terminal ? size().columns : kNotCut; }
  Size size() const { return terminal_.size ? terminal_.size() : Size{}; }
  const Terminal& terminal() const { return terminal_; }
  bool colors_out() const { return terminal_.out_is_terminal && !terminal_.no_color && !global_.no_color; }
  bool colors_err() const { return terminal_.err_is_terminal && !terminal_.no_color && !global_.no_color; }
  const Global& global() const { return global_; }
  // All of stdin. Nothing: it is more than that.
  std::optional<std::string> read_in(std::size_t bytes_max) const;
  bool in_is_terminal() const { return terminal_.in_is_terminal; }

 private:
  // Where the log is read for workflow commands: nothing of what others wrote is one.
  std::string without_commands(std::string_view text) const;
  void break_up(std::string& text, std::string_view command) const;

  const Terminal& terminal_;
  const Global& global_;
};

// The beginning of a text on one line, at most 1 000 bytes: a cell may hold megabytes.
std::string brief(std::string_view text);
// `text`, which holds no control characters, in that colour.
std::string painted(Color color, std::string_view text);
// Cuts to `width` columns, "…" at the end if something is missing.
std::string fitted(std::string_view text, std::size_t width);
// Fills up with blanks to `width` columns.
std::string padded(std::string_view text, std::size_t width);

}  // namespace reeve::cli
