#include "app/pushed_changes.h"

#include <algorithm>
#include <optional>

#include "reeve/base/ids.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// A person waits for the push.
constexpr std::size_t kCommitsMax = 200;

bool is_zero(std::string_view oid) {
  return oid.find_first_not_of('0') == oid.npos;
}

// Nothing: not to that ref, or it is deleted. What is pushed may be named with blanks (`HEAD^{/some words}`).
std::optional<port::PushedRange> range_in(std::string_view line, std::string_view ref) {
  auto words = split(trim(line), ' ');
  if (words.size() < 4) return std::nullopt;
  std::string_view tip = words[words.size() - 3], to = words[words.size() - 2], before = words.back();
  if (to != ref || !is_object_id(tip) || is_zero(tip) || !is_object_id(before)) return std::nullopt;
  return port::PushedRange{std::string(tip), is_zero(before) ? "" : std::string(before), ""};
}

class Pushed {
 public:
  Pushed(Ports& ports, const Project& project, const std::string& top)
      : revisions_(ports.revisions),
        top_(top),
        file_(project.config.tracking_file),
        options_(to_read_options(project.config, project.branch)) {}

  Status judge(const port::PushedRange& range) {
    REEVE_TRY(auto commits, revisions_.pushed(top_, range, file_, kCommitsMax));
    if (commits.empty()) return Done{};
    if (commits.size() == kCommitsMax)
      result_.left_out = "only the newest " + std::to_string(kCommitsMax) + " commits are judged";
    REEVE_TRY(auto bytes, revisions_.bytes_at(top_, range.tip, file_));
    if (!bytes)
      return Error{ErrorKind::missing, "the push would remove the tracking file " + file_,
                   "bring it back by a commit, or name another in reeve.json"};
    REEVE_TRY(result_.board, read_board(*std::move(bytes), options_, file_));
    for (const port::FileCommit& commit : commits)
      if (!record_of(commit.trailers)) REEVE_CHECK(judge(commit));
    return Done{};
  }

  PushedFile result() && { return std::move(result_); }

 private:
  using BoardPtr = std::shared_ptr<const board::Board>;

  // Of a merge the parent counts that it fits best. Who brings the file into the repository, or mends one
  // that could not be read, may bring what was done before.
  Status judge(const port::FileCommit& commit) {
    std::optional<std::vector<board::Violation>> fewest;
    REEVE_TRY(BoardPtr after, version(commit.blob));
    for (const std::string& parent : commit.parent_blobs) {
      REEVE_TRY(BoardPtr before, version(parent));
      std::vector<board::Violation> found;
      if (before && after) found = board::judge_hand(*before, *after);
      if (!fewest || found.size() < fewest->size()) fewest = std::move(found);
    }
    for (board::Violation& violation : std::move(fewest).value_or(std::vector<board::Violation>())) {
      result_.violations.push_back({std::move(violation), commit.oid, commit.author});
    }
    last_blob_ = commit.blob, last_ = std::move(after);
    return Done{};
  }

  // Nothing: there is none, or it cannot be read. Most commits have the one before as parent.
  Result<BoardPtr> version(const std::string& blob) {
    if (blob.empty()) return BoardPtr();
    if (blob == last_blob_) return last_;
    REEVE_TRY(auto bytes, revisions_.bytes_of(top_, blob));
    auto board = board::Board::read(std::move(bytes), options_);
    return board ? std::make_shared<const board::Board>(*std::move(board)) : BoardPtr();
  }

  port::Revisions& revisions_;
  const std::string& top_;
  const std::string& file_;
  board::ReadOptions options_;
  std::string last_blob_;
  BoardPtr last_;
  PushedFile result_;
};

}  // namespace

Result<PushedFile> judge_pushed(Ports& ports, const Project& project, const std::string& top,
                                std::string_view refs) {
  Pushed pushed(ports, project, top);
  if (project.branch.empty()) return std::move(pushed).result();
  for (std::string_view line : split_lines(refs)) {
    auto range = range_in(line, "refs/heads/" + project.branch);
    if (!range) continue;
    if (!project.config.remote.empty()) range->followed = "refs/remotes/" + project.published();
    REEVE_CHECK(pushed.judge(*range));
  }
  return std::move(pushed).result();
}

}  // namespace reeve::app
