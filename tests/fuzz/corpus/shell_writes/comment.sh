# > docs/tasks.md
echo a#b # c
