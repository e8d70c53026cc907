# A fetch while another git registers a worktree, whose HEAD is the null id for a moment: git fails, reeve asks again.
source "$(dirname "$0")/support/lib.sh"

make_project
git worktree add -q -b other "$world/other tree"
head=.git/worktrees/$(ls .git/worktrees)/HEAD
cp "$head" "$world/whole"
# A git that becomes ready only when a fetch has failed by it.
mkdir "$world/bin"
real=$(command -v git)
cat >"$world/bin/git" <<SH
#!/bin/sh
case " \$* " in *" fetch "*) ;; *) exec "$real" "\$@" ;; esac
"$real" "\$@"
status=\$?
[ \$status = 0 ] || { echo failed >>"$world/fetches"; cp "$world/whole" "$clone/$head"; }
exit \$status
SH
chmod +x "$world/bin/git"
elsewhere sh -c 'echo more >>README.md'
printf '%040d\n' 0 >"$head"
expect_exit 0 env PATH="$world/bin:$PATH" reeve run
[[ -e $world/fetches ]] || fail "no fetch met it: the test tests nothing"
expect_row A-1 done
expect_followed
