# Wrong command lines: exit 2, what is wrong in words, and where to read on; nothing is started.
source "$(dirname "$0")/support/lib.sh"

make_project
refused 2 "there is no command 'rnu'" "did you mean 'reeve run'?" -- reeve rnu
take_next_step
expect_step commands
refused 2 "there is no command 'nonsense'" -- reeve nonsense
refused 2 "reeve run has no option '--lane'" "did you mean --lanes?" -- reeve run --lane 2
refused 2 "reeve status has no option '--nonsense'" -- reeve status --nonsense=1
take_next_step
refused 2 "reeve run: --lanes: Value 0 not in range" -- reeve run --lanes 0
take_next_step
expect_step --lanes
refused 2 "Value x not in range" -- reeve run --max-tasks x
refused 2 "reeve run: --max-tasks needs a value" -- reeve run --max-tasks
refused 2 "reeve status takes no argument 'A-1'" -- reeve status A-1
take_next_step
refused 2 "reeve show: id is required" -- reeve show
refused 2 "reeve hooks: it needs one of install, uninstall" -- reeve hooks
refused 2 "reeve hooks: it needs one of install, uninstall" -- reeve hooks instal
refused 2 "there is no task 'A-2' in docs/tasks.md" "did you mean 'A-1'?" -- reeve show A-2
refused 2 "there is no help on 'nonsense'" -- reeve help nonsense
take_next_step
refused 2 "cannot find '/no/where'" "-C" -- reeve -C /no/where status
refused 2 '\x1b[31m' -- reeve run "--$(printf '\033')[31m"
expect_attempts A-1 0
