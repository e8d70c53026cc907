#include "reeve/git/setup.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "git/commit_maker.h"
#include "git/program.h"

#include "reeve/base/text.h"
#include "reeve/git/credentials.h"
#include "reeve/git/source.h"

namespace reeve::git {
namespace {

// `git worktree list -z` came with it.
constexpr std::array<int, 2> kLeast = {2, 36};
// The empty tree, which every repository knows.
constexpr const char* kEmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
constexpr const char* kProbeMessage = "reeve doctor: can this be signed?";
// Exit codes of `git config` for a key or a section that is not there.
constexpr int kNoSuchKey = 1;
constexpr int kNoSuchSection = 128;

int number_at(std::string_view text, std::size_t field) {
  auto fields = split(text, '.');
  int value = 0;
  if (field < fields.size())
    std::from_chars(fields[field].data(), fields[field].data() + fields[field].size(), value);
  return value;
}

// "git version 2.39.5 (Apple Git-154)"
port::GitVersion read_version(std::string_view answer) {
  auto words = split(trim(answer), ' ');
  port::GitVersion version;
  if (words.size() > 2) version.text = words[2];
  std::array<int, 2> found = {number_at(version.text, 0), number_at(version.text, 1)};
  version.old = found < kLeast;
  version.least = std::to_string(kLeast[0]) + "." + std::to_string(kLeast[1]);
  return version;
}

class GitSetup : public port::Setup {
 public:
  GitSetup(port::Processes& processes, std::vector<std::string> environment)
      : processes_(processes), environment_(std::move(environment)), git_(processes, "/", environment_) {}

  Result<port::GitVersion> version() override {
    REEVE_TRY(auto answer, git_.ask({{"version"}}));
    return read_version(answer);
  }

  Status identity(const std::string& top) override {
    if (table_top_.empty()) table_top_ = top;
    return check_identity(processes_, top, environment_);
  }

  // The commit that is made stays unreachable; git's own maintenance drops it.
  Result<bool> signing(const std::string& top) override {
    REEVE_TRY(auto end, git_.in(top).run({{"config", "--type=bool", "--get", "commit.gpgsign"}}));
    if (trim(end.out) != "true") return false;
    Call call{{"commit-tree", "-S", kEmptyTree}, kLocalWorkTimeout, kProbeMessage};
    REEVE_TRY(auto made, git_.in(top).run(call));
    if (!made.ok()) return cannot_sign(made);
    return true;
  }

  Result<std::string> remote_tip(const std::string& top, const std::string& remote,
                                 const std::string& branch) override {
    std::string ref = "refs/heads/" + branch;
    REEVE_TRY(auto end,
              logged_in(top, remote)
                  .run({{"ls-remote", "--quiet", "--end-of-options", remote, ref}, kTransportTimeout}));
    if (!end.ok()) {
      REEVE_TRY(auto known, git_.in(top).ask({{"remote"}}));
      auto names = split_lines(known);
      bool is_named = std::find(names.begin(), names.end(), remote) != names.end();
      return is_named ? read_fetch(end, remote, branch).error : no_such_remote(git_.in(top), remote);
    }
    for (auto line : split_lines(end.out)) {
      auto tab = line.find('\t');
      if (tab != line.npos && line.substr(tab + 1) == ref) return std::string(line.substr(0, tab));
    }
    return std::string();
  }

  Status may_push(const std::string& top, const std::string& remote, const std::string& branch) override {
    std::vector<PushItem> items = {{"HEAD", branch}};
    Call call = push_commits(remote, items);
    call.arguments.insert(call.arguments.begin() + 1, "--dry-run");
    REEVE_TRY(auto end, logged_in(top, remote).run(call));
    auto answer = read_push(end, remote, items).front();
    if (answer.outcome != Transport::ok) return answer.error;
    return Done{};
  }

