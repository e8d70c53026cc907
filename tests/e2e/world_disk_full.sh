# A full disk: exit 70, and the row and the repositories are right when there is room again.
source "$(dirname "$0")/support/lib.sh"

need_mounts
make_project
mkdir "$world/small"
cat >"$world/inside" <<'SH'
set -e
mount -t tmpfs -o size=6m none "$2"
cp -a "$1/." "$2/"
cd "$2"
head -c 100000000 /dev/zero >fill 2>/dev/null || true
status=0
reeve run || status=$?
git fsck --no-dangling --no-progress >&2
exit $status
SH
tip=$(remote_tip)
expect_exit 70 with_mounts bash "$world/inside" "$clone" "$world/small"
expect_err space
expect_tip_unchanged "$tip"
expect_exit 0 reeve run
expect_row A-1 done
