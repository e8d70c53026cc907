# workspace.setup runs once in each new worktree, before the gates on the base and before the worker.
source "$(dirname "$0")/support/lib.sh"

config_more='"workspace": {"keep": "all", "setup": [["sh", "-c", "pwd >>\"'$world'/set-up\"; echo built >built.out"], "echo twice >>built.out"]}'
gates='[{"name": "built", "command": ["grep", "-q", "twice", "built.out"]}]'
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
echo 'built.out' >.gitignore
publish "ignored"
echo 'A-1 1 exit 3' >"$plan"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_attempts A-1 2
expect_equal "$(cat "$world/set-up")" "$clone.worktrees/A-1
$clone.worktrees/A-2" "where set-up ran"
[[ ! -e built.out ]] || fail "set-up ran in the user's checkout"
expect_followed
