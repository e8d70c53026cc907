// What git and servers print, recorded, and what reeve reads in it.
#include "git/program.h"

#include <algorithm>

#include "support/catch.h"
#include "support/text.h"

using namespace reeve;
using namespace reeve::git;

namespace {

port::ProcessEnd ended(int code, std::string out, std::string err) {
  port::ProcessEnd end;
  end.code = code;
  end.out = std::move(out);
  end.err = std::move(err);
  return end;
}

const std::string kOid = "1111111111111111111111111111111111111111";

TransportAnswer push_answer(int code, const std::string& out, const std::string& err) {
  return read_push(ended(code, out, err), "origin", {{kOid, "main"}}).front();
}
std::string ref_line(const std::string& summary) {
  return "To /srv/r.git\n!\t" + kOid + ":refs/heads/main\t" + summary + "\n";
}
}  // namespace

TEST_CASE("accepted and up-to-date pushes are well") {
  CHECK(push_answer(0, "To r.git\n \t" + kOid + ":refs/heads/main\t123..456\nDone\n", "").outcome ==
        Transport::ok);
  CHECK(push_answer(0, "To r.git\n=\t" + kOid + ":refs/heads/main\t[up to date]\nDone\n", "").outcome ==
        Transport::ok);
  CHECK(push_answer(0, "To r.git\n*\t" + kOid + ":refs/heads/main\t[new branch]\nDone\n", "").outcome ==
        Transport::ok);
}

TEST_CASE("every way to lose a race is a lost race") {
  for (const auto* summary :
       {"[rejected] (fetch first)", "[rejected] (non-fast-forward)", "[rejected] (stale info)",
        "[remote rejected] (failed to update ref)", "[remote rejected] (incorrect old value provided)",
        "[remote rejected] (cannot lock ref 'refs/heads/main': is at 22 but expected 33)"}) {
    INFO(summary);
    CHECK(push_answer(1, ref_line(summary), "error: failed to push some refs to '/srv/r.git'\n").outcome ==
          Transport::lost_race);
  }
}

TEST_CASE("a refusal by policy carries the server's words") {
  auto answer = push_answer(1, ref_line("[remote rejected] (pre-receive hook declined)"),
                            "remote: GitLab: You are not allowed to push code to protected branches        \n"
                            "error: failed to push some refs to 'git@example.org:x.git'\n");
  CHECK(answer.outcome == Transport::refused);
  CHECK(answer.error.kind == ErrorKind::refused);
  CHECK(mentions(answer.error.message, "pre-receive hook declined"));
  CHECK(mentions(answer.error.message, "You are not allowed to push code to protected branches"));
  CHECK_FALSE(mentions(answer.error.message, "remote:"));
  CHECK(push_answer(1, ref_line("[remote rejected] (protected branch hook declined)"), "").outcome ==
        Transport::refused);
  CHECK(push_answer(1, ref_line("[remote rejected] (shallow update not allowed)"), "").outcome ==
        Transport::refused);
  auto checked_out = push_answer(1, ref_line("[remote rejected] (branch is currently checked out)"), "");
  CHECK(checked_out.outcome == Transport::refused);
  CHECK(mentions(checked_out.error.hint, "bare repository"));
}

TEST_CASE("a server that denies access refuses, also when git names no ref") {
  CHECK(push_answer(128, "",
                    "ERROR: Permission to a/b.git denied to ada.\nfatal: Could not read from remote "
                    "repository.\n")
            .outcome == Transport::refused);
  CHECK(push_answer(128, "",
                    "remote: Permission to a/b.git denied to ada.\nfatal: unable to access "
                    "'https://example.org/a/b/': The requested URL returned error: 403\n")
            .outcome == Transport::refused);
}

TEST_CASE("no answer is no answer") {
  for (const auto* err :
       {"ssh: Could not resolve hostname nowhere: Name or service not known\nfatal: Could not read "
        "from remote repository.\n",
        "ssh: connect to host example.org port 22: Connection timed out\n",
        "fatal: unable to access 'https://example.org/': Could not resolve host: example.org\n",
        "fatal: the remote end hung up unexpectedly\n", "something never seen before\n"}) {
    INFO(err);
    auto answer = push_answer(128, "", err);
    CHECK(answer.outcome == Transport::unreachable);
    CHECK(answer.error.kind == ErrorKind::unreachable);
  }
  CHECK(push_answer(1, ref_line("[remote failure] (remote failed to report status)"), "").outcome ==
        Transport::unreachable);
  port::ProcessEnd late;
  late.how = port::ProcessEnd::How::timed_out;
  CHECK(read_push(late, "origin", {{kOid, "main"}}).front().outcome == Transport::unreachable);
}

TEST_CASE("failed authentication and unknown repositories say so, with what to do") {
  for (const auto* err :
       {"git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.\n",
        "fatal: could not read Username for 'https://example.org': terminal prompts disabled\n",
        "fatal: Authentication failed for 'https://example.org/x.git/'\n"}) {
    INFO(err);
    auto answer = push_answer(128, "", err);
    CHECK(answer.outcome == Transport::unreachable);
    CHECK(mentions(answer.error.message, "authentication failed"));
    CHECK(mentions(answer.error.hint, "credential helper"));
  }
  auto host =
      push_answer(128, "", "Host key verification failed.\nfatal: Could not read from remote repository.\n");
  CHECK(mentions(host.error.message, "host's key is not known"));
  auto fetched = read_fetch(ended(128, "",
                                  "ERROR: Repository not found.\nfatal: Could not read from remote "
                                  "repository.\n"),
                            "origin", "main");
  CHECK(fetched.outcome == Transport::unreachable);
  CHECK(mentions(fetched.error.message, "repository not found"));
  CHECK(mentions(fetched.error.hint, "git remote get-url origin"));
}

