#include "git/work_file.h"

#include <fstream>
#include <system_error>
#include <utility>

namespace reeve::git {
namespace {

// A filter driver may give more than the blob has.
constexpr std::size_t kFilteredMax = 2 * kTrackingFileMax;

}  // namespace

WorkFile::WorkFile(const SourceContext& context)
    : context_(context), path_(context.options.top + "/" + context.options.file) {}

std::optional<WorkFile::Stamp> WorkFile::stamp() const {
  const auto path = context_.options.git_dir + "/index";
  std::error_code problem;
  Stamp stamp;
  stamp.modified = std::filesystem::last_write_time(path, problem);
  std::ifstream index(path, std::ios::binary);
  index.seekg(-static_cast<std::streamoff>(stamp.checksum.size()), std::ios::end);
  stamp.size = index.tellg();
  if (problem || !index.read(stamp.checksum.data(), stamp.checksum.size())) return std::nullopt;
  return stamp;
}

Result<std::string> WorkFile::filtered(const std::string& blob) const {
  return context_.git.ask(work_tree_bytes(blob, context_.options.file, kFilteredMax));
}

Result<WorkFile::Form> WorkFile::form(const Objects::Blob& committed) {
  if (!context_.files.exists(path_)) return Form::absent;
  // A link in the path would have us write somewhere else than git.
  REEVE_TRY(auto top, context_.files.real_path(context_.options.top));
  REEVE_TRY(auto real, context_.files.real_path(path_));
  if (real != top + "/" + context_.options.file) return Form::other;
  REEVE_TRY(auto bytes, context_.files.read(path_, kFilteredMax));
  if (bytes == committed.bytes) return Form::raw;
  if (filtered_blob_ != committed.oid) {
    REEVE_TRY(filtered_bytes_, filtered(committed.oid));
    filtered_blob_ = committed.oid;
  }
  return bytes == filtered_bytes_ ? Form::filtered : Form::other;
}

// As git writes work files: replaced by rename, not synced, which would double the time of a publish.
// The temporary file lies in the git directory, so that a crash leaves nothing between the user's files;
// where that is another file system, the slower way does it.
Status WorkFile::replace(std::string_view bytes) const {
  const auto temporary = context_.options.git_dir + "/reeve/work-file";
  std::error_code problem;
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  const auto mode = std::filesystem::status(path_, problem).permissions();
  if (file && !problem) std::filesystem::permissions(temporary, mode, problem);
  if (file && !problem) std::filesystem::rename(temporary, path_, problem);
  if (file && !problem) return Done{};
  return context_.files.write(path_, bytes);
}

Status WorkFile::write(const Objects::Blob& next, Form form) {
  if (form == Form::raw) return replace(next.bytes);
  REEVE_TRY(auto bytes, filtered(next.oid));
  REEVE_CHECK(replace(bytes));
  filtered_blob_ = next.oid;
  filtered_bytes_ = std::move(bytes);
  return Done{};
}

Result<std::optional<IndexEntry>> WorkFile::entry() {
  auto now = stamp();
  if (now && now == known_stamp_) return known_entry_;
  REEVE_TRY(auto answer, context_.git.ask(ask_index_entry(context_.options.file)));
  auto entries = read_index_entries(answer);
  known_entry_ = entries.size() == 1 && entries[0].stage == 0 ? std::optional(entries[0]) : std::nullopt;
  // The stamp from before the question: an index written meanwhile is asked about again.
  known_stamp_ = now;
  return known_entry_;
}

void WorkFile::entry_written(const IndexEntry& entry) {
  known_entry_ = entry;
  known_stamp_ = stamp();
}

}  // namespace reeve::git
