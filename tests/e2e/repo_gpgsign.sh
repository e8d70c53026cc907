# commit.gpgsign with ssh: what reeve publishes is signed; a key that is missing is said before anything is claimed.
source "$(dirname "$0")/support/lib.sh"

make_project
ssh-keygen -q -t ed25519 -N '' -f "$world/home/key"
printf 'tester@example.org %s\n' "$(cat "$world/home/key.pub")" >"$world/home/signers"
git config --global gpg.format ssh
git config --global gpg.ssh.allowedSignersFile "$world/home/signers"
git config user.signingKey "$world/home/key.pub"
git config commit.gpgSign true
base=$(git rev-parse HEAD)
mv "$world/home/key" "$world/home/away"
refused 2 "signing" -- reeve run
expect_attempts A-1 0
mv "$world/home/away" "$world/home/key"

expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(git log --format=%G? "$base..HEAD" | tr -d '\n')" GG "signatures of the published commits"
expect_followed
