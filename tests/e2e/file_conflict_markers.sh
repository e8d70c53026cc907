# Conflict markers are refused, with the line and what to do about them: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
cp docs/tasks.md "$world/good"
printf "<<<<<<< HEAD\n%s\n=======\n%s\n>>>>>>> theirs\n" "$(row B-1)" "$(row B-2)" >"$world/rows"
sed -i "/^| A-1/r $world/rows" docs/tasks.md
refused_file conflict "line 6" "keep what is right" "<<<<<<<"
mended_by sed -i '/^<<<<<<< /d; /^=======$/d; /^>>>>>>> /d; /^| B-2/d' docs/tasks.md
expect_row B-1 done
