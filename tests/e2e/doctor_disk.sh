# A disk that is nearly full: the doctor says so, and is content when there is room.
source "$(dirname "$0")/support/lib.sh"

need_mounts
make_project
mkdir "$world/trees"
sed -i "s#\"gates\"#\"workspace\": {\"root\": \"$world/trees\"}, \"gates\"#" reeve.json
cat >"$world/inside" <<'SH'
mount -t tmpfs -o size=8m none "$1"
shift
exec "$@"
SH
expect_exit 1 with_mounts bash "$world/inside" "$world/trees" reeve doctor
expect_out "fail disk"
expect_out "8 MiB free"
expect_exit 0 reeve doctor
