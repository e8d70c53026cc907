#include "reeve/git/revisions.h"

#include "git/program.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// Larger tracking files are refused by the board as well.
constexpr std::size_t kFileMax = 33u << 20;
constexpr std::string_view kMissing = " missing";
// `git merge-file` tells conflicts by its exit code, up to 127.
constexpr int kConflictsMax = 127;

Error no_revision(const std::string& revision) {
  return {ErrorKind::usage, "there is no commit '" + one_line(shorten(revision, 80)) + "' here",
          "`git log --oneline` lists commits"};
}

class GitRevisions : public port::Revisions {
 public:
  GitRevisions(port::Processes& processes, const std::vector<std::string>& environment,
               std::string index_file)
      : git_(processes, "/", environment), index_file_(std::move(index_file)) {}

  Result<std::optional<std::string>> bytes_at(const std::string& top, const std::string& revision,
                                              const std::string& file) override {
    if ((revision + file).find('\n') != std::string::npos) return no_revision(revision);
    Call question{{"cat-file", "--batch-check=%(objectname)"}};
    if (!index_file_.empty()) question.environment.push_back("GIT_INDEX_FILE=" + index_file_);
    question.input = (revision.empty() ? "" : revision + "^{commit}\n") + revision + ":" + file + "\n";
    REEVE_TRY(auto answer, git_.in(top).ask(question));
    auto lines = split_lines(trim(answer));
    if (!revision.empty() && (lines.size() < 2 || lines[0].ends_with(kMissing))) return no_revision(revision);
    if (lines.empty() || lines.back().ends_with(kMissing)) return std::optional<std::string>();
    Call read{{"cat-file", "blob", std::string(lines.back())}, kLocalWorkTimeout};
    read.captured_max = kFileMax;
    REEVE_TRY(auto bytes, git_.in(top).ask(read));
    return std::optional(std::move(bytes));
  }

  Result<std::string> fork_of(const std::string& top, const std::string& revision) override {
    REEVE_TRY(auto end, git_.in(top).run({{"merge-base", "--end-of-options", revision, "HEAD"}}));
    if (!end.ok()) return no_revision(revision);
    return std::string(trim(end.out));
  }

  Result<std::vector<port::FileCommit>> changes(const std::string& top, const std::string& since,
                                                const std::string& file, std::size_t commits_max) override {
    REEVE_TRY(
        auto answer,
        git_.in(top).ask({{"log", "--first-parent", "--reverse", "--max-count=" + std::to_string(commits_max),
                           "-z", "--format=%H%n%an%n%(trailers:key=Reeve-Run,valueonly,separator=%x2C)",
                           since + "..HEAD", "--", file},
                          kLocalWorkTimeout}));
    std::vector<port::FileCommit> commits;
    for (auto entry : split(answer, '\0')) {
      auto lines = split_lines(entry);
      if (lines.size() < 2) continue;
      commits.push_back({std::string(lines[0]), std::string(lines[1]),
                         lines.size() > 2 ? std::string(trim(lines[2])) : ""});
    }
    return commits;
  }

  Result<port::LineMerge> merge_lines(const std::string& base, const std::string& ours,
                                      const std::string& theirs, std::size_t marker_size) override {
    Call call{{"merge-file", "--stdout", "--quiet", "--marker-size=" + std::to_string(marker_size), "-L",
               "ours", "-L", "base", "-L", "theirs", ours, base, theirs},
              kLocalWorkTimeout};
    call.captured_max = 3 * kFileMax;
    REEVE_TRY(auto end, git_.run(call));
    if (end.code > kConflictsMax || end.out_cut) return failure("git merge-file", end);
    return port::LineMerge{std::move(end.out), end.code};
  }

 private:
  Program git_;
  std::string index_file_;
};

}  // namespace

std::unique_ptr<port::Revisions> make_git_revisions(port::Processes& processes,
                                                    const std::vector<std::string>& environment,
                                                    std::string index_file) {
  return std::make_unique<GitRevisions>(processes, environment, std::move(index_file));
}

}  // namespace reeve::git
