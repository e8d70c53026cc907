# A job that was killed is gone with its machine: `--alone` vouches that nothing of that name runs any more, and what it
# had claimed is put back and done. What another name has claimed is not.
source "$(dirname "$0")/support/lib.sh"

config_more='"limits": {"others": "0s"}'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
expect_exit 0 reeve start A-1
sed -i 's/"name": "fake"/"name": "other"/' reeve.json
expect_exit 0 reeve start A-2
git checkout -q reeve.json
lost=$(cell A-1 9)
others=$(cell A-2 9)
[[ $lost == fake/* && $others == other/* ]] || fail "claimed by '$lost' and '$others'"

cd "$world"
rm -rf "$clone" "$clone.worktrees"
git clone -q "$remote" "$clone"
cd "$clone"
note "a look does nothing"
expect_exit 0 reeve run --once --alone --dry-run
expect_row A-1 in-progress
note "without the option, nobody knows whether they still run"
expect_exit 0 reeve run --once
expect_row A-3 done
expect_row A-1 in-progress
note "with it, those of this name are put back, in a commit that names the run"
expect_exit 0 reeve run --once --alone
expect_row A-1 done
expect_row A-2 in-progress
expect_equal "$(cell A-2 9)" "$others" "whose A-2 is"
git -C "$remote" log --format=%B main | grep -q "put back by hand; it was of $lost" || fail "no commit tells of it"
expect_exit 0 reeve check --base "$(git rev-list --max-parents=0 HEAD)"
