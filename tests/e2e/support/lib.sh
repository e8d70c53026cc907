# Sourced first by every script in tests/e2e: a sealed environment, makers of repositories, expectations.
#
# The script runs again from its start with a cleared environment, an own HOME and nothing of the caller's git set-up.
# Everything lies under one temporary folder, $world, whose name has a blank on purpose. When the script ends well, no
# process may be left in there and every repository must pass fsck; then the folder goes.
set -euo pipefail

if [[ ! ${world:-} ]]; then
  world=$(mktemp -d "${TMPDIR:-/tmp}/reeve e2e.XXXXXX")
  mkdir "$world/home"
  trap 'chmod -R u+rwX "$world"; rm -rf "$world"' EXIT
  status=0
  # Of where memory came from, three frames by day: to keep all of them took a quarter of each start under the sanitizers.
  frames=$([[ ${REEVE_LEAKS:-} ]] && echo 30 || echo 3)
  env -i world="$world" REEVE_BIN="$REEVE_BIN" REEVE_SOURCE="$REEVE_SOURCE" ${REEVE_NIGHT:+REEVE_NIGHT=1} ${SEED:+SEED="$SEED"} ${REEVE_CLAUDE:+REEVE_CLAUDE="$REEVE_CLAUDE"} \
    PATH="$REEVE_BIN:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" HOME="$world/home" TMPDIR="$world" \
    TZ=UTC LC_ALL=C.UTF-8 TERM=dumb GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 \
    ASAN_OPTIONS="detect_leaks=${REEVE_LEAKS:-0}:malloc_context_size=$frames" LSAN_OPTIONS="suppressions=$REEVE_SOURCE/tests/support/leaks_of_libraries" \
    bash "$0" "$@" || status=$?
  exit $status
fi

support=$REEVE_SOURCE/tests/e2e/support
remote=$world/remote.git
clone=$world/clone
plan=$world/plan
header='| id | status | description | issue | repo | branch | depends_on | blocks | agent | started_at | completed_at | estimate | used |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'

git config --global user.name "E. Tester"
git config --global user.email tester@example.org
git config --global init.defaultBranch main
git config --global advice.detachedHead false

note() { printf '# %s\n' "$*" >&2; }

fail() {
  printf 'FAIL: %s\n' "$*" >&2
  local stream
  for stream in out err; do
    [[ -s $world/$stream ]] || continue
    printf -- '--- std%s of the last command\n' "$stream" >&2
    tail -c 6000 "$world/$stream" >&2
  done
  exit 1
}

skip() { echo "SKIP: $*"; exit 77; }

# --- makers -----------------------------------------------------------------------------------------------------------

# row ID [STATUS [DEPENDS_ON [BRANCH]]]: a table row of the schema.
row() { printf '| %s | %s | Do %s | #1 | | %s | %s | | | | | 5K | |\n' "$1" "${2:-not-started}" "$1" "${4:-}" "${3:-}"; }

# board ROW…: a whole tracking file.
board() { printf '# Tasks\n\n%s\n' "$header"; printf '%s\n' "$@"; printf '\nThe end.\n'; }

# The configuration, from these variables where a test sets them before. Written to reeve.json in the current folder.
write_config() {
  local sound='[{"name": "sound", "command": ["sh", "sound.sh"]}]'
  cat >reeve.json <<JSON
{
  "worker": {"command": ["$support/fake-worker", "$plan"], "name": "fake", "template": "prompt.md",
             ${worker_more:+$worker_more,} "timeout": "${worker_timeout:-2m}"},
  ${config_more:+$config_more,}
  "gates": ${gates:-$sound}
}
JSON
}

