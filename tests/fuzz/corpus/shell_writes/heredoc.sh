cat <<'E' >docs/tasks.md
x
E
