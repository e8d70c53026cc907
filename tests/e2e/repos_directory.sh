# A repo cell that stands for a directory of the repository: worker and gates start there.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

cat >"$plan" <<'PLAN'
W-1 1 edit broken now; commit; result success
W-1 2 wants sound: broken is here; sh rm broken; edit done.txt well; commit; result success
PLAN
config_more='"repos": {"web": "packages/web", "shop": ".", "gone": "packages/gone"}'
make_project "$(repo_row W-1 web)" "$(repo_row D-1 docs/api)" "$(repo_row S-1 shop)" "$(repo_row L-1 legacy)" \
  "$(repo_row L-2 legacy)" "$(repo_row O-1 out)" "$(repo_row U-1 ../elsewhere)" "$(repo_row C-1 clone)" "$(repo_row G-1 gone)"
mkdir -p packages/web docs/api "$world/elsewhere-dir"
cp sound.sh packages/web/
cp sound.sh docs/api/
ln -s "$world/elsewhere-dir" out
echo 'Directory: {path}' >>prompt.md
publish "directories"

expect_exit 1 reeve run
for id in W-1 D-1 S-1 L-1 L-2 O-1 U-1 C-1; do expect_row $id "done"; done
trees=$world/clone.worktrees
expect_equal "$(sort -u "$plan.attempts/W-1")" "$trees/W-1/packages/web" "where W-1 was worked on"
grep -qxF "Directory: $trees/W-1/packages/web" "$plan.attempts/W-1.prompt.1" || fail "the prompt of W-1 names another directory"
expect_equal "$(cat "$plan.attempts/D-1")" "$trees/D-1/docs/api" "where D-1 was worked on"
for id in S-1 L-1 L-2 O-1 U-1 C-1; do expect_equal "$(cat "$plan.attempts/$id")" "$trees/$id" "where $id was worked on"; done

note "its gates run there: only there was anything broken"
expect_attempts W-1 2
expect_equal "$(git -C "$remote" show --format= --name-only reeve/W-1 | sort)" $'packages/web/broken\npackages/web/done.txt'

note "what stands for nothing is said once"
expect_equal "$(grep -c "'legacy' in the repo cell of L-1 is neither" "$world/err")" 1
expect_no_err "cell of L-2"
expect_err "'out' in the repo cell of O-1"
expect_err "'../elsewhere' in the repo cell"
expect_no_err "'shop'"
expect_no_err "'clone'"

note "a directory that is configured and not there is no place to start at the top instead"
expect_row G-1 failed
expect_attempts G-1 0
expect_err "there is no directory 'packages/gone' on main, where the work on G-1 is to start"
expect_followed

note "by hand"
board "$(repo_row H-1 web)" >docs/tasks.md
publish "one more"
expect_exit 0 reeve start H-1
expect_out "  in $trees/H-1/packages/web  worker"
cd "$trees/H-1/packages/web"
expect_exit 0 reeve prompt H-1
expect_out "Directory: $trees/H-1/packages/web"
touch broken && git add broken && git commit -q -m "work"
expect_exit 1 reeve finish H-1 --wait
expect_out "sound: broken is here"
expect_err "next: mend it in '$trees/H-1/packages/web'"
git rm -q broken && echo well >hand.txt && git add hand.txt && git commit -q -m "mended"
expect_exit 0 reeve finish H-1 --wait
cd "$clone"
expect_row H-1 "done"
expect_exit 0 reeve show H-1
expect_out "directory   packages/web"

note "a path that leads outside is refused before anything"
sed -i 's|"packages/web"|"../web"|' reeve.json
refused 2 "repos.web: must be a plain path inside the checkout" 'another repository is written as {"path": "../web"}' -- reeve run
