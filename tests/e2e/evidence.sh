# A gate that fails sends its words to the next attempt, which mends what it says.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<'PLAN'
A-1 1 edit broken now; commit; result success
A-1 2 wants sound: broken is here; remove broken; edit a.txt good; commit; result success
PLAN
make_project
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_equal "$(cell A-1 13)" 3K "used, both attempts"
git -C "$remote" cat-file -e reeve/A-1:a.txt || fail "the mended work is not on the remote"
expect_followed
