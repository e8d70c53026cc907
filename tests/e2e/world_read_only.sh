# A checkout that is read-only: queries work, a run says what it cannot write, exit 70.
source "$(dirname "$0")/support/lib.sh"

bwrap --dev-bind / / true 2>/dev/null || skip "bubblewrap may not make namespaces here"
make_project
read_only=(bwrap --dev-bind / / --ro-bind "$clone" "$clone" --chdir "$clone")
expect_exit 0 "${read_only[@]}" reeve status
refused 70 "ead-only" -- "${read_only[@]}" reeve run
expect_attempts A-1 0
