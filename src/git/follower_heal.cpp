// The record of a move, and what a restart does with one that it finds.
#include <fstream>
#include <utility>

#include "git/follower.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::string_view kVersionLine = "reeve-follow 1";
constexpr std::string_view kEndLine = "end";
constexpr std::size_t kRecordMax = 64 << 10;

}  // namespace

// Lines: version, kind, from, to, branch, end. Nothing has moved before it is written, so that a torn
// one counts as none; its folder exists, the lock lies there.
Status Follower::write_record(Record::Kind kind) {
  std::ofstream file(record_path(), std::ios::binary | std::ios::trunc);
  file << kVersionLine << "\n"
       << (kind == Record::Kind::file ? "file" : "tree") << "\n"
       << job_->move.from << "\n"
       << job_->move.to << "\n"
       << context_.options.branch << "\n"
       << kEndLine << "\n";
  file.close();
  fault_point("follow-after-record");
  if (file) return Done{};
  return Error{ErrorKind::io, "writing " + record_path() + " failed",
               "check the disk's space and the folder's rights"};
}

std::optional<Follower::Record> Follower::read_record() const {
  auto text = context_.files.read(record_path(), kRecordMax);
  if (!text) return std::nullopt;
  auto lines = split_lines(*text);
  if (lines.size() < 6 || lines[0] != kVersionLine || lines[5] != kEndLine) return std::nullopt;
  return Record{std::string(lines[4]), std::string(lines[2]), std::string(lines[3]),
                lines[1] == "file" ? Record::Kind::file : Record::Kind::tree};
}

void Follower::drop_record() {
  if (auto removed = context_.files.remove(record_path()); !removed) note(removed.error().message);
}

void Follower::heal(std::function<void()> then) {
  heal_when_free(0, std::move(then));
}

// The record may be of a living process, which then holds the lock until its move is through.
void Follower::heal_when_free(int tries, std::function<void()> then) {
  if (!context_.files.exists(record_path())) return then();
  auto lock = context_.files.lock(lock_path(), "healing");
  if (!lock && lock.error().kind == ErrorKind::locked && tries < kLockTries) {
    auto again = [this, tries, then] { heal_when_free(tries + 1, then); };
    return context_.inbox.call_at(context_.inbox.now() + kLockRetry, again);
  }
  if (!lock) {
    unfinished_ = true;
    return then();
  }
  auto held = std::make_shared<std::unique_ptr<port::Lock>>(*std::move(lock));
  heal_record([held, then] {
    held->reset();
    then();
  });
}

void Follower::heal_record(std::function<void()> then) {
  auto record = read_record();
  if (!record || record->branch != context_.options.branch) return then();
  auto local = context_.objects.resolve(context_.local_ref());
  auto where = place();
  const bool half_done = local && *local == record->to && where && where->where == Place::Where::here;
  if (!half_done || !operation().empty()) {
    drop_record();
    return then();
  }
  record->kind == Record::Kind::file ? heal_file(*record, std::move(then))
                                     : heal_tree(*record, std::move(then));
}

void Follower::heal_file(const Record& record, std::function<void()> then) {
  auto from = context_.objects.blob_at(record.from, context_.options.file, kTrackingFileMax);
  auto to = context_.objects.blob_at(record.to, context_.options.file, kTrackingFileMax);
  if (!from || !*from || !to || !*to) {
    drop_record();
    return then();
  }
  auto form = file_.form(**from);
  if (form && (*form == WorkFile::Form::raw || *form == WorkFile::Form::filtered))
    if (auto written = file_.write(**to, *form); !written) note(written.error().message);
  fault_point("heal-after-file");
  heal_index(**from, **to, std::move(then));
}

void Follower::heal_index(const Objects::Blob& from, const Objects::Blob& to, std::function<void()> then) {
  auto entry = file_.entry();
  if (!entry || !*entry || (*entry)->oid != from.oid) {
    drop_record();
    return then();
  }
  const auto skip = (*entry)->tag == 'S' ? SkipWorktree::yes : SkipWorktree::no;
  context_.start_patiently(set_index_entry(to.mode, to.oid, context_.options.file, skip),
                           [this, then](const port::ProcessEnd& end) {
                             fault_point("heal-after-index");
                             end.ok() ? drop_record() : note(failure("writing the index", end).message);
                             then();
                           });
}

void Follower::heal_tree(const Record& record, std::function<void()> then) {
  context_.start_patiently(move_work_tree(record.from, record.to, Rehearsal::no),
                           [this, then](const port::ProcessEnd& end) {
                             if (!end.ok()) note("the work tree is behind its branch: " + words_of(end));
                             drop_record();
                             then();
                           });
}

}  // namespace reeve::git
