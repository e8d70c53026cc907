# Two tasks on one branch: never at the same time, one after the other on the same commits.
source "$(dirname "$0")/support/lib.sh"

config_more='"lanes": 2'
make_project "$(row A-1 not-started '' joint)" "$(row A-2 not-started '' joint)"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_equal "$(git -C "$remote" log --format=%s main..joint | sort)" "work on A-1
work on A-2" "commits of the branch"
git log --reverse --format='%(trailers:key=Reeve-Task,valueonly,separator=%x2C) %(trailers:key=Reeve-Status,valueonly,separator=%x2C)' -4 >"$world/story"
expect_equal "$(cat "$world/story")" $'A-1 in-progress\nA-1 done\nA-2 in-progress\nA-2 done' "the order"
