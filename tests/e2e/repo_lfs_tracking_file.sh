# The tracking file itself in LFS: git holds only a pointer to it, so a run says that, and how to
# take it out.
source "$(dirname "$0")/support/lib.sh"

git lfs install >/dev/null
make_project
echo '*.md filter=lfs diff=lfs merge=lfs -text' >.gitattributes
git add --renormalize .
publish "tables in LFS" >/dev/null
[[ $(git show HEAD:docs/tasks.md) == version* ]] || fail "the tracking file is not in LFS"
refused 65 docs/tasks.md LFS -- reeve run
expect_attempts A-1 0
take_next_step
expect_clean_status
expect_exit 0 reeve run
expect_row A-1 done
