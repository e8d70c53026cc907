# In the sandbox: `git add -A` commits the work and nothing that the sandbox puts there; the tracking file, the hooks and
# the main checkout cannot be written; the network is away.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
need_sandbox

sandbox=require
make_project
model "$(runs A-1 "echo x >>docs/tasks.md; echo x | tee -a docs/tasks.md; mv docs/tasks.md away; git status --short")" \
  "$(runs A-1 "touch ../../clone/mine '$HOME/mine' .git/hooks/mine; git push origin HEAD:refs/heads/mine && echo pushed")" \
  "$(runs A-1 "echo good >A-1.txt; git add -A && git commit -q -m work && git show --format= --name-only")" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_foreseen
expect_seen "Read-only file system"
expect_equal "$(git -C "$remote" diff --name-only main...reeve/A-1)" A-1.txt "what the work changes"
expect_equal "$(git -C "$remote" for-each-ref refs/heads/mine)" "" "what a worker pushed"
for file in mine "$HOME/mine"; do [[ ! -e $file ]] || fail "it wrote $file"; done
expect_clean_status
