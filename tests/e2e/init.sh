# `reeve init` in an empty repository, then the steps it prints, word for word; nothing that is there is overwritten.
source "$(dirname "$0")/support/lib.sh"

git init -q --bare "$remote"
git clone -q "$remote" "$clone" 2>/dev/null
cd "$clone"
mkdir "some folder"
cd "some folder"
expect_exit 0 reeve init
cd "$clone"
for file in reeve.json docs/tasks.md reeve.schema.json; do
  [[ -f $file ]] || fail "$file is missing"
  expect_out "wrote $file"
done
mapfile -t steps < <(sed -n '/^next:/,$s/^  //p' "$world/out")
((${#steps[@]} >= 3)) || fail "no steps"
row A-1 >>docs/tasks.md
sed -i 's|"command": \["claude".*\],|"command": ["'"$support/fake-worker"'", "'"$plan"'"],|; s|// "gates": .*|"gates": [],|' reeve.json
cd "some folder"
for step in 0 1; do bash -ec "${steps[step]}" >"$world/step" 2>&1 || fail "${steps[step]} fails: $(cat "$world/step")"; done
cd "$clone"
expect_clean_status
expect_exit 0 bash -ec "${steps[2]}"
expect_row A-1 done
expect_followed

# Once more: everything is kept.
remember
expect_exit 0 reeve init
expect_out "kept  reeve.json"
expect_no_out "wrote"
expect_unchanged
