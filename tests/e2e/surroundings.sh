# Started in a subdirectory, without TERM, in other locales, without a home, with an identity from the environment only.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4)" "$(row A-5)"
sed -i 's/Do A-1/Do A-1: ı İ 木/' docs/tasks.md
publish "letters"
mkdir -p "some folder/below"
cd "some folder/below"
expect_exit 0 reeve status
expect_exit 0 env LC_ALL= LANG=tr_TR.UTF-8 reeve run --max-tasks 1
expect_err "ı İ 木"
expect_row A-1 done
expect_exit 0 env -u TERM LC_ALL=C reeve run --max-tasks 1
expect_row A-2 done
cd "$clone"

git config user.name "E. Tester"
git config user.email tester@example.org
expect_exit 0 env -u HOME reeve run --max-tasks 1
expect_row A-3 done
mkdir "$world/locked"
chmod 500 "$world/locked"
expect_exit 0 env HOME="$world/locked" reeve run --max-tasks 1
expect_row A-4 done
git config --unset user.name
git config --unset user.email
expect_exit 0 env HOME=/nonexistent GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=c GIT_COMMITTER_EMAIL=c@d \
  reeve run
expect_row A-5 done
expect_equal "$(git log -1 --format='%an <%ae>, %cn <%ce>' reeve/A-5)" "a <a@b>, c <c@d>" "the worker's commit"
expect_followed
