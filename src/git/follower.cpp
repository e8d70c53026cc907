#include "git/follower.h"

#include <array>
#include <utility>

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::size_t kHeadMax = 4096;

// A file in the git directory that tells that something is under way, and its name for people.
constexpr std::array<std::pair<const char*, const char*>, 5> kOperations = {{
    {"MERGE_HEAD", "a merge"},
    {"rebase-merge", "a rebase"},
    {"rebase-apply", "a rebase or am"},
    {"CHERRY_PICK_HEAD", "a cherry-pick"},
    {"REVERT_HEAD", "a revert"},
}};

}  // namespace

void Follower::note(const std::string& text) {
  if (said_.insert(text).second) context_.inbox.post(run::event::Noted{text});
}

void Follower::follow(const std::string& tip, std::function<void()> then) {
  if (std::exchange(unfinished_, false)) return heal([this, tip, then] { follow_now(tip, then); });
  follow_now(tip, std::move(then));
}

void Follower::follow_now(const std::string& tip, std::function<void()> then) {
  const auto& options = context_.options;
  const std::string stays = "local branch '" + options.branch + "' stays where it is: ";
  auto local = context_.objects.resolve(context_.local_ref());
  if (!local || !*local || **local == tip || options.local_branch == LocalBranch::stays) return then();
  auto behind = context_.is_ancestor(**local, tip);
  if (!behind || !*behind) {
    if (is_published(**local)) return then();  // another process here has followed to a newer tip
    note(stays + "it has commits that are not on " + context_.published_name() +
         "; to bring them together: git pull " + "--rebase " + shell_quote(options.remote) + " " +
         shell_quote(options.branch));
    return then();
  }
  move({**local, tip, "reeve: follow " + context_.published_name()},
       [this, stays, tip, then](const Moved& moved) {
         // Others can move it only forward, to what is published: that comes to an end.
         if (moved.outcome == Moved::Outcome::lost) return follow_now(tip, then);
         if (moved.outcome == Moved::Outcome::stayed)
           note(stays + moved.why + (moved.hint.empty() ? "" : "; " + moved.hint));
         then();
       });
}

bool Follower::is_published(const std::string& commit) const {
  if (context_.options.remote.empty()) return true;
  auto known = context_.objects.resolve(context_.tracking_ref());
  if (!known || !*known) return false;
  auto within = **known == commit ? Result<bool>(true) : context_.is_ancestor(commit, **known);
  return within && *within;
}

void Follower::move(Move move, OnMoved then) {
  REEVE_ASSERT(!job_);
  job_ = Job{};
  job_->move = std::move(move);
  job_->then = std::move(then);
  take_lock();
}

void Follower::take_lock() {
  auto lock = context_.files.lock(lock_path(), "following");
  if (lock) {
    job_->lock = *std::move(lock);
    return begin();
  }
  if (lock.error().kind != ErrorKind::locked || ++job_->lock_tries >= kLockTries) return stay(lock.error());
  context_.inbox.call_at(context_.inbox.now() + kLockRetry, [this] { take_lock(); });
}

void Follower::begin() {
  // Whoever held the lock may have moved the branch.
  auto local = context_.objects.resolve(context_.local_ref());
  if (!local) return stay(local.error());
  if (*local != job_->move.from) return finish({Moved::Outcome::lost, "", ""});
  auto where = place();
  if (!where) return stay(where.error());
  if (where->where == Place::Where::elsewhere)
    return stay("it is checked out in " + where->path,
                "type there: git merge --ff-only " + shell_quote(context_.published_name()));
  if (auto name = operation(); !name.empty())
    return stay(name + " is under way", "finish it first; `git status` says how");
  if (where->where == Place::Where::nowhere) return move_ref_only();
  auto obstacle = obstacle_in_file();
  if (!obstacle) return stay(obstacle.error());
  if (!obstacle->empty())
    return stay(*obstacle, context_.options.remote.empty()
                               ? "commit or stash that first"
                               : "commit or stash that, then: git pull --rebase " +
                                     shell_quote(context_.options.remote) + " " +
                                     shell_quote(context_.options.branch));
  auto changes = context_.objects.changes(job_->move.from, job_->move.to, 2);
  if (!changes) return stay(changes.error());
  const bool only_file = changes->size() == 1 && (*changes)[0].path == context_.options.file;
  if (only_file && job_->from_blob && job_->to_blob) return move_file();
  rehearse_tree();
}

Result<Follower::Place> Follower::place() const {
  const auto& options = context_.options;
  if (!options.top.empty()) {
    REEVE_TRY(auto head, context_.files.read(options.git_dir + "/HEAD", kHeadMax));
    if (trim(head) == "ref: " + context_.local_ref()) return Place{Place::Where::here, ""};
  }
  REEVE_TRY(auto answer, context_.git.ask(ask_worktrees()));
  for (const auto& worktree : read_worktrees(answer))
    if (worktree.branch == context_.local_ref() && worktree.path != options.top)
      return Place{Place::Where::elsewhere, worktree.path};
  return Place{};
}

std::string Follower::operation() const {
  for (const auto& [file, name] : kOperations)
    if (context_.files.exists(context_.options.git_dir + "/" + file)) return name;
  return "";
}

