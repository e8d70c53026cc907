# Outside a repository, in one without a commit, in one whose branch is not on the remote: what to do is said step by
# step, to the first task done.
source "$(dirname "$0")/support/lib.sh"

git init -q --bare "$remote"
mkdir "$clone"
cd "$clone"
for command in init status next check run "show A-1" log; do
  refused 70 "there is no git repository" "git init" -- reeve $command
done
git init -q
refused 66 "there is no tracking file" -- reeve status
take_next_step
row A-1 >>docs/tasks.md
: >prompt.md
printf 'Task: {id}\n{description}\n' >prompt.md
echo 'exit 0' >sound.sh
write_config
refused 2 "there is no remote 'origin'" "git remote add origin" -- reeve run
git remote add origin "$remote"
refused 2 "branch 'main' has no commit yet" -- reeve run
git add sound.sh prompt.md
take_next_step
git switch -q -c topic
git branch -q -u origin/main
git branch -q -m main elder
git switch -q -c main
expect_exit 2 reeve run
expect_err "has no upstream"
take_next_step
expect_exit 0 reeve run
expect_row A-1 done

# The branch is only here: its upstream is configured, as after cloning an empty repository.
git -C "$remote" update-ref -d refs/heads/main
refused 66 "there is no such branch on the remote" -- reeve run
take_next_step
expect_exit 0 reeve run
expect_err "everything is done"
