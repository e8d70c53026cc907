#include "app/staged_changes.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

// What the commit will have as parents. Before the first there is no HEAD; of an octopus the first two count.
constexpr const char* kParents[] = {"HEAD", "MERGE_HEAD"};

class Staged {
 public:
  Staged(Ports& ports, const Project& project, const std::string& top)
      : revisions_(ports.revisions),
        top_(top),
        file_(project.config.tracking_file),
        options_(to_read_options(project.config, project.branch)) {}

  Result<std::optional<StagedFile>> read() {
    REEVE_TRY(auto staged, revisions_.bytes_at(top_, "", file_));
    auto head = revisions_.bytes_at(top_, kParents[0], file_);
    std::optional<std::string> before = head ? *head : std::nullopt;
    if (staged == before) return std::optional<StagedFile>();
    if (!staged)
      return Error{
          ErrorKind::missing, "the commit would remove the tracking file " + file_,
          "keep it: `git restore --staged -- " + shell_quote(file_) + "`, or name another in reeve.json"};
    StagedFile result;
    REEVE_TRY(result.board, read_board(*std::move(staged), options_, file_));
    result.violations = violations_of(*result.board);
    return std::optional(std::move(result));
  }

 private:
  std::vector<board::Violation> violations_of(const board::Board& after) {
    std::optional<std::vector<board::Violation>> fewest;
    for (const char* parent : kParents) {
      auto bytes = revisions_.bytes_at(top_, parent, file_);
      if (!bytes) continue;
      auto found = violations_since(*std::move(bytes), after);
      if (!fewest || found.size() < fewest->size()) fewest = std::move(found);
    }
    return std::move(fewest).value_or(std::vector<board::Violation>());
  }

  // Who brings the file into the repository, or mends one that could not be read, may bring what was done
  // before.
  std::vector<board::Violation> violations_since(std::optional<std::string> bytes,
                                                 const board::Board& after) {
    if (!bytes) return {};
    auto before = board::Board::read(*std::move(bytes), options_);
    if (!before) return {};
    return board::judge_hand(*before, after);
  }

  port::Revisions& revisions_;
  const std::string& top_;
  const std::string& file_;
  board::ReadOptions options_;
};

}  // namespace

Result<std::optional<StagedFile>> read_staged(Ports& ports, const Project& project, const std::string& top) {
  return Staged(ports, project, top).read();
}

}  // namespace reeve::app
