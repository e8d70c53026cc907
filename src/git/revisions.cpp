#include "reeve/git/revisions.h"

#include <algorithm>

#include "git/accepted_commits.h"
#include "git/program.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

// Larger tracking files are refused by the board as well.
constexpr std::size_t kFileMax = 33u << 20;
// Messages and names of the commits that are looked at.
constexpr std::size_t kHistoryMax = 64u << 20;
constexpr std::string_view kMissing = " missing";
// `git merge-file` tells conflicts by its exit code, up to 127.
constexpr int kConflictsMax = 127;

std::string shown(const std::string& revision) {
  return one_line(shorten(revision, 80));
}

Error no_revision(const std::string& revision) {
  return {ErrorKind::usage, "there is no commit '" + shown(revision) + "' here",
          "`git log --oneline` lists commits"};
}

Error history_is_cut(const std::string& what) {
  return {
      ErrorKind::usage, what + ": the history of this clone is cut off (it is shallow)",
      "`git fetch --unshallow` brings all of it; in a pipeline, clone with all of it (GitHub, Gitea and "
      "Forgejo "
      "Actions: fetch-depth: 0; GitLab: GIT_DEPTH: 0; Woodpecker: depth: 0 and partial: false of its clone)"};
}

std::vector<port::Trailer> trailers_in(std::string_view message) {
  std::vector<port::Trailer> trailers;
  for (Trailer& trailer : trailers_of(message))
    trailers.push_back({std::move(trailer.name), std::move(trailer.value)});
  return trailers;
}

// One commit, as parse_commit() reads it.
constexpr const char* kHistoryFormat = "--format=%H%n%P%n%an <%ae>%n%B%x00";

