// log: what a worker printed.
#include "app/project.h"
#include "app/run_folder.h"
#include "app/stream_text.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kPieceMax = 256 << 10;

bool past_its_worker(const run::RunState& run) {
  return run.phase != run::Phase::claiming && run.phase != run::Phase::preparing &&
         run.phase != run::Phase::working;
}

// Whole lines, but for a last one that is longer than a piece.
std::size_t complete_part(const std::string& piece, bool at_end) {
  auto newline = piece.rfind('\n');
  if (at_end || piece.size() >= kPieceMax) return piece.size();
  return newline == piece.npos ? 0 : newline + 1;
}

Result<run::RunState> newest_run(RunFolders& folders, const std::optional<std::string>& id) {
  REEVE_TRY(auto runs, folders.load_all(nullptr));
  auto found = std::find_if(runs.begin(), runs.end(), [&](const run::RunState& run) {
    return (!id || run.task.id == *id) && run.phase != run::Phase::claiming;
  });
  if (found != runs.end()) return *found;
  return Error{ErrorKind::usage,
               id ? "no run of task '" + shorten(*id, 80) + "' is recorded here" : "no run is recorded here",
               "`reeve run` starts one"};
}

}  // namespace

Status App::log(const LogRequest& request, const Sink& sink) {
  REEVE_TRY(Project project, project());
  RunFolders folders(ports_.files, project.reeve_dir);
  REEVE_TRY(run::RunState found, newest_run(folders, request.id));
  std::string path = folders.file(found.id, "output.jsonl");
  // A worker with sessions speaks in events. That the record says, not the output: hooks and warnings may
  // come before the first event, and a command's output stays as it is even if it looks like one.
  StreamText lines(sink);
  bool told = !request.raw && !found.session.empty();
  std::uint64_t offset = 0;
  while (true) {
    // Asked before reading: what is there once it has ended is all there will be.
    auto record = folders.load(found.id);
    bool ended = !request.follow || !record || past_its_worker(*record);
    auto piece = ports_.files.read_part(path, offset, kPieceMax);
    if (!piece && piece.error().kind != ErrorKind::missing) return piece.error();
    std::size_t size = piece ? complete_part(*piece, ended) : 0;
    if (size > 0 && told) lines.feed(std::string_view(*piece).substr(0, size));
    if (size > 0 && !told) sink(std::string_view(*piece).substr(0, size));
    offset += size;
    if (ended && size == 0) break;
    if (size == 0) ports_.wait_for_change({path});
  }
  lines.finish();
  return Done{};
}

}  // namespace reeve::app