TEST_CASE("a missing branch, a held lock and a full disk are told apart when fetching") {
  auto missing =
      read_fetch(ended(128, "", "fatal: couldn't find remote ref refs/heads/main\n"), "origin", "main");
  CHECK(missing.outcome == Transport::no_branch);
  CHECK(missing.error.hint == "publish it: `git push -u origin main`");
  auto locked = ended(1, "",
                      "error: cannot lock ref 'refs/remotes/origin/main': Unable to create "
                      "'/x/.git/refs/remotes/origin/main.lock': File exists.\n");
  CHECK(met_a_lock(locked));
  CHECK(read_fetch(locked, "origin", "main").outcome == Transport::broken);
  CHECK(
      read_fetch(ended(128, "", "fatal: write error: No space left on device\n"), "origin", "main").outcome ==
      Transport::broken);
}

TEST_CASE("a lock that cannot be made on a full disk is no lock that is held") {
  auto full = ended(128, "",
                    "fatal: cannot lock ref 'HEAD': Unable to create '/x/.git/worktrees/A-1/HEAD.lock': "
                    "No space left on device\n");
  CHECK_FALSE(met_a_lock(full));
  CHECK(failure("making the worktree", full).hint == "make room on that disk, then start again");
  CHECK(read_fetch(full, "origin", "main").error.hint == "make room on that disk, then start again");
}

TEST_CASE("a worktree that is just being made is met in two ways; a push is not repeated for it") {
  const Call fetch{{"fetch"}}, push{{"push"}};
  auto no_common = ended(128, "", "fatal: failed to read .git/worktrees/A-1/commondir: Success\n");
  auto no_head = ended(1, "",
                       "fatal: bad object worktrees/A-1/HEAD\n"
                       "error: /srv/r.git did not send all necessary objects\n");
  for (const auto& end : {no_common, no_head}) {
    CHECK(met_a_newborn_worktree(fetch, end));
    CHECK_FALSE(met_a_newborn_worktree(push, end));
  }
  CHECK_FALSE(met_a_newborn_worktree(fetch, ended(128, "", "fatal: bad object refs/heads/main\n")));
}

TEST_CASE("each item of a push has its own answer") {
  auto end = ended(
      1, "To r.git\n \ta:refs/heads/one\t1..2\n!\tb:refs/heads/two\t[rejected] (fetch first)\nDone\n", "");
  auto answers = read_push(end, "origin", {{"a", "one"}, {"b", "two"}});
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].outcome == Transport::ok);
  CHECK(answers[1].outcome == Transport::lost_race);
}

TEST_CASE("identities are read with their time zone") {
  auto ada = read_identity("Ada O'Neil <ada@example.org> 1700000000 -0730\n");
  REQUIRE(ada);
  CHECK(ada->name == "Ada O'Neil");
  CHECK(ada->email == "ada@example.org");
  CHECK(ada->offset_minutes == -450);
  CHECK_FALSE(read_identity("nobody\n"));
}

TEST_CASE("settings, index entries and worktrees are read from NUL-separated answers") {
  using namespace std::string_literals;
  auto settings = read_config("commit.gpgsign\ntrue\0remote.origin.url\n/a\nb\0core.flag\0"s);
  CHECK(is_true(settings.at("commit.gpgsign")));
  CHECK(settings.at("remote.origin.url") == "/a\nb");
  CHECK(is_true(settings.at("core.flag")));

  auto entries = read_index_entries("S 100755 " + kOid + " 0\ta\tb\0"s);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].tag == 'S');
  CHECK(entries[0].mode == 0100755);
  CHECK(entries[0].oid == kOid);

  auto worktrees =
      read_worktrees("worktree /a b\0HEAD 11\0branch refs/heads/main\0\0worktree /c\0HEAD 22\0detached\0\0"s);
  REQUIRE(worktrees.size() == 2);
  CHECK(worktrees[0].path == "/a b");
  CHECK(worktrees[0].branch == "refs/heads/main");
  CHECK(worktrees[1].branch == "");
}

TEST_CASE("git children get no other repository, no terminal, and keep the user's ssh") {
  auto made = git_environment({"PATH=/bin", "GIT_DIR=/x", "GIT_INDEX_FILE=/i", "GIT_SSH_COMMAND=ssh -F mine",
                               "GIT_CONFIG_COUNT=1", "LC_ALL=de_DE.UTF-8", "SSH_ASKPASS=/usr/bin/x"});
  auto contains = [&](const std::string& variable) { return std::ranges::count(made, variable) == 1; };
  CHECK(contains("PATH=/bin"));
  CHECK(contains("GIT_SSH_COMMAND=ssh -F mine"));
  CHECK(contains("GIT_CONFIG_COUNT=1"));
  CHECK(contains("LC_ALL=C"));
  CHECK(contains("GIT_TERMINAL_PROMPT=0"));
  CHECK(contains("GIT_NO_REPLACE_OBJECTS=1"));
  CHECK(contains("SSH_ASKPASS=false"));
  CHECK_FALSE(contains("GIT_DIR=/x"));
  CHECK_FALSE(contains("GIT_INDEX_FILE=/i"));
  CHECK_FALSE(contains("LC_ALL=de_DE.UTF-8"));
}
