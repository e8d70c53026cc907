# A remote that does not answer: exit 69, nothing is claimed, nothing changes.
source "$(dirname "$0")/support/lib.sh"

make_project
mv "$remote" "$world/away.git"
refused 69 origin -- reeve run
expect_attempts A-1 0

# Queries need no network.
expect_exit 0 reeve status
mv "$world/away.git" "$remote"
expect_exit 0 reeve run
expect_row A-1 done
