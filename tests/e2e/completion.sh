# Completion in a real bash: commands, options and ids, from anywhere; the other shells' scripts are sound where these are.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 "done")" "$(row B-1)"
# completed WORD…: what the last of these words may become.
completed() {
  COMP_WORDS=(reeve "$@") COMP_CWORD=$# COMPREPLY=()
  _reeve
  echo "${COMPREPLY[*]}"
}
source <(reeve completion bash)
complete -p reeve >/dev/null || fail "nothing is completed for reeve"
expect_equal "$(completed sh)" "show"
expect_equal "$(completed run --la)" "--lanes"
expect_equal "$(completed show '')" "A-1 A-2 B-1"
expect_equal "$(completed log A)" "A-1 A-2"
expect_equal "$(completed run --lanes '')" ""
expect_equal "$(completed completion z)" "zsh"
expect_equal "$(cd / && completed -C "$clone" show B)" "B-1"
expect_equal "$(cd / && completed show '')" ""

for shell in zsh fish; do
  expect_exit 0 reeve completion $shell
  expect_out completion
  if [[ -x $(command -v $shell) ]]; then $shell -n "$world/out" || fail "$shell cannot read it"; fi
done
refused 2 "tcsh" "next:" -- reeve completion tcsh
