// merge-file: git's merge driver for the tracking file, by id and cell.
#include "app/project.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"
#include "reeve/board/merge.h"

namespace reeve::app {
namespace {

// Three files for git to merge, gone with it.
class MergeFolder {
 public:
  MergeFolder(port::Files& files, const std::vector<std::string>& environment, std::uint64_t name)
      : files_(files), path_("/tmp") {
    for (const std::string& variable : environment)
      if (variable.starts_with("TMPDIR=/")) path_ = variable.substr(std::string_view("TMPDIR=").size());
    path_ += "/reeve-merge-" + std::to_string(name);
  }
  MergeFolder(const MergeFolder&) = delete;
  MergeFolder& operator=(const MergeFolder&) = delete;
  ~MergeFolder() { static_cast<void>(files_.remove_folder(path_)); }

  Result<port::LineMerge> merge(port::Revisions& revisions, const board::Versions& versions,
                                int marker_size) {
    REEVE_CHECK(files_.write(path_ + "/base", versions.base));
    REEVE_CHECK(files_.write(path_ + "/ours", versions.ours));
    REEVE_CHECK(files_.write(path_ + "/theirs", versions.theirs));
    return revisions.merge_lines(path_ + "/base", path_ + "/ours", path_ + "/theirs",
                                 static_cast<std::size_t>(marker_size));
  }

 private:
  port::Files& files_;
  std::string path_;
};

struct Merged {
  std::string bytes;
  std::size_t conflicts = 0;
};

}  // namespace

Result<MergeFileResponse> App::merge_file(const MergeFileRequest& request) {
  auto absolute = [&](const std::string& path) {
    return path.starts_with('/') ? path : directory_ + "/" + path;
  };
  board::Versions versions;
  REEVE_TRY(versions.base, ports_.files.read(absolute(request.base), kTrackingFileMax));
  REEVE_TRY(versions.ours, ports_.files.read(absolute(request.ours), kTrackingFileMax));
  REEVE_TRY(versions.theirs, ports_.files.read(absolute(request.theirs), kTrackingFileMax));
  // Without a repository, or with a reeve.json that is in conflict itself, the usual words must do.
  board::ReadOptions reading;
  if (auto project = load_project(ports_, directory_)) reading = to_read_options(project->config, "");
  board::ConflictMarks marks;
  marks.size = static_cast<std::size_t>(request.marker_size);
  MergeFolder folder(ports_.files, ports_.environment, ports_.random());
  auto by_id = [&]() -> Result<Merged> {
    REEVE_TRY(auto tables, board::merge_tables(versions, reading, marks));
    REEVE_TRY(auto lines, folder.merge(ports_.revisions, tables.text, request.marker_size));
    REEVE_TRY(auto bytes, board::with_tables(tables, lines.bytes));
    return Merged{std::move(bytes), tables.conflicts + static_cast<std::size_t>(lines.conflicts)};
  };
  MergeFileResponse response;
  response.path = request.path.empty() ? request.ours : request.path;
  auto merged = by_id();
  if (!merged) {
    response.as_text = merged.error().message;
    REEVE_TRY(auto lines, folder.merge(ports_.revisions, versions, request.marker_size));
    merged = Merged{std::move(lines.bytes), static_cast<std::size_t>(lines.conflicts)};
  }
  REEVE_CHECK(ports_.files.write(absolute(request.ours), merged->bytes));
  response.conflicts = merged->conflicts;
  return response;
}

}  // namespace reeve::app
