# A branch that looks like an option is held, never handed to git.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1 not-started '' '--upload-pack=touch${IFS}x')" "$(row A-2)"
expect_exit 3 reeve run
expect_err "A-1  held (line 5): '--upload-pack=touch\${IFS}x' is no valid branch name"
expect_row A-1 not-started
expect_row A-2 done
expect_attempts A-1 0
expect_followed
expect_equal "$(find "$world" -name x)" "" "the option was obeyed"
take_next_step 1
expect_step "docs/tasks.md:5:"
expect_step "is no valid branch name"
mended_by sed -i 's|--upload-pack=[^ ]*|work|' docs/tasks.md
expect_equal "$(git -C "$remote" for-each-ref --format='%(refname)' refs/heads/work)" refs/heads/work
