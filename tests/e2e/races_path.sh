# Eight reeves on eight clones of one remote in the file system: each task is worked on once and done, and no commit that was
# ever published is lost. REEVE_NIGHT: 400 tasks.
source "$(dirname "$0")/support/lib.sh"
source "$support/races.sh"

tasks=24
[[ ${REEVE_NIGHT:-} ]] && tasks=400
make_race "$tasks" 8
race
expect_fair_race
tell_race
