#include "reeve/app/app.h"

namespace reeve::app {

const std::vector<Operation>& operations() {
  static const std::vector<Operation> table = {
      {"init", OperationKind::edit, "write reeve.json, a starter tracking file and the prompt template"},
      {"check", OperationKind::query, "judge the tracking file"},
      {"status", OperationKind::query, "the board: counts, ready, running, held and why"},
      {"next", OperationKind::query, "which task would start, and why"},
      {"run", OperationKind::control, "the loop: claim, work, judge, publish, until nothing is left"},
      {"show", OperationKind::query, "a task: its row, runs, evidence, base, cost"},
      {"log", OperationKind::query, "what the worker of a task printed"},
      {"doctor", OperationKind::query, "everything a run needs, checked, each with its mend"},
      {"hooks", OperationKind::edit, "install: the git hook and the merge driver for the tracking file"},
      {"merge-file", OperationKind::edit, "git's merge driver for the tracking file"},
  };
  return table;
}

}  // namespace reeve::app
