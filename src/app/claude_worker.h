// Claude Code as the worker: from configuration and a run to the command that is started.
#pragma once

#include <string>

#include "app/environments.h"
#include "app/project.h"
#include "app/worker_job.h"

#include "reeve/port/files.h"
#include "reeve/port/repository.h"
#include "reeve/run/run_state.h"
#include "reeve/worker/claude_command.h"

namespace reeve::app {

// Whether a gate is one, of the project itself or of a repository of `repos`.
bool has_auditor(const Project& project);
// Whether it is started for this project at all: as the worker, or as an auditor.
bool uses_claude(const Project& project);
Command claude_program(const Project& project);

// The same for every attempt of every run.
struct ClaudeSetup {
  worker::ClaudeRecipe recipe;
  Environment environment;  // beside that of every worker
  std::int64_t window = 0;  // of the model, as long as a run has not told it
  std::string ignored;      // patterns of the user's own core.excludesFile
  std::string tracking_file;
  std::string own_files;  // where reeve's are
};

// Adds to `options` what makes the attempt one of Claude Code. Writes settings.json, and with the sandbox a
// list of what git is not to see, into the run's folder; and makes the folders of git's that are read-only in
// the sandbox, so that nobody can in there.
Status make_claude(WorkerOptions& options, port::Files& files, const ClaudeSetup& setup,
                   const run::RunState& run);

// Removes what its sandbox left in the worktree when it was killed: empty files of certain names that git
// neither tracks nor ignores. And what would lead git from the repository to another one.
void remove_placeholders(port::Files& files, port::Repository& repository, const run::Workspace& workspace);

}  // namespace reeve::app
