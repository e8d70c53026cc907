# `reeve init` where there is no remote: the configuration says so, and the printed steps lead to a run.
source "$(dirname "$0")/support/lib.sh"

git init -q "$clone"
cd "$clone"
expect_exit 0 reeve init
expect_no_out push
mapfile -t steps < <(sed -n '/^next:/,$s/^  //p' "$world/out")
row A-1 >>docs/tasks.md
sed -i 's|"command": \["claude".*\],|"command": ["'"$support/fake-worker"'", "'"$plan"'"],|; s|// "gates": .*|"gates": [],|' reeve.json
for step in "${steps[@]}"; do
  bash -ec "$step" >"$world/step" 2>&1 || fail "a step fails: $step: $(cat "$world/step")"
done
grep -q '^| A-1 *| done' docs/tasks.md || fail "the row is not done"
expect_clean_status
