# A home that is read-only, that is not there, or that nobody names: a run works the same, and what it says of it is right.
source "$(dirname "$0")/support/lib.sh"

need_mounts
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
git config user.name "E. Tester"
git config user.email tester@example.org
cat >"$world/inside" <<'SH'
set -e
mount --bind "$HOME" "$HOME"
mount -o remount,bind,ro "$HOME"
! touch "$HOME/x" 2>/dev/null
exec "$@"
SH

all_commands_in() {
  local command
  for command in status next check doctor "log A-1" "brief" "completion bash"; do expect_exit 0 "$@" reeve $command; done
}
note "read-only"
read_only=(with_mounts bash "$world/inside")
expect_exit 0 "${read_only[@]}" reeve run --max-tasks 1
expect_row A-1 "done"
all_commands_in "${read_only[@]}"
note "unset"
unset_home=(env -u HOME)
expect_exit 0 "${unset_home[@]}" reeve run --max-tasks 1
expect_row A-2 "done"
all_commands_in "${unset_home[@]}"
note "not there, and not to be made"
no_home=(env HOME=/proc/none/home)
expect_exit 0 "${no_home[@]}" reeve run
expect_row A-3 "done"
all_commands_in "${no_home[@]}"
expect_followed