  Result<std::optional<Instant>> commit_time(const std::string& top, const std::string& revision) override {
    REEVE_TRY(auto end,
              git_.in(top).run({{"log", "-1", "--format=%ct", "--end-of-options", revision, "--"}}));
    auto text = trim(end.out);
    std::int64_t seconds = 0;
    auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!end.ok() || problem != std::errc() || rest == text.data()) return std::optional<Instant>();
    return std::optional(Instant{seconds * 1000});
  }

  Result<bool> ignored(const std::string& top, const std::string& file) override {
    REEVE_TRY(auto end,
              git_.in(top).run({{"--no-literal-pathspecs", "check-ignore", "--quiet", "--", file}}));
    return end.ok();
  }

  Result<std::size_t> count_refs(const std::string& top, const std::string& prefix) override {
    REEVE_TRY(auto answer, git_.in(top).ask({{"for-each-ref", "--format=%(refname)", prefix}}));
    auto text = trim(answer);
    return text.empty() ? std::size_t{0} : split_lines(text).size();
  }

  Result<port::HooksPlace> hooks(const std::string& top) override {
    REEVE_TRY(auto configured, git_.in(top).run({{"config", "--get", "core.hooksPath"}}));
    REEVE_TRY(auto path, git_.in(top).ask({{"rev-parse", "--path-format=absolute", "--git-path", "hooks"}}));
    return port::HooksPlace{std::string(trim(path)), std::string(trim(configured.out))};
  }

  Result<std::string> attribute(const std::string& top, const std::string& name,
                                const std::string& file) override {
    REEVE_TRY(auto answer, git_.in(top).ask({{"check-attr", "-z", name, "--", file}}));
    auto fields = split(answer, '\0');
    return fields.size() > 2 ? std::string(fields[2]) : std::string("unspecified");
  }

  // https://git-scm.com/docs/gitignore: its default place.
  Result<std::string> excludes_file(const std::string& top) override {
    REEVE_TRY(auto end,
              git_.in(top).run({{"config", "--type=path", "--null", "--get", "core.excludesFile"}}));
    if (end.ok()) return end.out.substr(0, end.out.find('\0'));
    std::string home, config;
    for (const std::string& variable : environment_) {
      if (variable.starts_with("HOME=")) home = variable.substr(5);
      if (variable.starts_with("XDG_CONFIG_HOME=")) config = variable.substr(16);
    }
    if (config.empty() && !home.empty()) config = home + "/.config";
    return config.empty() ? "" : config + "/git/ignore";
  }

  Result<std::optional<std::string>> config(const std::string& top, const std::string& key) override {
    REEVE_TRY(auto end, git_.in(top).run({{"config", "--local", "--null", "--get", key}}));
    if (end.code == kNoSuchKey) return std::optional<std::string>();
    if (!end.ok()) return failure("reading " + key, end);
    return std::optional(end.out.substr(0, end.out.find('\0')));
  }

  Status set_config(const std::string& top, const std::string& key, const std::string& value) override {
    REEVE_TRY(auto end, git_.in(top).run({{"config", "--local", key, value}}));
    if (!end.ok()) return failure("setting " + key, end);
    return Done{};
  }

  Status drop_config_section(const std::string& top, const std::string& section) override {
    REEVE_TRY(auto end, git_.in(top).run({{"config", "--local", "--remove-section", section}}));
    if (!end.ok() && end.code != kNoSuchSection) return failure("dropping the section " + section, end);
    return Done{};
  }

 private:
  // The token is for the table's server, and who commits there is asked first. Another repository may lie
  // there too.
  Program logged_in(const std::string& top, const std::string& remote) {
    if (top == table_top_ && logged_in_.empty())
      logged_in_ = with_token(processes_, top, remote, environment_);
    return Program(processes_, top, logged_in_.empty() ? environment_ : logged_in_);
  }

  port::Processes& processes_;
  std::vector<std::string> environment_;
  std::vector<std::string> logged_in_;  // with the token
  std::string table_top_;
  Program git_;
};

}  // namespace

std::unique_ptr<port::Setup> make_git_setup(port::Processes& processes,
                                            std::vector<std::string> environment) {
  return std::make_unique<GitSetup>(processes, std::move(environment));
}

}  // namespace reeve::git
