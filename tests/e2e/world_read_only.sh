# A checkout that is read-only: queries work, a run says what it cannot write, exit 70.
source "$(dirname "$0")/support/lib.sh"

need_mounts
make_project
cat >"$world/inside" <<'SH'
set -e
mount --bind "$PWD" "$PWD"
mount -o remount,bind,ro "$PWD"
cd "$PWD"
exec "$@"
SH
expect_exit 0 with_mounts bash "$world/inside" reeve status
refused 70 "ead-only" -- with_mounts bash "$world/inside" reeve run
expect_attempts A-1 0
