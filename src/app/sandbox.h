// The sandbox that gates run in when Claude Code's commands do: they execute what an agent wrote.
//
// A call of bubblewrap (https://manpages.debian.org/bwrap): the whole file system is read-only but for the
// worktree, a temporary folder and worker.allow_write; what could log in somewhere, and reeve's own files,
// are hidden; no network unless worker.allow_domains names any (then all of it: bubblewrap knows no domains);
// processes of its own, which end with it; no capabilities, also of root.
#pragma once

#include <string>
#include <vector>

#include "app/environments.h"
#include "app/project.h"

#include "reeve/app/ports.h"
#include "reeve/port/files.h"

namespace reeve::app {

enum class Network { none, shared };

struct SandboxRules {
  std::vector<std::string> hidden;    // absolute; files and directories, there or not
  std::vector<std::string> writable;  // absolute
  Network network = Network::none;
};

// Where one command works.
struct SandboxPlace {
  std::string worktree;
  std::string checkout;       // of its repository
  std::string tracking_file;  // below the worktree; "" = not in this repository
  std::string temporary;      // a folder for this command alone: made by sandboxed(), removed by the caller
};

// The command that runs `command` in the sandbox; its TMPDIR is added to `environment`.
Result<std::vector<std::string>> sandboxed(port::Files& files, const SandboxRules& rules,
                                           const SandboxPlace& place, const std::vector<std::string>& command,
                                           Environment& environment);

// Whether what runs for this project runs in one.
struct SandboxState {
  enum class Kind { off, on, missing } kind = Kind::off;
  std::string reason;  // missing: why, for people
  std::string hint;
};
// Tries one. Before any world is open.
SandboxState find_sandbox(Ports& ports, const Project& project);
// Error `config`: it is required and missing.
Status check_sandbox(Ports& ports, const Project& project);

SandboxRules sandbox_rules(const Ports& ports, const Project& project);
// Where Claude Code keeps its login.
std::string login_file(const Environment& ours);
// What commands of a worker may not read: what of that is there, but for what the program needs itself.
std::vector<std::string> hidden_from_workers(const Ports& ports);

}  // namespace reeve::app
