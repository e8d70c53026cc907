# A shallow clone, as CI makes them, works.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
for number in 1 2 3; do echo $number >>README.md; publish "change $number"; done
cd "$world"
rm -rf "$clone"
git clone -q --depth 1 "file://$remote" "$clone"
cd "$clone"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
expect_equal "$(git rev-parse --is-shallow-repository)" true
