// Small questions to the machine: for main and the adapters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::os {

Instant wall_clock();
std::uint64_t random_bits();
std::string host_name();
std::int64_t process_id();

// Absolute path of the running program, links resolved.
Result<std::string> program_path();
// reeve-keeper: beside the program, or where it is installed (../libexec/reeve).
Result<std::string> keeper_path();

// This process's environment, "NAME=value", without the variables that tie git to one repository (GIT_DIR,
// GIT_INDEX_FILE, …): a git hook sets them, and commands that reeve runs elsewhere would act on the wrong
// repository.
std::vector<std::string> environment_without_git();
// The value of `name` in such a list; nothing if it is not there.
std::optional<std::string> variable_in(const std::vector<std::string>& environment, std::string_view name);

// One variable of this process's environment as it is.
std::optional<std::string> own_variable(const char* name);

// Takes a secret out of this process's environment, where others of the same user could read it
// (/proc/PID/environ), and, if it was there, keeps them out of our memory. What was copied before stays.
void hide_variable(const char* name);

// Bytes that we may still write where the path is, or will be.
Result<std::uint64_t> free_space(const std::string& path);
// Whether we may make files in the directory, or in the nearest one above it that there is.
Status check_writable(const std::string& directory);

// Midnight before `at` in the local time zone.
Instant local_midnight(Instant at);
// "hh:mm:ss" in the local time zone.
std::string local_clock(Instant at);
enum class OutputReader { there, gone };
// Sleeps until something in the directory of one of the files changed, at most `longest`. Says whether the
// pipe that is our stdout, if it is one, still has a reader.
OutputReader wait_for_change(const std::vector<std::string>& paths, Duration longest);

// Before any file is opened: where one of the descriptors 0 to 2 is closed, the next file would get its
// number, and what is said there would be written into that file. Nothing can be written to what is put
// there.
void fill_standard_descriptors();

bool is_terminal(int descriptor);
// Whether stdin is a socket on which nothing comes within a second, not even its end.
bool input_is_silent();
// Whether the descriptor is a pipe that nobody reads from any more.
bool reader_is_gone(int descriptor);
struct TerminalSize {
  std::size_t columns = 0;
  std::size_t rows = 0;
};
// Of the terminal at `descriptor`; nothing if it is none or does not say.
std::optional<TerminalSize> terminal_size(int descriptor);

}  // namespace reeve::os
