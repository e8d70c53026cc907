# Claude Code does two tasks: its commits are judged and published, its tokens and its price recorded.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
model "$(commits A-1)" "$(reports A-1 success "as told")" "$(commits A-2)" "$(reports A-2 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
expect_equal "$(git -C "$remote" show reeve/A-2:A-1.txt)" good "the work of A-1 under A-2"

# Two requests of 100 new, 1 000 to the cache and 50 answered; 4 000 from the cache do not count.
expect_requests 4
expect_sessions 2
expect_foreseen
expect_equal "$(cell A-1 13)" 2.3K "the used cell"
expect_exit 0 reeve show A-1
expect_out "as told"
expect_exit 0 reeve log A-1
expect_out "· running echo good >A-1.txt"
