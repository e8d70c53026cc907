// The git program: the one place that builds its environment and command lines and reads its output.
//
// Transport, worktrees, index and signing go through it, since only git itself honours everything
// that users configure for these (ssh, credential helpers, filters, sparse checkouts). It is started
// without a shell, in the C locale, and can never ask anybody anything: no terminal, no askpass
// program, empty stdin. What the user has configured for ssh (GIT_SSH_COMMAND, core.sshCommand,
// ~/.ssh/config) stays as it is. Variables that would turn git to another repository are removed.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/base/time.h"
#include "reeve/port/processes.h"

namespace reeve::git {

// A question about local files and refs.
inline constexpr Duration kQuestionTimeout = std::chrono::seconds(30);
// Checking out many files, smudge filters, a signing program that waits for its agent.
inline constexpr Duration kLocalWorkTimeout = std::chrono::minutes(5);
// One fetch or push.
inline constexpr Duration kTransportTimeout = std::chrono::minutes(5);
// What is kept of git's stdout for a question; blobs ask for more.
inline constexpr std::size_t kAnswerMax = 1 << 20;

// What becomes of a git that still runs when we die. What moves the user's files or refs is finished, and
// leaves no lock behind; a checkout is cut off, so that a restart does not meet it at work. What talks to a
// remote goes on as well, but is asked to end when we end in good order: it may hang for ever, and nobody
// will be there to hold it to its time.
enum class Survival { outlives_us, is_asked_to_end, ends_with_us };

// One invocation: `git <fixed flags> <arguments>`.
struct Call {
  std::vector<std::string> arguments;
  Duration timeout = kQuestionTimeout;
  std::string input = {};
  std::vector<std::string> environment = {};  // further "NAME=value"
  std::size_t captured_max = kAnswerMax;
  Survival survival = Survival::outlives_us;
};

// `ours` made safe for git children (see above).
std::vector<std::string> git_environment(const std::vector<std::string>& ours);

class Program {
 public:
  // `directory`: where git runs, absolute. `environment`: all of ours, "NAME=value".
  // `processes` outlives this and everything started.
  Program(port::Processes& processes, std::string directory, const std::vector<std::string>& environment);

  // Starts it; `on_end` runs inside Inbox::wait(). Error `io`: git could not be started.
  Status start(const Call& call, port::OnEnd on_end) const;
  // Runs it to its end, blocking. Error `io`: it could not be started, or did not end in time.
  Result<port::ProcessEnd> run(const Call& call) const;
  // The same, for answers on stdout: error `repository` with git's words if it fails, or if there was
  // more output than `captured_max`.
  Result<std::string> ask(const Call& call) const;

  // Asks all that this program and its copies started to end that may not outlive us unasked.
  void ask_to_end() const;

  const std::string& directory() const { return directory_; }
  // The same program in another directory.
  Program in(std::string directory) const;

 private:
  port::ProcessSpec spec(const Call& call) const;
  Status start(const Call& call, port::OnEnd on_end, int tries_left) const;

