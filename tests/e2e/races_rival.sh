# Eight reeves, and a rival who gets in just before every second push of the table: another file, or the description of a task
# that nobody has begun. Nothing of the rival's is lost either. REEVE_NIGHT: 60 tasks.
source "$(dirname "$0")/support/lib.sh"
source "$support/races.sh"

tasks=8
[[ ${REEVE_NIGHT:-} ]] && tasks=60
make_race "$tasks" 8
# Runs in the remote, while the push waits: its own push finds the branch moved.
cat >"$remote/hooks/pre-receive" <<'SH'
#!/bin/sh
grep -q ' refs/heads/main$' || exit 0
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
exec 9>rival.turn
flock 9
echo >>rival.count
count=$(wc -l <rival.count)
[ $((count % 2)) = 0 ] || exit 0
export GIT_INDEX_FILE=$PWD/rival.index
main=$(git rev-parse main)
git read-tree "$main"
if [ $((count % 4)) = 0 ]; then
  git show "$main:docs/tasks.md" | sed "0,/| not-started | Do/s//| not-started | By the rival, do/" >rival.text
  file=docs/tasks.md
else
  echo "$count" >rival.text
  file=rival-$count.txt
fi
git update-index --add --cacheinfo "100644,$(git hash-object -w rival.text),$file"
git update-ref refs/heads/main "$(git commit-tree -p "$main" -m "a rival's $file" "$(git write-tree)")" "$main" || exit 0
echo "$file" >>rival.won
SH
chmod +x "$remote/hooks/pre-receive"
race
expect_fair_race
rivals=$(git -C "$remote" rev-list --count --grep="^a rival's" "$base..main")
edits=$(git -C "$remote" rev-list --count --grep="^a rival's docs/tasks.md" "$base..main")
expect_equal "$rivals" "$(wc -l <"$remote/rival.won")" "commits of the rival"
((rivals * 3 >= $(wc -l <"$remote/rival.count"))) || fail "the rival seldom wins: the test tests nothing"
((edits > 0)) || fail "the rival edited no row: the test tests nothing"
note "$rivals commits of the rival, $edits of them to the table"
tell_race
