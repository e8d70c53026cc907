// What must hold before a run may claim a task. `run` stops at the first that does not; `doctor` says all of
// them.
#pragma once

#include <string>
#include <vector>

#include "app/environments.h"
#include "app/notifier.h"
#include "app/project.h"

#include "reeve/app/ports.h"

namespace reeve::app {

// Each by itself; none changes anything.
Status check_object_format(const Project& project);
Status check_configuration(
    const Project& project);  // there, complete, and nothing in it that is not supported
Status check_published_branch(Ports& ports, const Project& project);
Status check_template(Ports& ports, const Project& project);
Status check_worker_program(Ports& ports, const Project& project);
// Where another command is the worker, and a gate is an auditor.
Status check_auditor_program(Ports& ports, const Project& project);
// One that is started in `top`; `key` of reeve.json names it.
Status check_program(Ports& ports, const Project& project, const std::string& top, const std::string& key,
                     const Command& command);
// The programs that gates and set-up name. Where set-up runs first it may bring a gate's program.
Status check_setup_programs(Ports& ports, const Project& project);
Status check_gate_programs(Ports& ports, const Project& project);
Status check_notification_program(Ports& ports, const Project& project, Occasion occasion);

// What a single edit of the board needs, and what work by hand does.
Status check_before_publish(Ports& ports, const Project& project);
Status check_before_judging(Ports& ports, const Project& project);

// All of them in this order, up to the first error.
Status check_before_run(Ports& ports, const Project& project);

// workspace.root for worktrees of the checkout at `top`, with the name of its directory in it, as configured.
std::string workspace_root(const Project& project, const std::string& top);
// The same as an absolute path without ".." in it.
std::string worktree_root(const Project& project, const std::string& top);
Status check_worktree_root(Ports& ports, const std::string& root);
// The command that publishes `files`; `first` brings them into the index.
std::string publish_step(const Project& project, const std::string& first, const std::string& files);

}  // namespace reeve::app