# make_project [ROW…]: a bare remote and a clone of it, with a project whose only gate, sound.sh, fails as long as a file
# named `broken` is there. Leaves you in the clone. Rows default to one task, A-1.
make_project() {
  git init -q --bare "$remote"
  git clone -q "$remote" "$clone" 2>/dev/null
  cd "$clone"
  mkdir docs
  if (($#)); then board "$@" >docs/tasks.md; else board "$(row A-1)" >docs/tasks.md; fi
  echo "a project" >README.md
  cat >sound.sh <<'SH'
if [ -e broken ]; then
  echo "sound: broken is here"
  exit 1
fi
SH
  printf 'Task: {id}\nBranch: {branch}\n\n{description}\n\nGates:\n{gates}\n\n{evidence}\n' >prompt.md
  write_config
  commit_all "a project"
  git push -q -u origin main
}

# commit_all SUBJECT: with fixed dates.
commit_all() {
  git add -A
  GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z' git commit -q -m "$1"
}

# publish SUBJECT: what the work tree holds, on the remote.
publish() { commit_all "$1"; git push -q origin HEAD:main; }

# elsewhere COMMAND…: runs it in a second clone that is up to date, and publishes what it did.
elsewhere() {
  [[ -d $world/elsewhere ]] || git clone -q "$remote" "$world/elsewhere"
  (cd "$world/elsewhere"; git pull -q --rebase; "$@"; commit_all "elsewhere: $1"; git push -q origin HEAD:main)
}

# --- expectations -----------------------------------------------------------------------------------------------------

# expect_exit CODE COMMAND…: its stdout and stderr stay in $world/out and $world/err.
expect_exit() {
  local expected=$1 actual=0; shift
  "$@" >"$world/out" 2>"$world/err" </dev/null || actual=$?
  [[ $actual == "$expected" ]] || fail "exit $actual instead of $expected: $*"
}

expect_out() { grep -qF -- "$1" "$world/out" || fail "stdout lacks: $1"; }
expect_err() { grep -qF -- "$1" "$world/err" || fail "stderr lacks: $1"; }
expect_no_out() { ! grep -qF -- "$1" "$world/out" || fail "stdout has: $1"; }
expect_no_err() { ! grep -qF -- "$1" "$world/err" || fail "stderr has: $1"; }
expect_equal() { [[ $1 == "$2" ]] || fail "'$1' instead of '$2'${3:+ ($3)}"; }

remote_tip() { git -C "$remote" rev-parse --verify -q "${1:-main}"; }
remote_board() { git -C "$remote" show "main:${1:-docs/tasks.md}"; }

# What must not change when reeve refuses: the user's files, index and refs, and the remote.
fingerprint() {
  git status --porcelain=v1 --branch 2>&1 || true
  git for-each-ref 2>&1 || true
  find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
  [[ -d $remote ]] && git -C "$remote" for-each-ref
  return 0
}
remember() { fingerprint >"$world/before"; }
expect_unchanged() {
  fingerprint >"$world/after"
  diff "$world/before" "$world/after" >&2 || fail "something changed"
}
expect_tip_unchanged() { expect_equal "$(remote_tip)" "$1" "the remote's tip"; }
expect_clean_status() { expect_equal "$(git status --porcelain)" "" "git status"; }

# cell ID COLUMN-NUMBER: of the published row (1 id, 2 status, 9 agent, 10 started_at, 11 completed_at, 13 used).
cell() { remote_board | awk -F' *[|] *' -v id="$1" -v n="$2" '$2 == id {print $(n + 1)}'; }
expect_row() { expect_equal "$(cell "$1" 2)" "$2" "published status of $1"; }
# The work tree's file is what was published.
expect_followed() {
  diff <(remote_board) docs/tasks.md >&2 || fail "docs/tasks.md is not what was published"
  expect_equal "$(git rev-parse HEAD)" "$(remote_tip)" "the local branch"
  expect_clean_status
}
attempts_of() { if [[ -f $plan.attempts/$1 ]]; then wc -l <"$plan.attempts/$1"; else echo 0; fi; }
expect_attempts() { expect_equal "$(attempts_of "$1")" "$2" "attempts of $1"; }

# The first command that a "next:" line on stderr put into backticks, for `take_next_step`.
next_step() { grep -F 'next:' "$world/err" | grep -oE '`[^`]+`' | head -n 1 | tr -d '`' || true; }
# take_next_step [CODE]: does what the message says to do; it must end with that code. What it says stays in $world/step.out.
take_next_step() {
  local step actual=0
  step=$(next_step)
  [[ $step ]] || fail "no next step is printed"
  note "next step: $step"
  bash -c "$step" >"$world/step.out" 2>&1 </dev/null || actual=$?
  [[ $actual == "${1:-0}" ]] || { cat "$world/step.out" >&2; fail "the next step ends with $actual: $step"; }
}
expect_step() { grep -qF -- "$1" "$world/step.out" || { cat "$world/step.out" >&2; fail "the next step does not say: $1"; }; }

# refused_file TEXT…: the tracking file as it is, published, is refused by each command: exit 65, with these texts.
refused_file() {
  publish "a bad file"
  local command
  for command in status next check run; do refused 65 docs/tasks.md "$@" "next:" -- reeve "$command"; done
  expect_err "on origin/main"
  expect_err "push it"
  expect_attempts A-1 0
}
# mended_by COMMAND…: what the next step says in words, done by hand and published; then the task is done.
mended_by() {
  "$@"
  publish "mended"
  expect_exit 0 reeve run
  expect_row A-1 done
  expect_followed
}
# given_up ID TEXT: the last run failed the task for that reason: on the terminal, in the row, behind the next step.
given_up() {
  expect_err "$2"
  expect_row "$1" failed
  expect_followed
  [[ ! $(remote_tip "reeve/$1") ]] || fail "the work of $1 was pushed"
  take_next_step
  expect_step "$2"
}

# refused CODE TEXT… -- COMMAND…: the usual form of a bad-input test: code, texts on stderr, and nothing changed.
refused() {
  local code=$1 texts=(); shift
  while [[ $1 != -- ]]; do texts+=("$1"); shift; done
  shift
  remember
  expect_exit "$code" "$@"
  local text
  for text in "${texts[@]}"; do expect_err "$text"; done
  expect_unchanged
}

# --- mounts -----------------------------------------------------------------------------------------------------------

# with_mounts COMMAND…: where it may mount, unseen by everybody else. Works in a bare chroot, where bubblewrap does not:
# its root is no mount point, so that its propagation cannot be changed.
with_mounts() {
  local how=(--mount)
  ((EUID)) && how+=(--map-root-user)
  unshare "${how[@]}" true 2>/dev/null || how+=(--propagation unchanged)
  unshare "${how[@]}" "$@"
}
need_mounts() { with_mounts mount -t tmpfs none "$world/home" 2>/dev/null || skip "mounting is not allowed here"; }

need_sandbox() {
  command -v socat >/dev/null || skip "there is no socat"
  bwrap --ro-bind / / --dev /dev --proc /proc --unshare-pid --unshare-net true 2>/dev/null ||
    skip "bubblewrap cannot make a sandbox here"
}

# --- processes --------------------------------------------------------------------------------------------------------

# start COMMAND…: in the background, in a process group of its own, as a shell with job control starts it (else bash
# would have it ignore SIGINT). Its id is $started.
start() {
  : >"$world/out" 2>"$world/err"  # there for whoever waits for a line
  set -m
  "$@" >"$world/out" 2>"$world/err" </dev/null &
  started=$!
  set +m
}
# ended CODE: waits for what was started.
ended() {
  local actual=0
  wait "$started" || actual=$?
  [[ $actual == "$1" ]] || fail "exit $actual instead of $1"
}
# What was started dies at once, without a word.
kill_started() { kill -KILL "$started"; ended 137; }
# A fifo whose other end a worker opens with `hang` or `daemon`. wait_for_hang returns when it did; the worker goes on when
# descriptor 9 is closed (let_go).
make_fifo() { mkfifo "$world/fifo"; }
wait_for_hang() { exec 9>"$world/fifo"; }
let_go() { exec 9>&-; }

# wait_for_line TEXT: until what was started has printed it.
wait_for_line() {
  local reader
  exec 7< <(exec tail -n +1 -qf "$world/out" "$world/err")
  reader=$!
  timeout 100 grep -qFm1 -- "$1" <&7 || fail "never printed: $1"
  kill "$reader"
  exec 7<&-
}

# Ids of processes that serve the script itself and end with it.
helpers=()

# Processes that were started in this world and still live, the script itself and its helpers apart.
left_processes() {
  local pids pid command
  pids=$({
    find /proc/[0-9]*/cwd -maxdepth 0 -lname "$world*" 2>/dev/null
    grep -lsF -- "$world" /proc/[0-9]*/cmdline
  } | cut -d/ -f3 | sort -u) || true
  for pid in $pids; do
    [[ " $$ ${helpers[*]-} " == *" $pid "* ]] && continue
    command=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || continue
    [[ $command == "bash $0"* || $command == "" ]] || echo "$pid $command"
  done
}
# Those that are being killed may take a moment, but not long.
expect_no_process_left() {
  local pid command
  while read -r pid command; do
    timeout 10 tail --pid="$pid" -s 0.02 -f /dev/null || fail "still running: $pid $command"
  done < <(left_processes)
}

# expect_sound_repositories [TEST-OF-FIND…]: where no lock may be left; without, nowhere.
expect_sound_repositories() {
  local repository problems
  for repository in "$remote" "$clone"; do
    git -C "$repository" rev-parse --git-dir >/dev/null 2>&1 || continue
    problems=$(git -C "$repository" fsck --no-dangling --no-progress 2>&1) || fail "fsck $repository: $problems"
    problems=$(find "$(git -C "$repository" rev-parse --absolute-git-dir)" -name '*.lock' ! -path '*/reeve/*' "$@")
    expect_equal "$problems" "" "locks left in $repository"
  done
}

end_helpers() {
  ((${#helpers[@]})) || return 0
  kill "${helpers[@]}" 2>/dev/null || true
  wait "${helpers[@]}" 2>/dev/null || true
  helpers=()
}

at_exit() {
  local status=$?
  trap - EXIT
  end_helpers
  if ((status == 0)); then
    exec 9>&- || true
    expect_no_process_left
    expect_sound_repositories
  fi
  exit $status
}
trap at_exit EXIT
