# On a real terminal, 80 and 200 columns wide: a line for each running task, cut to the width, also with wide characters.
source "$(dirname "$0")/support/lib.sh"

make_fifo
wide=$(printf '进行中%.0s' {1..60})
echo "A-1 * say $wide; hang $world/fifo; edit a.txt good; commit; result success" >"$plan"
make_project "$(row A-1)" "$(row 仕事-2)"
sed -i "s/Do A-1/$wide/" docs/tasks.md
publish "wide"
# What the terminal was sent, without what steers it: a line for each line that it showed at some time.
shown() { sed -E 's/\x1b\[[0-9;?]*[A-Za-z]//g; s/\r/\n/g' "$world/out"; }

for columns in 80 200; do
  start env TERM=xterm script -qefc "stty cols $columns rows 24; exec reeve run --lanes 2" /dev/null
  wait_for_hang
  wait_for_line 进行中进行中进行中
  wait_for_line 仕事-2
  let_go
  ended 0
  widest=$(shown | LC_ALL=C.UTF-8 wc -L)
  note "$columns columns, the widest line has $widest"
  ((widest <= columns)) || fail "a line is wider than $columns columns: $(shown | awk -v n="$columns" 'length > n / 2' | tail -n 3)"
  ((widest > columns - 4)) || fail "the room is not used: $widest of $columns columns"
  shown | grep -q "^  A-1 .*working.*进" || fail "A-1 has no line with what its worker says: $(shown | tail -n 20)"
  shown | grep -q "2 done" || fail "no summary: $(shown | tail -n 5)"
  board "$(row A-1)" "$(row 仕事-2)" >docs/tasks.md
  publish "again"
done
