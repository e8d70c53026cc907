#include "reeve/app/operations.h"

namespace reeve::app {

const std::vector<Operation>& operations() {
  static const std::vector<Operation> table = {
      {"init", OperationKind::edit, "write reeve.json, a starter tracking file and the prompt template"},
      {"check", OperationKind::query, "judge the tracking file"},
      {"status", OperationKind::query, "the board: counts, ready, running, held and why"},
      {"next", OperationKind::query, "which task would start, and why"},
      {"run", OperationKind::control, "the loop: claim, work, judge, publish, until nothing is left"},
      {"pause", OperationKind::control, "nothing new starts, now and at the next run; what runs goes on"},
      {"resume", OperationKind::control, "the end of a pause"},
      {"cancel", OperationKind::control, "end the work on a task and put its row back"},
      {"start", OperationKind::edit, "claim a task by hand and make its worktree"},
      {"prompt", OperationKind::query, "the assignment of a task that was started by hand"},
      {"finish", OperationKind::edit, "report the work on it: checked, gated, pushed, recorded"},
      {"block", OperationKind::edit, "record that it cannot be done, and why"},
      {"brief", OperationKind::query, "the state of the work in a few lines, for a session"},
      {"reset", OperationKind::edit, "put a row back to not-started"},
      {"add", OperationKind::edit, "add a task to the table"},
      {"show", OperationKind::query, "a task: its row, runs, evidence, base, cost"},
      {"log", OperationKind::query, "what the worker of a task printed"},
      {"doctor", OperationKind::query, "everything a run needs, checked, each with its mend"},
      {"hooks", OperationKind::edit, "install: the git hooks and the merge driver for the tracking file"},
      {"merge-file", OperationKind::edit, "git's merge driver for the tracking file"},
      {"completion", OperationKind::query, "a script that completes commands in bash, zsh or fish"},
  };
  return table;
}

}  // namespace reeve::app
