# Eight lanes: their claims are one push, and branches and verdicts that wait for one on its way go out together.
source "$(dirname "$0")/support/lib.sh"

mkfifo "$world/judged"
exec 8<>"$world/judged"
gates='[{"name": "sound", "command": ["sh", "sound.sh"], "baseline": "may-fail"}]'
config_more='"lanes": 8'
rows=()
for n in 1 2 3 4 5 6 7 8; do rows+=("$(row "A-$n")"); done
make_project "${rows[@]}"
echo "echo judged >'$world/judged'" >sound.sh
publish "a gate that tells"
# Each push is noted; the first one of a branch waits until all eight tasks have been judged.
cat >"$remote/hooks/pre-receive" <<HOOK
#!/bin/sh
lines=\$(cat)
case \$lines in
  *refs/heads/main*) echo "\$lines" | wc -l >>"$world/pushes.main" ;;
  *) [ -e "$world/pushes.work" ] || head -n 8 <"$world/judged" >/dev/null
     echo "\$lines" | wc -l >>"$world/pushes.work" ;;
esac
HOOK
chmod +x "$remote/hooks/pre-receive"
base=$(remote_tip)
expect_exit 0 reeve run
expect_equal "$(git rev-list --count "$base..HEAD")" 16 "published commits"
expect_equal "$(git log --format='%(trailers:key=Reeve-Status,valueonly,separator=%x2C)' --reverse "$base..HEAD" | head -n 8 | sort -u)" in-progress "the first eight commits"
expect_equal "$(awk '{sum += $1} END {print sum}' "$world/pushes.work")" 8 "branches pushed"
works=$(wc -l <"$world/pushes.work")
mains=$(wc -l <"$world/pushes.main")
note "$mains pushes of the board, $works of branches"
((works <= 4)) || fail "$works pushes for eight branches: $(cat "$world/pushes.work")"
((mains <= 6)) || fail "$mains pushes for sixteen commits"
expect_followed
