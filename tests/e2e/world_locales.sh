# In Turkish, where the small I has no dot and the large i one, and in the C locale: ids, columns and statuses are read as
# anywhere, other alphabets come through whole, and what is printed is UTF-8 as it was.
source "$(dirname "$0")/support/lib.sh"

mkdir "$world/locales"
localedef -i tr_TR -f UTF-8 "$world/locales/tr_TR.UTF-8" 2>"$world/err" || skip "the Turkish locale cannot be made: $(head -n 1 "$world/err")"
export LOCPATH=$world/locales
expect_equal "$(LC_ALL=tr_TR.UTF-8 bash -c 'x=i; echo "${x^^}"')" "İ" "the large i in this locale"

make_project
tasks() {
  echo '| ID | STATUS | TITLE | DEPENDS_ON | AGENT | ID_ISSUE |'
  echo '|---|---|---|---|---|---|'
  echo '| Iİ-1 | NOT-STARTED | ıIiİ 木 ñ | | | |'
  echo '| I-2 | İN-PROGRESS | ıIiİ | | | |'
  echo '| I-3 | Not started | Işık | I-4 | | |'
  echo '| I-4 | PENDING | ĞÜŞİÖÇ | | | |'
}
tasks >docs/tasks.md
publish "letters"
LC_ALL=C.UTF-8 reeve status --json >"$world/plain"
for locale in tr_TR.UTF-8 C POSIX; do
  note "$locale"
  LC_ALL=$locale reeve status --json | diff "$world/plain" - >&2 || fail "the board reads differently"
  for command in status check "help config" "show I-3" "next"; do
    code=0
    LC_ALL=C.UTF-8 reeve $command >"$world/expected" 2>&1 || code=$?
    expect_exit $code env LC_ALL=$locale reeve $command
    cat "$world/out" "$world/err" | diff "$world/expected" - >&2 || fail "reeve $command differs"
  done
done
published_status() { git -C "$remote" show main:docs/tasks.md | awk -F' *[|] *' -v id="$1" '$2 == id {print tolower($3)}'; }
expect_exit 0 env LC_ALL=tr_TR.UTF-8 reeve run --max-tasks 2
expect_err "ıIiİ 木 ñ"
for id in Iİ-1 I-4; do expect_equal "$(published_status $id)" "done" "the status of $id"; done
expect_exit 0 env LC_ALL=C reeve run
expect_err "Işık"
expect_equal "$(published_status I-3)" "done" "the status of I-3"
git -C "$remote" show main:docs/tasks.md | grep -q '| ıIiİ 木 ñ |' || fail "the letters are lost"
expect_followed
