#!/bin/sh
# Entrypoint of an image with git and reeve as a Woodpecker plugin; the settings are described in docs.md.
set -eu

die() {
  echo "reeve plugin: $1" >&2
  exit 2
}

# A list comes as JSON (["a","b"]), a single value as it is: one a line.
lines_of() {
  case $1 in
    \[*\]) printf '%s\n' "$1" | sed 's/^\[ *//; s/ *\]$//; s/^"//; s/"$//; s/" *, *"/\
/g' ;;
    *) printf '%s\n' "$1" ;;
  esac
}

is_on() {
  case $1 in
    true | 1) return 0 ;;
    '' | false | 0) return 1 ;;
    *) die "'$1' is neither true nor false" ;;
  esac
}

check() {
  set -- check --base "${PLUGIN_BASE:-auto}"
  # Reports first: the step ends with the verdict.
  lines_of "${PLUGIN_REPORTS:-}" | while IFS= read -r report; do
    [ "$report" ] || continue
    case $report in *:?*) ;; *) die "reports: '$report' is not FORMAT:PATH" ;; esac
    mkdir -p "$(dirname "${report#*:}")"
    reeve "$@" --format "${report%%:*}" --fail-on never >"${report#*:}" || exit
  done
  exec reeve "$@" --format "${PLUGIN_FORMAT:-text}" --fail-on "${PLUGIN_FAIL_ON:-error}"
}

run() {
  [ -z "${PLUGIN_GIT_TOKEN:-}" ] || export REEVE_GIT_TOKEN="$PLUGIN_GIT_TOKEN"
  set -- run --once
  if is_on "${PLUGIN_ALONE:-}"; then set -- "$@" --alone; fi
  [ -z "${PLUGIN_MAX_TASKS:-}" ] || set -- "$@" --max-tasks "$PLUGIN_MAX_TASKS"
  [ -z "${PLUGIN_LANES:-}" ] || set -- "$@" --lanes "$PLUGIN_LANES"
  # Settings are not for workers.
  unset PLUGIN_GIT_TOKEN
  exec reeve "$@"
}

cd "${PLUGIN_DIRECTORY:-.}"
# The clone belongs to another user than this image's.
git config --global --add safe.directory "$PWD" 2>/dev/null || :
case ${PLUGIN_COMMAND:-check} in
  check) check ;;
  run) run ;;
  *) die "command is check or run, not '$PLUGIN_COMMAND'" ;;
esac
