# Without network: prompt works, start and finish say so and lose nothing; later they go through.
source "$(dirname "$0")/support/lib.sh"

make_project
mv "$remote" "$world/away.git"
refused 69 origin -- reeve start
mv "$world/away.git" "$remote"
expect_exit 0 reeve start
(cd ../clone.worktrees/A-1; echo good >A-1.txt; git add A-1.txt; git commit -q -m work)
mv "$remote" "$world/away.git"
expect_exit 0 reeve prompt A-1
expect_exit 69 reeve finish A-1
expect_err "next:"
expect_exit 69 reeve reset A-1
mv "$world/away.git" "$remote"
expect_row A-1 in-progress
expect_exit 0 reeve finish A-1
expect_row A-1 done

# With no remote at all, the local branch is the commit point.
git remote remove origin
rm -rf "$remote"
config_more='"remote": "", "branch": "main"' write_config
commit_all "no remote"
expect_exit 0 reeve add "more"
expect_exit 0 reeve start A-2
expect_exit 0 reeve reset A-2
expect_exit 0 reeve start A-2
(cd ../clone.worktrees/A-2; echo good >A-2.txt; git add A-2.txt; git commit -q -m work)
expect_exit 0 reeve finish A-2
grep -q '^| A-2 *| done' docs/tasks.md || fail "the row is not done"
expect_clean_status
