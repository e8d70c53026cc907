# What a worker writes where git keeps its own files leads nothing of reeve's astray: no path, no program, no check.
source "$(dirname "$0")/support/lib.sh"

git_dir='$(git rev-parse --absolute-git-dir)'
cat >"$plan" <<PLAN
A-1 * edit a.txt x; commit; sh echo "ref: refs/heads/../../../../victim" >"$git_dir/HEAD"; result success
A-2 * sh bash "$world/embedded.sh" sub; edit a.txt x; commit; sh touch -d '1 minute ago' sub/f; result success
A-3 * sh bash "$world/embedded.sh" sub; sh cd sub; sh bash "$world/embedded.sh" deeper; commit; sh cd ..; commit; sh touch -d '1 minute ago' sub/deeper/f; sh bash "$world/plain.sh" sub; result success
A-4 * sh bash "$world/embedded.sh" sub; commit; sh bash "$world/plain.sh" sub; sh echo 2 >sub/f; result success
A-5 * edit a.txt x; commit; edit proof good; sh printf 'proof\\0' >"$git_dir/reeve-copied"; result success
A-6 * edit a.txt x; commit; sh git branch decoy; sh git symbolic-ref refs/heads/reeve/A-6 refs/heads/decoy; result success
A-7 * edit a.txt x; commit; sh echo nothing >"$git_dir/HEAD"; result success
A-9 * sh git update-ref refs/reeve/x HEAD; sh bash "$world/lead_away.sh"; result failed
A-8 * sh bash "$world/embedded.sh" sub; commit; sh bash "$world/plain.sh" sub; result success
PLAN
# A repository in the work tree, to be committed as a submodule, that names programs for git to run.
cat >"$world/embedded.sh" <<SH
git init -q "\$1"; cd "\$1"
git config user.name x; git config user.email x@example.org
echo 1 >f; git add f; git commit -q -m one
echo 'f filter=evil' >.gitattributes; git add .gitattributes; git commit -q -m two
git config filter.evil.clean '[ "\$REEVE_WORKER" ] || touch "$world/pwned-filter"; cat'
git config core.fsmonitor '[ "\$REEVE_WORKER" ] || touch "$world/pwned-monitor"; false'
SH
cat >"$world/plain.sh" <<'SH'
cd "$1"; git config --remove-section filter.evil; git config --unset core.fsmonitor
SH
cat >"$world/lead_away.sh" <<SH
common=\$(git rev-parse --path-format=absolute --git-common-dir)
rm -r "\$common/refs/reeve"; ln -s "$world/theirs" "\$common/refs/reeve"
ln -s "$world/theirs" "\$common/refs/heads/theirs"
echo "ref: refs/heads/theirs/yarn" >"\$(git rev-parse --absolute-git-dir)/HEAD"
SH
mkdir "$world/theirs"
for name in yarn Cargo; do : >"$world/theirs/$name.lock"; touch -d '1 hour ago' "$world/theirs/$name.lock"; done
worker_more='"attempts": 1'
config_more='"limits": {"failures_in_row": 99}'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4)" "$(row A-5)" "$(row A-6)" "$(row A-7)" "$(row A-8)" "$(row A-9)" "$(row B-1)"
: >"$world/victim.lock"
touch -d '1 hour ago' "$world/victim.lock"

expect_exit 1 reeve run
for id in A-1 A-2 A-3 A-4 A-5 A-6 A-7 A-9; do expect_row $id failed; done
for id in A-8 B-1; do expect_row $id done; done
expect_err "HEAD of the worktree names neither a branch nor a commit"
expect_err "the submodule sub has a configuration of its own that sets core.fsmonitor, filter.evil.clean"
expect_err "the submodule sub/deeper has a configuration of its own"
expect_err "the submodule sub is not clean: f"
expect_err "the worktree is not clean: proof"
expect_err "branch 'reeve/A-6' was made to stand for another one"
for id in A-1 A-2 A-3 A-4 A-5 A-6 A-7; do [[ ! $(remote_tip "reeve/$id") ]] || fail "reeve/$id was pushed"; done

note "the next start, which looks for what killed ones left behind, and the runs' retention"
sed -i 's/"ended_at_ms": [1-9][0-9]*/"ended_at_ms": 1000/' .git/reeve/runs/*/run.json
expect_exit 0 reeve reset A-1
expect_exit 1 reeve run
expect_err "HEAD of the worktree $clone.worktrees/A-1 names neither a branch nor a commit"
expect_no_err victim
for file in victim theirs/yarn theirs/Cargo; do [[ -e $world/$file.lock ]] || fail "$file.lock, outside of the repository, was removed"; done
git rev-parse -q --verify decoy >"$world/out" || fail "the branch that another one stood for is gone"
expect_equal "$(find "$world" -name 'pwned*')" "" "what a text or a program made"

note "the worktree that a person goes into stands for the checkout that it was made by, whatever it says itself"
mkdir "$world/elsewhere"
(cd "$world/elsewhere"; git init -q; echo '{"gates": []}' >reeve.json; mkdir docs; board "$(row X-1)" >docs/tasks.md; commit_all x)
mkdir -p "$world/elsewhere/.git/reeve/runs"
cp -r .git/reeve/runs/* "$world/elsewhere/.git/reeve/runs"
sed -i "s|\"checkout\": .*|\"checkout\": \"$world/elsewhere\",|" "$world"/elsewhere/.git/reeve/runs/*/run.json
echo "$world/elsewhere" >.git/worktrees/A-5/reeve-table
expect_exit 0 reeve -C "$clone.worktrees/A-5" status --json
jq -e '.tasks | map(.id) | index("B-1")' "$world/out" >"$world/err" || fail "another checkout's table was read"

# For the check of the repositories at the end.
rm .git/refs/reeve .git/refs/heads/theirs
for id in A-1 A-7 A-9; do echo "ref: refs/heads/reeve/$id" >.git/worktrees/$id/HEAD; done
