# A checkout that is read-only: queries work, a run says what it cannot write, exit 70; in a clone that can be written
# it works.
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
for command in status next check; do expect_exit 0 with_mounts bash "$world/inside" reeve $command; done
refused 70 "ead-only" "a clone for instance" -- with_mounts bash "$world/inside" reeve run
expect_attempts A-1 0
git clone -q "$remote" "$world/writable"
expect_exit 0 reeve -C "$world/writable" run
expect_row A-1 done
