# UTF-16 is named, not guessed at: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
{ printf "\377\376"; iconv -f UTF-8 -t UTF-16LE docs/tasks.md; } >"$world/utf16"
cp "$world/utf16" docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md UTF-16 -- reeve status
refused 65 docs/tasks.md UTF-16 -- reeve next
refused 65 docs/tasks.md UTF-16 -- reeve run
expect_attempts A-1 0
