# Beside files that git-lfs keeps, rows are published and the files stay what they are.
source "$(dirname "$0")/support/lib.sh"

git lfs version >/dev/null 2>&1 || skip "git-lfs is not installed"
make_project
git lfs install --local >/dev/null
git lfs track '*.bin' >/dev/null
head -c 100000 /dev/urandom >large.bin
publish "a large file"
sum=$(sha256sum large.bin)
expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(sha256sum large.bin)" "$sum"
expect_followed
git -C "$remote" cat-file -p reeve/A-1:large.bin | grep -q git-lfs || fail "the branch holds the file itself"
