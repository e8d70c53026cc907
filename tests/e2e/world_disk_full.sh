# A full disk, from the start and in mid-run: exit 70, and the row and the repositories are right when there is room again.
source "$(dirname "$0")/support/lib.sh"

need_mounts
make_project
mkdir "$world/small"
cat >"$world/inside" <<'SH'
set -e
mount -t tmpfs -o size=8m none "$2"
mkdir "$2/clone"
cp -a "$1/." "$2/clone/"
cd "$2/clone"
began=$SECONDS
fill() { head -c 100000000 /dev/zero >"$world/small/fill" 2>/dev/null || true; }
[ "$3" = start ] && fill
status=0
reeve run || status=$?
((SECONDS - began < 20))
git fsck --no-dangling --no-progress >&2
[ -z "$(git status --porcelain)" ]
rm "$world/small/fill"
[ "$3" = start ] || reeve run >&2
exit $status
SH
tip=$(remote_tip)
expect_exit 70 with_mounts bash "$world/inside" "$clone" "$world/small" start
expect_err "No space left on device"
expect_err "make room on that disk"
expect_tip_unchanged "$tip"
expect_exit 0 reeve run
expect_row A-1 done

# The worker itself fills it.
elsewhere sh -c "sed 's/A-1/B-1/; s/| done /| not-started /' docs/tasks.md >all && cat all >docs/tasks.md && rm all"
git pull -q --rebase
echo "B-1 1 edit a.txt good; commit; sh head -c 100000000 /dev/zero >'$world/small/fill' 2>/dev/null || true; result success" >"$plan"
expect_exit 70 with_mounts bash "$world/inside" "$clone" "$world/small" later
expect_err "No space left on device"
expect_err "make room on that disk"
expect_row B-1 done
expect_attempts B-1 2
