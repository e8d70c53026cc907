# The README's commands work as printed: its blocks that begin with ```sh run, one after another, in an empty folder.
source "$(dirname "$0")/support/lib.sh"

awk '/^```sh run$/ {inside = 1; print "# README line " NR; next} /^```$/ {inside = 0} inside' \
  "$REEVE_SOURCE/README.md" >"$world/commands"
[[ -s $world/commands ]] || fail "the README marks no commands for running"
mkdir "$world/readme"
cd "$world/readme"
bash -euxo pipefail "$world/commands" >"$world/out" 2>"$world/err" </dev/null || fail "a command of the README fails"
