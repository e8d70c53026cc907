# A directory in the place of the tracking file: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
git rm -q docs/tasks.md
mkdir -p docs/tasks.md
echo text >docs/tasks.md/README
publish "a directory"
refused 65 docs/tasks.md directory -- reeve status
refused 65 docs/tasks.md -- reeve run
