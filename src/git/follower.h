// The local branch follows what is published: ref (compare-and-swap), then work file, then index.
//
// Whatever would harm the user's work stops it before anything moves: edits in the tracking file,
// local changes in the way, a merge or rebase under way, own commits, the branch being checked out in
// another worktree. Before the ref moves, a record (<git dir>/reeve/follow) names both tips and both
// blobs; heal() finishes a step that a crash cut in two for exactly these. Only `git` writes the index.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "git/source_context.h"
#include "git/work_file.h"

namespace reeve::git {

// The local branch from one commit to another.
struct Move {
  std::string from;
  std::string to;
  std::string reflog;
};

struct Moved {
  enum class Outcome {
    moved,
    stayed,  // nothing was touched; `why` and `hint` are for people
    lost,    // the branch was not at `from` any more; nothing was touched
  } outcome = Outcome::moved;
  std::string why;
  std::string hint;
};
using OnMoved = std::function<void(const Moved&)>;

class Follower {
 public:
  explicit Follower(const SourceContext& context) : context_(context), file_(context) {}

  // Finishes what an earlier engine began, then calls `then`.
  void heal(std::function<void()> then);
  // Brings the local branch to `tip` if it is behind it, and says (once) why not; then calls `then`.
  void follow(const std::string& tip, std::function<void()> then);
  // One move at a time; `then` is called once, perhaps before this returns.
  void move(Move move, OnMoved then);
  // A word for the person in front; the same one only once until the branch moves again.
  void note(const std::string& text);

 private:
  // Where the local branch is checked out.
  struct Place {
    enum class Where { here, nowhere, elsewhere } where = Where::nowhere;
    std::string path;  // elsewhere
  };
  struct Job {
    Move move;
    OnMoved then;
    std::unique_ptr<port::Lock> lock;
    int lock_tries = 0;
    std::optional<Objects::Blob> from_blob;
    std::optional<Objects::Blob> to_blob;
    WorkFile::Form form = WorkFile::Form::absent;
    IndexEntry entry;
  };
  struct Record {
    std::string branch, from, to;
    enum class Kind { file, tree } kind = Kind::file;
  };

  void follow_now(const std::string& tip, std::function<void()> then);
  bool is_published(const std::string& commit) const;
  void take_lock();
  void begin();
  Result<Place> place() const;
  std::string operation() const;
  // Why the tracking file forbids the move; "" if file and index lie exactly as committed.
  Result<std::string> obstacle_in_file();
  Result<std::string> obstacle_in_index();
  void move_ref_only();
  void move_file();
  void write_index();
  void leave_for_healing(const std::string& why);
  void rehearse_tree();
  void move_tree();
  Result<bool> swap_ref();

  void stay(std::string why, std::string hint = "");
  void stay(const Error& error) { stay(error.message, error.hint); }
  void finish(Moved answer);

  // Another reeve in this work tree (`reeve finish` beside a running loop) moves in milliseconds.
  static constexpr int kLockTries = 100;
  static constexpr Duration kLockRetry = std::chrono::milliseconds(20);
  std::string lock_path() const { return context_.options.git_dir + "/reeve/follow.lock"; }
  void heal_when_free(int tries, std::function<void()> then);
  void heal_record(std::function<void()> then);

  std::string record_path() const { return context_.options.git_dir + "/reeve/follow"; }
  Status write_record(Record::Kind kind);
  std::optional<Record> read_record() const;
  void drop_record();
  void heal_file(const Record& record, std::function<void()> then);
  void heal_index(const Objects::Blob& from, const Objects::Blob& to, std::function<void()> then);
  void heal_tree(const Record& record, std::function<void()> then);

  const SourceContext& context_;
  WorkFile file_;
  std::optional<Job> job_;
  std::set<std::string> said_;
  bool unfinished_ = false;  // there is a record to heal at the next occasion
};

}  // namespace reeve::git
