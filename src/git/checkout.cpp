#include "reeve/git/checkout.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "git/program.h"
#include "git/worktree.h"
#include "git/worktree_operation.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::string_view kBranchPrefix = "refs/heads/";
// A larger tracking file cannot be read as a board anyway.
constexpr std::size_t kComparedMax = 33 << 20;

// Git prints it back, as it does with what it does not know: the lines of a path may be several.
constexpr const char* kNext = "--reeve-next";
// In the order of the answers. The last may fail where there is no work tree; git knows
// --show-ref-format from 2.45 on and prints it back before.
const std::vector<std::string> kQuestions = {"rev-parse",
                                             "--path-format=absolute",
                                             "--is-bare-repository",
                                             "--is-inside-work-tree",
                                             "--show-object-format",
                                             "--show-ref-format",
                                             "--is-shallow-repository",
                                             "--git-dir",
                                             kNext,
                                             "--git-common-dir",
                                             kNext,
                                             "--show-toplevel"};
enum Answer {
  bare,
  inside_work_tree,
  object_format,
  ref_format,
  shallow,
  git_dir,
  common_dir,
  top,
  kAnswers
};

std::vector<std::string> answers_in(std::string_view out) {
  std::vector<std::string> answers;
  const std::string next = "\n" + std::string(kNext) + "\n";
  while (!out.empty()) {
    bool is_path = answers.size() >= git_dir, is_last = answers.size() == top;
    std::string_view end = is_path ? std::string_view(next) : "\n";
    auto at = is_last ? out.size() - out.ends_with('\n') : std::min(out.find(end), out.size());
    answers.emplace_back(out.substr(0, at));
    out.remove_prefix(is_last ? out.size() : std::min(at + end.size(), out.size()));
  }
  return answers;
}

// git's own advice for a directory of another user: the line with `git config --global --add safe.directory`.
std::string advised_command(std::string_view words) {
  for (auto line : split_lines(words))
    if (trim(line).starts_with("git config ")) return std::string(trim(line));
  return "";
}

Error cannot_open(const std::string& directory, const port::ProcessEnd& end) {
  auto words = words_of(end);
  auto says = [&](std::string_view part) { return end.err.find(part) != std::string::npos; };
  if (says("dubious ownership"))
    return {ErrorKind::repository,
            "the repository at " + directory + " belongs to another user, and git does not trust it",
            "if you do: `" + advised_command(end.err) + "`"};
  if (says("extension"))
    return {ErrorKind::repository,
            "the installed git cannot read the repository at " + directory + ": " + words,
            "install a newer git"};
  if (says("not a git repository"))
    return {ErrorKind::repository, "there is no git repository at " + directory + " or above it",
            "change to one (or give it with -C), or make one: git init"};
  return {ErrorKind::repository, "opening the repository at " + directory + ": " + words, "see: git status"};
}

Error no_work_tree(const std::string& directory, const std::vector<std::string>& answers) {
  if (answers.size() > bare && answers[bare] == "true")
    return {ErrorKind::repository, "the repository at " + directory + " is bare: it has no work tree",
            "work in a clone of it: git clone " + shell_quote(directory)};
  return {ErrorKind::repository, directory + " lies inside a git directory, not in a work tree",
          "change to the work tree (or give it with -C)"};
}

std::string limit_of(const std::vector<std::string>& answers) {
  if (answers[object_format] != "sha1")
    return "the repository names its objects by " + answers[object_format] +
           ", and libgit2, with which reeve reads and builds commits, knows SHA-1 only";
  // Older git prints the question back: it could not have opened any other format.
  if (answers[ref_format] != "files" && !answers[ref_format].starts_with("--"))
    return "the repository keeps its refs as " + answers[ref_format] +
           ", and libgit2, with which reeve reads and moves them, knows the files format only";
  return "";
}

// HEAD is a plain file in both ref formats, but its text means nothing in a reftable.
std::string branch_in(const std::string& head_file) {
  std::ifstream file(head_file);
  std::string line;
  std::getline(file, line);
  auto prefix = "ref: " + std::string(kBranchPrefix);
  return line.starts_with(prefix) && line != prefix + ".invalid" ? line.substr(prefix.size()) : "";
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();  // a directory, say, gives none
  return std::move(bytes).str();
}

class GitCheckout : public port::Checkout {
 public:
  GitCheckout(port::Processes& processes, std::vector<std::string> environment)
      : git_(processes, "/", environment) {}

  Result<port::CheckoutInfo> locate(const std::string& directory) override;
  Result<std::vector<std::string>> remotes(const port::CheckoutInfo& where) override;
  Result<std::string> default_branch(const port::CheckoutInfo& where, const std::string& remote) override;
  Result<port::Difference> compare(const port::CheckoutInfo& where, const std::string& file,
                                   const std::string& remote, const std::string& branch) override;

