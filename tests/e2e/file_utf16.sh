# UTF-16 is named, not guessed at: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
{ printf "\377\376"; iconv -f UTF-8 -t UTF-16LE docs/tasks.md; } >"$world/utf16"
cp "$world/utf16" docs/tasks.md
refused_file UTF-16 "save it as UTF-8"
mended_by sh -c "iconv -f utf-16 -t utf-8 '$world/utf16' >docs/tasks.md"
