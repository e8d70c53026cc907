// Whether a shell command would write a file: the ways in which one is obviously written. Reading it, `git
// add` and `git commit` of it are none. No protection from somebody who wants to get around it; a hint that
// comes in time for somebody who means well.
//
// What only a shell would know is the file where it ends in its path ("$D/tasks.md"), or is a variable to
// which the script gives it (`for f in …`); what `xargs` and `find` put in, where the script names the file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::app {

struct GuardedFile {
  std::string path;  // below its checkout: "docs/tasks.md"
  // Whether this absolute path leads to it, or to the same file in another worktree.
  std::function<bool(const std::string& path)> is_at;

  std::string name() const { return path.substr(path.rfind('/') + 1); }
};

// `path` as seen from `directory`, "." and ".." taken out.
std::string path_from(std::string_view directory, std::string_view path);

// The program that would write it ("sed", ">"), if any.
std::optional<std::string> written_by(std::string_view script, std::string_view directory,
                                      const GuardedFile& file);

}  // namespace reeve::app
