# A NUL byte in a task table: exit 65, with the line.
source "$(dirname "$0")/support/lib.sh"

make_project
sed -i "s/Do A-1/Do \x00 it/" docs/tasks.md
refused_file NUL "line 5" editor
mended_by sed -i "s/\x00 //" docs/tasks.md
