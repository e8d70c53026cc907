#include "git/stale_locks.h"

#include <array>
#include <filesystem>
#include <memory>
#include <utility>

#include "git/worktree.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

namespace fs = std::filesystem;
using port::FileUse;

constexpr Duration kSettled{1000};  // a program may close a lock a moment before it moves it
constexpr Duration kSettledUnseen{10'000};
constexpr Duration kHolderWait{5000};  // for one that is seen
constexpr Duration kWait{12'000};      // for any
constexpr Duration kLookAgain{200};
constexpr std::size_t kKeptMax = 10'000;  // kept refs looked at

constexpr const char* kUnseenHolder =
    "was left by a git that was killed, or is held by one that cannot be seen from here";
constexpr const char* kUnseenNext =
    "if no git is at work in this repository, also on other machines and outside of this container, move the "
    "file "
    "away";

// The names of git's own locks, without ".lock".
constexpr std::array<const char*, 3> kOfWorkTree = {"index", "HEAD", "ORIG_HEAD"};
constexpr std::array<const char*, 6> kOfRepository = {"packed-refs",
                                                      "shallow",
                                                      "config",
                                                      "objects/maintenance",
                                                      "objects/info/commit-graph",
                                                      "objects/info/commit-graphs/commit-graph-chain"};

class Clearing : public std::enable_shared_from_this<Clearing> {
 public:
  Clearing(LockWatch watch, std::vector<LockFile> locks, std::function<void()> then)
      : watch_(watch), locks_(std::move(locks)), then_(std::move(then)), begun_(watch.inbox.now()) {}

  void look() {
    std::erase_if(locks_, [this](const LockFile& lock) { return is_settled(lock); });
    if (locks_.empty()) return std::exchange(then_, nullptr)();
    watch_.inbox.call_at(watch_.inbox.now() + kLookAgain, [self = shared_from_this()] { self->look(); });
  }

 private:
  // Whether it is gone, or is to stay.
  bool is_settled(const LockFile& lock) {
    FileUse use = watch_.processes.use_of(lock.path, lock.directories);
    Duration waited = watch_.inbox.now() - begun_;
    switch (use.state) {
      case FileUse::State::gone:
        return true;
      case FileUse::State::unused:
        if (use.age >= kSettled) return remove(lock);
        break;
      case FileUse::State::unseen:
        if (use.age < kSettledUnseen) break;
        return lock.of == LockFile::Of::worktree ? remove(lock) : leave(lock, kUnseenHolder, kUnseenNext);
      case FileUse::State::used:
        if (waited >= kHolderWait) return leave(lock, "is held by " + use.by, "wait until that has ended");
        break;
    }
    if (waited < kWait) return false;
    return leave(lock, kUnseenHolder, kUnseenNext);
  }

  bool remove(const LockFile& lock) {
    auto removed = watch_.files.remove(lock.path);
    if (!removed) return leave(lock, "cannot be removed: " + removed.error().message, "see who owns it");
    fault_point("stale-lock-removed");
    tell("removed " + lock.path + ", left by a git that was killed");
    return true;
  }
  bool leave(const LockFile& lock, const std::string& why, const std::string& what_to_do) {
    tell("the lock " + lock.path + " " + why + "; " + what_to_do);
    return true;
  }
  void tell(const std::string& text) { watch_.inbox.post(run::event::Noted{one_line(text)}); }

  LockWatch watch_;
  std::vector<LockFile> locks_;
  std::function<void()> then_;
  Instant begun_;
};

class Found {
 public:
  Found(port::Files& files, const std::string& common_dir, LockFile::Of of,
        std::vector<std::string> directories)
      : files_(files), common_dir_(common_dir), of_(of), directories_(std::move(directories)) {
    std::erase(directories_, "");
  }
  void add(const std::string& locked) {
    if (files_.exists(locked + ".lock") && is_inside(locked))
      locks_.push_back({locked + ".lock", of_, directories_});
  }
  // All below a directory of refs.
  void add_below(const std::string& directory) {
    std::error_code error;
    std::size_t left = kKeptMax;
    for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end && left > 0;
         at.increment(error), --left) {
      if (at->path().extension() == ".lock")
        add(at->path().parent_path().string() + "/" + at->path().stem().string());
    }
  }
  void take_to(std::vector<LockFile>& all) { std::ranges::move(locks_, std::back_inserter(all)); }

 private:
  // A folder of refs that was replaced by a link leads to files that are no locks of git's.
  bool is_inside(const std::string& locked) const {
    return port::lies_inside(files_, locked.substr(0, locked.rfind('/')), common_dir_);
  }

  port::Files& files_;
  std::string common_dir_;
  LockFile::Of of_;
  std::vector<std::string> directories_;
  std::vector<LockFile> locks_;
};

std::vector<std::string> worktrees_of_reeve(port::Files& files, const LockPlaces& places) {
  std::vector<std::string> paths;
  auto entries = files.list(places.common_dir + "/worktrees");
  if (!entries) return paths;
  for (const auto& entry : *entries) {
    auto link = files.read(places.common_dir + "/worktrees/" + entry.name + "/gitdir");
    if (link) paths.push_back(fs::path(trim(*link)).parent_path().string());
  }
  return paths;
}

}  // namespace

std::vector<LockFile> locks_of_worktree(port::Files& files, const LockPlaces& places, const std::string& path,
                                        const std::string& git_dir, const std::string& branch) {
  std::vector<LockFile> locks;
  if (!git_dir.empty()) {
    Found own(files, places.common_dir, LockFile::Of::worktree, {path, git_dir});
    for (const char* name : kOfWorkTree) own.add(git_dir + "/" + name);
    own.take_to(locks);
  }
  if (branch.empty()) return locks;
  Found refs(files, places.common_dir, LockFile::Of::worktree, {path, places.top, places.common_dir});
  refs.add(places.common_dir + "/refs/heads/" + branch);
  if (!places.remote.empty()) refs.add(places.common_dir + "/refs/remotes/" + places.remote + "/" + branch);
  refs.take_to(locks);
  return locks;
}

std::vector<LockFile> locks_in_the_way(port::Files& files, const LockPlaces& places, StaleLocks which) {
  std::vector<LockFile> locks;
  Found users(files, places.common_dir, LockFile::Of::checkout,
              {places.top, places.git_dir, places.common_dir});
  for (const char* name : kOfWorkTree) users.add(places.git_dir + "/" + name);
  for (const char* name : kOfRepository) users.add(places.common_dir + "/" + name);
  users.add(places.common_dir + "/refs/heads/" + places.branch);
  if (!places.remote.empty())
    users.add(places.common_dir + "/refs/remotes/" + places.remote + "/" + places.branch);
  users.take_to(locks);
  Found kept(files, places.common_dir, LockFile::Of::worktree, {places.top, places.common_dir});
  kept.add_below(places.common_dir + "/refs/reeve");
  kept.take_to(locks);
  if (which == StaleLocks::of_checkout) return locks;
  for (const auto& path : worktrees_of_reeve(files, places)) {
    auto found = look_at_worktree(files, places.common_dir, path);
    if (found.ground != Ground::ours || !found.locked_by_us) continue;
    auto of_this = locks_of_worktree(files, places, path, found.git_dir, found.head.branch);
    std::ranges::move(of_this, std::back_inserter(locks));
  }
  return locks;
}

void clear_stale_locks(LockWatch watch, std::vector<LockFile> locks, std::function<void()> then) {
  if (locks.empty()) return then();
  std::make_shared<Clearing>(watch, std::move(locks), std::move(then))->look();
}

}  // namespace reeve::git
