python3 - <<E
open('docs/tasks.md','w')
E
