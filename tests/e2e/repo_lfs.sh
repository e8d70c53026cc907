# Large files: those of a worker are on the remote before its branch is; the user's stay as they are.
source "$(dirname "$0")/support/lib.sh"

command -v git-lfs >/dev/null || fail "git-lfs is not installed"
git lfs install >/dev/null
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
echo '*.bin filter=lfs diff=lfs merge=lfs -text' >.gitattributes
head -c 100000 /dev/urandom >big.bin
publish "a large file" >/dev/null
[[ $(git show HEAD:big.bin) == version* ]] || fail "big.bin is not in LFS"
sum=$(sha256sum <big.bin)
echo "A-1 * sh head -c 50000 /dev/urandom >new.bin; commit; result success" >"$plan"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
expect_equal "$(sha256sum <big.bin)" "$sum" "the user's large file"
# A fresh clone of the branch gets the content.
git clone -q -b reeve/A-1 "$remote" "$world/fresh"
expect_equal "$(wc -c <"$world/fresh/new.bin")" 50000 "the worker's large file"