Result<std::string> Follower::obstacle_in_file() {
  const auto& file = context_.options.file;
  REEVE_TRY(job_->from_blob, context_.objects.blob_at(job_->move.from, file, kTrackingFileMax));
  REEVE_TRY(job_->to_blob, context_.objects.blob_at(job_->move.to, file, kTrackingFileMax));
  if (!job_->from_blob) return std::string();  // git itself refuses to overwrite a file it does not know
  REEVE_TRY(auto obstacle, obstacle_in_index());
  if (!obstacle.empty()) return obstacle;
  REEVE_TRY(job_->form, file_.form(*job_->from_blob));
  if (job_->form == WorkFile::Form::other) return file + " has uncommitted edits";
  if (job_->form == WorkFile::Form::absent && job_->entry.tag != 'S')
    return file + " is deleted in the work tree";
  return std::string();
}

Result<std::string> Follower::obstacle_in_index() {
  const auto& file = context_.options.file;
  REEVE_TRY(auto entry, file_.entry());
  if (!entry) return file + " is not in the index, or unmerged";
  if (entry->oid != job_->from_blob->oid) return file + " has staged edits";
  if (entry->tag != 'H' && entry->tag != 'S') return file + " is marked assume-unchanged";
  job_->entry = *entry;
  return std::string();
}

Result<bool> Follower::swap_ref() {
  fault_point("follow-before-ref");
  auto swapped =
      context_.objects.swap_ref(context_.local_ref(), job_->move.from, job_->move.to, job_->move.reflog);
  fault_point("follow-after-ref");
  return swapped;
}

void Follower::move_ref_only() {
  auto swapped = swap_ref();
  if (!swapped) return stay(swapped.error());
  finish({*swapped ? Moved::Outcome::moved : Moved::Outcome::lost, "", ""});
}

// The quick way: the move changes the tracking file only.
void Follower::move_file() {
  if (auto recorded = write_record(Record::Kind::file); !recorded) return stay(recorded.error());
  auto swapped = swap_ref();
  if (!swapped || !*swapped) {
    drop_record();
    return swapped ? finish({Moved::Outcome::lost, "", ""}) : stay(swapped.error());
  }
  if (job_->form != WorkFile::Form::absent) {
    auto written = file_.write(*job_->to_blob, job_->form);
    if (!written) return leave_for_healing(written.error().message);
  }
  fault_point("follow-after-file");
  write_index();
}

void Follower::write_index() {
  job_->entry.oid = job_->to_blob->oid;
  job_->entry.mode = job_->to_blob->mode;
  const auto skip = job_->entry.tag == 'S' ? SkipWorktree::yes : SkipWorktree::no;
  context_.start_patiently(set_index_entry(job_->entry.mode, job_->entry.oid, context_.options.file, skip),
                           [this](const port::ProcessEnd& end) {
                             fault_point("follow-after-index");
                             if (!end.ok())
                               return leave_for_healing(failure("writing the index", end).message);
                             file_.entry_written(job_->entry);
                             drop_record();
                             finish({});
                           });
}

// The branch has moved, so the move counts; the record stays, and the next step finishes the rest.
void Follower::leave_for_healing(const std::string& why) {
  unfinished_ = true;
  note("the work tree is behind its branch for now: " + why);
  finish({});
}

// The general way: git moves index and work tree, all or nothing, its filters and sparse patterns included.
void Follower::rehearse_tree() {
  // Without the refresh, a file that was only touched would count as changed. Its exit code tells
  // whether some file is changed, which the rehearsal judges better.
  context_.start_patiently(refresh_index(), [this](const port::ProcessEnd&) {
    context_.start_patiently(
        move_work_tree(job_->move.from, job_->move.to, Rehearsal::yes), [this](const port::ProcessEnd& end) {
          if (end.ok()) return move_tree();
          stay("local changes are in the way: " + words_of(end), "commit or stash them first");
        });
  });
}

void Follower::move_tree() {
  if (auto recorded = write_record(Record::Kind::tree); !recorded) return stay(recorded.error());
  auto swapped = swap_ref();
  if (!swapped || !*swapped) {
    drop_record();
    return swapped ? finish({Moved::Outcome::lost, "", ""}) : stay(swapped.error());
  }
  context_.start_patiently(
      move_work_tree(job_->move.from, job_->move.to, Rehearsal::no), [this](const port::ProcessEnd& end) {
        fault_point("follow-after-tree");
        drop_record();
        if (end.ok()) return finish({});
        // Something got in the way after the rehearsal; git has touched nothing, so the branch goes back.
        auto back = context_.objects.swap_ref(context_.local_ref(), job_->move.to, job_->move.from,
                                              "reeve: back, the work tree could not follow");
        if (back && *back)
          return stay("local changes are in the way: " + words_of(end), "commit or stash them first");
        note("the work tree is behind its branch: " + words_of(end));
        finish({});
      });
}

void Follower::stay(std::string why, std::string hint) {
  finish({Moved::Outcome::stayed, std::move(why), std::move(hint)});
}

void Follower::finish(Moved answer) {
  if (answer.outcome == Moved::Outcome::moved) said_.clear();
  auto then = std::move(job_->then);
  job_.reset();
  then(answer);
}

}  // namespace reeve::git
