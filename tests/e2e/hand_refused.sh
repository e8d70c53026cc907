# A report that is not accepted: whoever delegated hears of it at its next start, once, and nobody else does; the Stop hook has it
# mended, not reported again as it is.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-3 not-started A-1)"
as() { CLAUDE_CODE_SESSION_ID=$1 expect_exit "${@:2}"; }
as one 0 reeve start
touch "$clone.worktrees/A-1/broken"
git -C "$clone.worktrees/A-1" add broken && git -C "$clone.worktrees/A-1" commit -q -m "work on A-1"
expect_exit 1 reeve finish A-1

as two 0 reeve start
expect_equal "$(wc -l <"$world/out")" 1 "lines that another session is told"
hook Stop '.session_id = "one"'
expect_answer .reason "not accepted: A-1"
expect_answer .reason 'reeve prompt A-1'
as one 75 reeve start
expect_equal "$(head -n 1 "$world/out")" \
  "A-1 not accepted (1 of 3): The gate 'sound' failed with exit code 1; if its worker has ended: \`reeve prompt A-1\` for another" "the news"
expect_err "A-1, which was started here and has no accepted report"
expect_no_err "reeve reset"
as one 75 reeve start
expect_no_out "A-1"
git -C "$clone.worktrees/A-1" rm -q broken && echo good >"$clone.worktrees/A-1/A-1.txt"
git -C "$clone.worktrees/A-1" add A-1.txt && git -C "$clone.worktrees/A-1" commit -q -m "mended"
expect_exit 0 reeve finish A-1
as two 0 reeve start
expect_no_out "A-1"
as one 75 reeve start
expect_equal "$(cat "$world/out")" "A-1 done" "what the session hears whose task it was"
