# Over http and git://: a server that never answers, answers in small pieces, or takes a push and is cut off before it says so.
source "$(dirname "$0")/support/lib.sh"
source "$support/clock.sh"
command -v node >/dev/null || skip "there is no node"

make_fifo
worker_timeout=100h make_project "$(row A-1)"
base=$(remote_tip)
mkfifo "$world/port"
echo "pass all" >"$world/mode"

# behind_gate PORT: a gate in front of it. Its own port is $port.
behind_gate() {
  node "$support/tcp-gate.mjs" "$1" "$world/mode" "$world/fifo" >"$world/port" &
  helpers+=($!)
  read -r port <"$world/port"
}

again() {
  rm -rf "$plan.attempts" "$world/mode.met"
  git reset -q --hard "$base"
  git -C "$remote" update-ref refs/heads/main "$base"
  git -C "$remote" update-ref -d refs/heads/reeve/A-1
  git update-ref refs/remotes/origin/main "$base"
  git branch -q -D reeve/A-1 2>/dev/null || true
}
once_done() {
  expect_row A-1 "done"
  expect_attempts A-1 1
  expect_equal "$(git rev-list --count "$base..main")" 2 "commits: one claim, one verdict"
  expect_followed
}

hold_each() {
  note "$1: never answers a fetch"
  again
  echo "hang fetch" >"$world/mode"
  start "${on_this_clock[@]}" reeve run
  wait_for_hang
  let_pass 301
  ended 69
  let_go
  expect_err "git ls-remote origin"
  expect_attempts A-1 0

  note "$1: never answers a push"
  again
  echo "hang push" >"$world/mode"
  start "${on_this_clock[@]}" reeve run
  wait_for_hang
  echo "pass all" >"$world/mode"
  let_pass 301
  ended_as_time_passes 0
  let_go
  once_done

  note "$1: answers slowly"
  again
  echo "slow all" >"$world/mode"
  expect_exit 0 reeve run
  once_done
  grep -q "slow push" "$world/mode.met" || fail "nothing was slow"

  note "$1: takes a push, and is cut off"
  again
  echo "cut push" >"$world/mode"
  start "${on_this_clock[@]}" reeve run
  wait_for_line "trying again"
  echo "pass all" >"$world/mode"
  ended_as_time_passes 0
  once_done
}

node "$support/git-http-server.mjs" "$world" token "$world/requests" >"$world/port" &
helpers+=($!)
read -r server <"$world/port"
behind_gate "$server"
git remote set-url origin "http://reeve:token@127.0.0.1:$port/remote.git"
hold_each http

# A port of its own: nobody else can have it as long as this listens.
node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})" >"$world/port" &
read -r server <"$world/port"
"$(git --exec-path)/git-daemon" --verbose --reuseaddr --listen=127.0.0.1 --port="$server" --enable=receive-pack \
  --export-all --base-path="$world" "$world" 2>"$world/out" &
helpers+=($!)
wait_for_line "Ready to rumble"
behind_gate "$server"
git remote set-url origin "git://127.0.0.1:$port/remote.git"
hold_each git://