 private:
  Status add_upstream(port::CheckoutInfo& info);

  Program git_;
};

Result<port::CheckoutInfo> GitCheckout::locate(const std::string& directory) {
  REEVE_TRY(auto end, git_.in(directory).run({kQuestions}));
  auto answers = answers_in(end.out);
  while (!answers.empty() && answers.back().empty()) answers.pop_back();
  if (!end.ok() && answers.size() <= object_format) return cannot_open(directory, end);
  if (answers[inside_work_tree] != "true") return no_work_tree(directory, answers);
  if (!end.ok() || answers.size() != kAnswers) return cannot_open(directory, end);
  port::CheckoutInfo info;
  info.top = answers[top];
  info.git_dir = answers[git_dir];
  info.common_dir = answers[common_dir];
  info.shallow = answers[shallow] == "true";
  info.object_limit = limit_of(answers);
  info.branch = branch_in(info.git_dir + "/HEAD");
  info.operation = operation_in(info.git_dir);
  if (info.git_dir != info.common_dir)
    info.table_checkout = trim(content_of(info.git_dir + "/" + std::string(kTableFile)));
  if (!info.branch.empty()) REEVE_CHECK(add_upstream(info));
  return info;
}

// Told by git, since the names of remotes and branches may both contain slashes.
Status GitCheckout::add_upstream(port::CheckoutInfo& info) {
  auto ref = std::string(kBranchPrefix) + info.branch;
  REEVE_TRY(
      auto answer,
      git_.in(info.top).ask(
          {{"for-each-ref", "--format=%(refname)%00%(upstream:remotename)%00%(upstream:remoteref)", ref}}));
  info.unborn = true;
  for (auto line : split_lines(answer)) {
    auto fields = split(line, '\0');
    if (fields[0] == ref) info.unborn = false;
    if (fields.size() != 3 || fields[0] != ref || !fields[2].starts_with(kBranchPrefix)) continue;
    info.upstream_remote = fields[1];
    info.upstream_branch = fields[2].substr(kBranchPrefix.size());
  }
  return Done{};
}

Result<std::vector<std::string>> GitCheckout::remotes(const port::CheckoutInfo& where) {
  REEVE_TRY(auto answer, git_.in(where.top).ask({{"remote"}}));
  std::vector<std::string> names;
  for (auto line : split_lines(answer)) names.emplace_back(line);
  return names;
}

Result<std::string> GitCheckout::default_branch(const port::CheckoutInfo& where, const std::string& remote) {
  const std::string below = "refs/remotes/" + remote + "/";
  REEVE_TRY(auto end, git_.in(where.top).run({{"symbolic-ref", "--quiet", below + "HEAD"}}));
  auto ref = trim(end.out);
  return std::string(end.ok() && ref.starts_with(below) ? ref.substr(below.size()) : "");
}

// Most often the bytes are the same, and one question is enough; line ends and filters are git's to judge.
Result<port::Difference> GitCheckout::compare(const port::CheckoutInfo& where, const std::string& file,
                                              const std::string& remote, const std::string& branch) {
  auto ref = remote.empty() ? std::string(kBranchPrefix) + branch : "refs/remotes/" + remote + "/" + branch;
  auto git = git_.in(where.top);
  Call question{{"cat-file", "--batch=%(objectname)"}};
  question.input = ref + ":" + file + "\n";
  question.captured_max = kComparedMax;
  REEVE_TRY(auto published, git.run(question));
  if (!published.ok()) return failure("reading " + file + " as published", published);
  auto oid = published.out.substr(0, published.out.find('\n'));
  if (oid.ends_with(" missing")) {
    REEVE_TRY(auto known, git.run({{"rev-parse", "--verify", "--quiet", ref}}));
    return known.ok() ? port::Difference::not_published : port::Difference::unknown;
  }
  auto body = std::string_view(published.out).substr(oid.size());
  bool whole = !published.out_cut && body.size() >= 2;
  if (whole && body.substr(1, body.size() - 2) == content_of(where.top + "/" + file))
    return port::Difference::same;
  REEVE_TRY(auto end, git.run({{"hash-object", "--", file}}));
  if (!end.ok()) return port::Difference::differs;  // not in the work tree, or not readable
  return trim(end.out) == oid ? port::Difference::same : port::Difference::differs;
}

}  // namespace

std::unique_ptr<port::Checkout> make_git_checkout(port::Processes& processes,
                                                  std::vector<std::string> environment) {
  return std::make_unique<GitCheckout>(processes, std::move(environment));
}

}  // namespace reeve::git
