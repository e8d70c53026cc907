# A job that was killed is gone with its machine, or lies there under a host name that is gone: `--alone` vouches that no
# other pipeline's loop runs any more, and what one had claimed is put back and done. What people, their loops and other
# names have claimed is not.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 hang $world/fifo
A-4 1 hang $world/fifo
A-5 1 hang $world/fifo" >"$plan"
config_more='"limits": {"others": "0s"}'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4 deferred)" "$(row A-5 deferred)"
beginning=$(git rev-parse HEAD)
# killed_at_work ID COMMAND…: the loop that had claimed it is no more.
killed_at_work() {
  local id=$1; shift
  start "$@"
  wait_for_hang
  kill_started
  expect_row "$id" in-progress
}
ready() { sed -i "/^| $1 /s/ deferred / not-started /" docs/tasks.md; }

killed_at_work A-1 env CI=true reeve run --once
lost=$(cell A-1 9)
[[ $lost == fake-ci/* ]] || fail "claimed by '$lost'"
cd "$world"
rm -rf "$clone" "$clone.worktrees"
git clone -q "$remote" "$clone"
cd "$clone"
expect_exit 0 reeve start A-2
sed -i 's/"name": "fake"/"name": "other"/' reeve.json
expect_exit 0 reeve start A-3
git checkout -q reeve.json
hands=$(cell A-2 9) others=$(cell A-3 9)
[[ $hands == fake/* && $others == other/* ]] || fail "claimed by '$hands' and '$others'"

cd "$world"
rm -rf "$clone" "$clone.worktrees"
git clone -q "$remote" "$clone"
cd "$clone"
note "a person's terminal is no pipeline"
refused 2 "--alone is for pipelines" '`reeve reset ID`' -- reeve run --once --alone
note "a look does nothing"
expect_exit 0 env CI=true reeve run --once --alone --dry-run
expect_row A-1 in-progress
note "without the option, nobody knows whether they still run"
expect_exit 75 env CI=true reeve run --once
expect_row A-1 in-progress
note "with it, those of this name are put back, in a commit that names the run"
expect_exit 0 env CI=true reeve run --once --alone
expect_row A-1 done
expect_equal "$(cell A-2 2) $(cell A-2 9)" "in-progress $hands" "what a person works on"
expect_equal "$(cell A-3 2) $(cell A-3 9)" "in-progress $others" "what another name works on"
git -C "$remote" log --format=%B main | grep -q "put back by hand; it was of $lost" || fail "no commit tells of it"
git pull -q
expect_exit 0 reeve check --base "$beginning"

note "a checkout that a later job finds, on a machine of another name"
elsewhere ready A-4
killed_at_work A-4 env CI=true reeve run --once
sed -i "s/\"host\": *\"$(hostname)\"/\"host\": \"gone\"/" .git/reeve/runs/*/run.json
grep -q '"gone"' .git/reeve/runs/*/run.json || fail "the host is not noted"
expect_exit 0 env CI=true reeve run --once --alone
expect_row A-4 done
note "and on the same machine: its own records are enough"
elsewhere ready A-5
killed_at_work A-5 env CI=true reeve run --once
expect_exit 75 env CI=true reeve run --once
expect_row A-5 done