  port::Processes& processes_;
  std::string directory_;
  std::vector<std::string> environment_;
  std::shared_ptr<std::map<std::uint64_t, run::ProcessMark>> to_end_;  // by the order of their starts
};

// ---- Command lines ----

struct PushItem {
  std::string oid;
  std::string branch;  // short name on the remote
  // The oid that the branch must be at, which `oid` descends from; "" = any ancestor of `oid`.
  std::string expected = {};
};

// What talks to a remote.
Call transport(std::vector<std::string> arguments, Duration timeout = kTransportTimeout);
// Only refs/heads/<branch>, to refs/remotes/<remote>/<branch>; no tags, no maintenance, no submodules.
Call fetch_branch(const std::string& remote, const std::string& branch);
// Never anything but a fast-forward; each item stands for itself. git's lease adds to that: where
// `expected` is named, the branch must not have been moved back either (a person undid a claim).
Call push_commits(const std::string& remote, const std::vector<PushItem>& items);
// Exit 0 or 1: whether a is b, or reachable from it.
Call ask_ancestry(const std::string& a, const std::string& b);
// Settings whose names match, for read_config().
Call ask_config(const std::string& names_pattern);
// How one file lies in the index, for read_index_entries().
Call ask_index_entry(const std::string& path);
Call ask_worktrees();
// The blob as it belongs into the work tree at `path`: line ends, encoding, filter drivers.
Call work_tree_bytes(const std::string& blob, const std::string& path, std::size_t bytes_max);
// `git commit-tree -S`; prints the commit's oid.
Call commit_signed(const std::string& tree, const std::string& parent, const std::string& message);
// One entry of the index, nothing else; a skip-worktree mark is put on again if it was there.
enum class SkipWorktree { no, yes };
Call set_index_entry(unsigned mode, const std::string& blob, const std::string& path, SkipWorktree skip);
Call refresh_index();
// Index and work tree from one commit to another; refuses, all or nothing, where local changes are in the
// way.
enum class Rehearsal { no, yes };
Call move_work_tree(const std::string& from, const std::string& to, Rehearsal rehearsal);
Call set_ref(const std::string& ref, const std::string& oid, const std::string& reflog);

// ---- What git answered ----

// git's own last words ("fatal: …", "error: …"), on one line, bounded; "" if it said nothing.
std::string words_of(const port::ProcessEnd& end);
// For a remote that is configured nowhere.
Error no_such_remote(const Program& git, const std::string& remote);
// What the server said (`remote:` lines), on one line, bounded.
std::string server_words(std::string_view stderr_text);
// A failed local command as an error: `attempt` is what was tried ("reading the index").
inline constexpr std::string_view kLockHint =
    "wait for the git that holds the lock; if it was killed, start reeve again: it removes the lock when "
    "nobody "
    "holds it, or says what to do";
Error failure(std::string_view attempt, const port::ProcessEnd& end);
// Another git holds a lock that this command needs; worth another try.
bool met_a_lock(const port::ProcessEnd& end);
// It died before its work because another git was just registering a worktree (git 2.39 to 2.47 read its
// `commondir` while it is still empty; a fetch, its HEAD while that is still the null id). Not said of
// pushes, which may have done theirs.
bool met_a_newborn_worktree(const Call& call, const port::ProcessEnd& end);

enum class Transport {
  ok,
  lost_race,    // another was faster; fetch and look again
  refused,      // the server's policy or permissions; trying again does not help
  unreachable,  // no answer, or none that tells: it may or may not have been accepted
  no_branch,    // fetch only: the branch is not on the remote
  broken,       // this repository or disk is at fault
};

// `error` is for people, and set unless outcome is ok.
struct TransportAnswer {
  Transport outcome = Transport::ok;
  Error error;
};

TransportAnswer read_fetch(const port::ProcessEnd& end, const std::string& remote, const std::string& branch);
// The answer for each item, in order (`git push --porcelain` with one refspec per item).
std::vector<TransportAnswer> read_push(const port::ProcessEnd& end, const std::string& remote,
                                       const std::vector<PushItem>& items);

// `git config --null --get-regexp` → name → last value. Names come in lower case but for the middle part.
std::map<std::string, std::string> read_config(std::string_view answer);
bool is_true(std::string_view config_value);

// `git var GIT_AUTHOR_IDENT`: "Name <email> 1700000000 +0100".
struct Identity {
  std::string name;
  std::string email;
  int offset_minutes = 0;
};
std::optional<Identity> read_identity(std::string_view answer);

// `git ls-files -s -v -z -- <one path>`: how one file lies in the index.
struct IndexEntry {
  char tag = 'H';  // H cached, S skip-worktree, M unmerged; lower case: assume-unchanged
  unsigned mode = 0;
  std::string oid;
  int stage = 0;
};
std::vector<IndexEntry> read_index_entries(std::string_view answer);

// `git worktree list --porcelain -z`.
struct WorktreeEntry {
  std::string path;
  std::string head;
  std::string branch;  // full ref; "" = detached or bare
};
std::vector<WorktreeEntry> read_worktrees(std::string_view answer);

}  // namespace reeve::git