port::FileCommit parse_commit(std::string_view entry, std::vector<std::string>& parents) {
  auto next_line = [&] {
    auto end = std::min(entry.find('\n'), entry.size());
    auto line = entry.substr(0, end);
    entry.remove_prefix(std::min(end + 1, entry.size()));
    return line;
  };
  port::FileCommit commit;
  commit.oid = next_line();
  for (auto parent : split(next_line(), ' '))
    if (!parent.empty()) parents.emplace_back(parent);
  commit.author = next_line();
  commit.trailers = trailers_in(entry);
  return commit;
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

  Result<std::string> bytes_of(const std::string& top, const std::string& blob) override {
    Call read{{"cat-file", "blob", blob}, kLocalWorkTimeout};
    read.captured_max = kFileMax;
    return git_.in(top).ask(read);
  }

  Result<std::optional<std::string>> find(const std::string& top, const std::string& revision) override {
    REEVE_TRY(
        auto end,
        git_.in(top).run({{"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"}}));
    return end.ok() ? std::optional(std::string(trim(end.out))) : std::nullopt;
  }

  Result<std::string> fork_of(const std::string& top, const std::string& revision) override {
    REEVE_TRY(auto commit, find(top, revision));
    REEVE_TRY(bool cut, is_shallow(top));
    if (!commit && cut) return history_is_cut("there is no commit '" + shown(revision) + "' here");
    if (!commit) return no_revision(revision);
    REEVE_TRY(auto end, git_.in(top).run({{"merge-base", *commit, "HEAD"}}));
    if (end.ok()) return std::string(trim(end.out));
    if (cut) return history_is_cut("where HEAD and '" + shown(revision) + "' part is not known");
    return Error{ErrorKind::usage, "HEAD and '" + shown(revision) + "' have no commit in common",
                 "name a commit of the history of HEAD: `git log --oneline` lists them"};
  }

  Result<std::vector<port::FileCommit>> changes(const std::string& top, const std::string& since,
                                                const std::string& file, std::size_t commits_max) override {
    const std::string range = since.empty() ? "HEAD" : since + "..HEAD";
    REEVE_CHECK(check_whole(top, range));
    return list(top, {range}, file, commits_max);
  }

  Result<std::vector<port::FileCommit>> pushed(const std::string& top, const port::PushedRange& range,
                                               const std::string& file, std::size_t commits_max) override {
    std::vector<std::string> revisions = {range.tip};
    bool is_known = false;
    for (const std::string& known : {range.before, range.followed}) {
      if (known.empty()) continue;
      REEVE_TRY(auto commit, find(top, known));
      if (!commit) continue;
      revisions.push_back("^" + *commit);
      is_known = is_known || known == range.before;
    }
    if (!is_known) revisions.insert(revisions.end(), {"--not", "--remotes"});
    return list(top, revisions, file, commits_max);
  }

  Result<std::vector<port::Trailer>> head_trailers(const std::string& top) override {
    REEVE_TRY(
        auto end,
        git_.in(top).run({{"rev-list", "--no-commit-header", "--max-count=1", "--format=%B", "HEAD", "--"}}));
    return end.ok() ? trailers_in(end.out) : std::vector<port::Trailer>();
  }

  Result<std::optional<port::CommitFacts>> facts_of(const std::string& top,
                                                    const std::string& commit) override {
    Program git = git_.in(top);
    REEVE_TRY(auto tree,
              git.run({{"rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{tree}"}}));
    if (!tree.ok()) return std::optional<port::CommitFacts>();
    REEVE_TRY(auto below, git.run(ask_ancestry(commit, "HEAD")));
    if (below.ok()) return std::optional(port::CommitFacts{std::string(trim(tree.out)), true});
    REEVE_TRY(auto refs, git.run({{"for-each-ref", "--count=1", "--contains", commit}}));
    return std::optional(port::CommitFacts{std::string(trim(tree.out)), refs.ok() && !refs.out.empty()});
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
  Result<std::vector<port::FileCommit>> list(const std::string& top,
                                             const std::vector<std::string>& revisions,
                                             const std::string& file, std::size_t commits_max) {
    Call call{{"rev-list", "--no-commit-header", "--full-history", "--topo-order", "--reverse",
               "--max-count=" + std::to_string(commits_max), kHistoryFormat},
              kLocalWorkTimeout};
    call.arguments.insert(call.arguments.end(), revisions.begin(), revisions.end());
    call.arguments.insert(call.arguments.end(), {"--", file});
    call.captured_max = kHistoryMax;
    REEVE_TRY(auto answer, git_.in(top).ask(call));
    std::vector<port::FileCommit> commits;
    std::vector<std::vector<std::string>> parents;
    for (auto entry : split(answer, '\0')) {
      entry = entry.substr(std::min(entry.find_first_not_of('\n'), entry.size()));
      if (!entry.empty()) commits.push_back(parse_commit(entry, parents.emplace_back()));
    }
    REEVE_CHECK(add_blobs(top, file, parents, commits));
    std::erase_if(commits, [](const port::FileCommit& commit) {
      return std::ranges::find(commit.parent_blobs, commit.blob) != commit.parent_blobs.end();
    });
    return commits;
  }

  Result<bool> is_shallow(const std::string& top) {
    REEVE_TRY(auto answer, git_.in(top).ask({{"rev-parse", "--is-shallow-repository"}}));
    return trim(answer) == "true";
  }

  // Where history is cut off, a commit looks like a root that brought all files.
  Status check_whole(const std::string& top, const std::string& range) {
    REEVE_TRY(bool cut, is_shallow(top));
    if (!cut) return Done{};
    REEVE_TRY(auto roots, git_.in(top).ask({{"rev-list", "--max-parents=0", "--max-count=1", range}}));
    return trim(roots).empty() ? Status(Done{})
                               : history_is_cut("not all commits of " + shown(range) + " are here");
  }

  // One question for all of them.
  Status add_blobs(const std::string& top, const std::string& file,
                   const std::vector<std::vector<std::string>>& parents,
                   std::vector<port::FileCommit>& commits) {
    Call call{{"cat-file", "--batch-check=%(objectname)"}, kLocalWorkTimeout};
    call.captured_max = kHistoryMax;
    for (std::size_t i = 0; i < commits.size(); ++i) {
      call.input += commits[i].oid + ":" + file + "\n";
      for (const auto& parent : parents[i]) call.input += parent + ":" + file + "\n";
    }
    REEVE_TRY(auto answer, git_.in(top).ask(call));
    auto lines = split_lines(answer);
    auto line = lines.begin();
    auto next_blob = [&] {
      std::string_view text = line == lines.end() ? kMissing : *line++;
      return text.ends_with(kMissing) ? std::string() : std::string(text);
    };
    for (std::size_t i = 0; i < commits.size(); ++i) {
      commits[i].blob = next_blob();
      for (std::size_t parent = 0; parent < parents[i].size(); ++parent)
        commits[i].parent_blobs.push_back(next_blob());
    }
    return Done{};
  }

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
