# 50 000 nested quotes beside the table cost nothing and stay.
source "$(dirname "$0")/support/lib.sh"

make_project
{ cat docs/tasks.md; head -c 50000 /dev/zero | tr '\0' '>'; echo " deep"; } >"$world/deep"
cp "$world/deep" docs/tasks.md
publish "deep"
for command in status next check; do expect_exit 0 timeout 20 reeve $command; done
expect_exit 0 timeout 60 reeve run
expect_row A-1 done
expect_equal "$(remote_board | tail -n 1 | sha256sum)" "$(tail -n 1 "$world/deep" | sha256sum)" "the quotes"
expect_followed
