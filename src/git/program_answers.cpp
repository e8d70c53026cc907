// What git prints, as values. Its texts are stable in the C locale; those of servers are matched
// loosely, and whatever is not known counts as the case that promises least.
#include <algorithm>
#include <array>
#include <charconv>

#include "git/program.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::size_t kWordsMax = 2000;
constexpr std::string_view kRemotePrefix = "remote:";

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

template <std::size_t count>
bool has_any(std::string_view text, const std::array<std::string_view, count>& parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return has(text, part); });
}

std::string joined(const std::vector<std::string>& lines) {
  return shorten(one_line(join(lines, "; ")), kWordsMax);
}

constexpr std::array<std::string_view, 7> kLostRace = {
    "(fetch first)",    "(non-fast-forward)", "(stale info)",         "(failed to update ref)",
    "(cannot lock ref", "(failed to lock",    "(incorrect old value",
};
constexpr std::array<std::string_view, 7> kNoCredentials = {
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "terminal prompts disabled",
    "Permission denied (",
    "Host key verification failed",
    "Too many authentication failures",
};
constexpr std::array<std::string_view, 6> kDenied = {
    "returned error: 403", "ERROR: Permission to", "denied to ",
    "not allowed to push", "is not authorized",    "access denied",
};
constexpr std::array<std::string_view, 3> kNoRepository = {
    "does not appear to be a git repository",
    "epository not found",
    "returned error: 404",
};
constexpr std::array<std::string_view, 7> kOurFault = {
    "not a git repository (or any",
    "No space left on device",
    "dubious ownership",
    "bad object",
    "unable to write",
    "not a commit object",
    "src refspec",
};
constexpr std::array<std::string_view, 2> kNoRoom = {"No space left on device", "Disk quota exceeded"};
// What git says of files without the reason.
constexpr const char* kUnwritten = "unable to write file";
constexpr const char* kUnwrittenHint = "see whether that disk has room and may be written, then start again";
constexpr std::array<std::string_view, 3> kLocks = {
    ".lock': File exists",
    "Another git process seems to be running",
    "cannot lock ref",
};

Error credentials_error(const std::string& attempt, const port::ProcessEnd& end) {
  bool host_key = has(end.err, "Host key verification failed");
  return {ErrorKind::unreachable,
          attempt + ": " + (host_key ? "the host's key is not known here: " : "authentication failed: ") +
              words_of(end),
          host_key ? "connect once by hand (ssh to that host) and check its key, then start again"
                   : "make `git fetch` and `git push` work here without a question: a key in ssh-agent, or a "
                     "credential "
                     "helper"};
}

// Why a transport failed as a whole, when git names no ref.
TransportAnswer read_failure(const std::string& attempt, const std::string& remote,
                             const port::ProcessEnd& end) {
  if (end.how != port::ProcessEnd::How::exited)
    return {
        Transport::unreachable,
        {ErrorKind::unreachable, attempt + ": git " + port::describe(end),
         "check that `git ls-remote " + shell_quote(remote) + "` works, then start again: nothing is lost"}};
  if (has_any(end.err, kNoCredentials)) return {Transport::unreachable, credentials_error(attempt, end)};
  if (has_any(end.err, kDenied))
    return {Transport::refused,
            {ErrorKind::refused, attempt + ": the server denies access: " + words_of(end),
             "ask for the right to push there, or name another remote in reeve.json"}};
  if (has_any(end.err, kNoRepository))
    return {Transport::unreachable,
            {ErrorKind::unreachable, attempt + ": repository not found: " + words_of(end),
             "check its address, which `git remote get-url " + shell_quote(remote) +
                 "` prints; then start again: nothing is lost"}};
  if (has_any(end.err, kOurFault)) return {Transport::broken, failure(attempt, end)};
  return {
      Transport::unreachable,
      {ErrorKind::unreachable, attempt + ": " + words_of(end),
       "check that `git ls-remote " + shell_quote(remote) + "` works, then start again: nothing is lost"}};
}

// "!\t<from>:<to>\t[remote rejected] (pre-receive hook declined)"
struct RefLine {
  char flag = ' ';
  std::string_view target;
  std::string_view summary;
};

std::optional<RefLine> read_ref_line(std::string_view line) {
  auto fields = split(line, '\t');
  if (fields.size() < 3 || fields[0].size() != 1) return std::nullopt;
  auto colon = fields[1].find(':');
  if (colon == fields[1].npos) return std::nullopt;
  return RefLine{fields[0][0], fields[1].substr(colon + 1), fields[2]};
}

TransportAnswer refused(const std::string& attempt, std::string_view summary, const port::ProcessEnd& end) {
  auto words = server_words(end.err);
  std::string message = attempt + ": " + one_line(summary) + (words.empty() ? "" : ": " + words);
  std::string hint = has(summary, "branch is currently checked out")
                         ? "the remote is somebody's work tree: push to a bare repository"
                         : "the server's rules must allow this push";
  return {Transport::refused, {ErrorKind::refused, shorten(message, kWordsMax), hint}};
}

TransportAnswer judge_ref(const std::string& attempt, const RefLine& line, const port::ProcessEnd& end) {
  if (line.flag != '!') return {};
  if (has_any(line.summary, kLostRace))
    return {Transport::lost_race,
            {ErrorKind::conflict, attempt + ": another push was faster: " + one_line(line.summary), ""}};
  if (has(line.summary, "[remote failure]"))
    return {Transport::unreachable,
            {ErrorKind::unreachable, attempt + ": the server did not say whether it took it",
             "check the connection"}};
  return refused(attempt, line.summary, end);
}

std::optional<unsigned> number(std::string_view text, int base) {
  unsigned value = 0;
  auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (problem != std::errc() || rest != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string words_of(const port::ProcessEnd& end) {
  std::vector<std::string> lines;
  for (auto line : split_lines(end.err)) {
    if (trim(line).empty() || line.starts_with("hint:") || line.starts_with("warning:")) continue;
    lines.emplace_back(trim(line));
  }
  return lines.empty() ? "git " + port::describe(end) + " without a word" : joined(lines);
}

std::string server_words(std::string_view stderr_text) {
  std::vector<std::string> lines;
  for (auto line : split_lines(stderr_text))
    if (line.starts_with(kRemotePrefix) && !trim(line.substr(kRemotePrefix.size())).empty())
      lines.emplace_back(trim(line.substr(kRemotePrefix.size())));
  return joined(lines);
}

Error no_such_remote(const Program& git, const std::string& remote) {
  return {ErrorKind::config, "there is no remote '" + remote + "' in " + git.directory(),
          "`git remote add " + shell_quote(remote) +
              " URL`, or set \"remote\": \"\" in reeve.json to work without one"};
}

bool met_a_lock(const port::ProcessEnd& end) {
  return !end.ok() && !has_any(end.err, kNoRoom) && has_any(end.err, kLocks);
}

Error failure(std::string_view attempt, const port::ProcessEnd& end) {
  std::string hint(met_a_lock(end) ? kLockHint : "");
  if (has(end.err, kUnwritten)) hint = kUnwrittenHint;
  if (has_any(end.err, kNoRoom)) hint = kNoRoomHint;
  return {ErrorKind::repository, std::string(attempt) + ": " + words_of(end), hint};
}

bool met_a_newborn_worktree(const Call& call, const port::ProcessEnd& end) {
  if (end.ok() || call.arguments.front() == "push") return false;
  bool no_common_directory = has(end.err, "fatal: failed to read ") && has(end.err, "/commondir: ");
  bool no_commit = has(end.err, "fatal: bad object worktrees/") && has(end.err, "/HEAD");
  return no_common_directory || no_commit;
}

TransportAnswer read_fetch(const port::ProcessEnd& end, const std::string& remote,
                           const std::string& branch) {
  if (end.ok()) return {};
  const std::string attempt = "fetching '" + branch + "' from '" + remote + "'";
  if (has(end.err, "couldn't find remote ref"))
    return {Transport::no_branch,
            {ErrorKind::missing, attempt + ": there is no such branch on the remote",
             "publish it: `git push -u " + shell_quote(remote) + " " + shell_quote(branch) + "`"}};
  if (met_a_lock(end)) return {Transport::broken, failure(attempt, end)};
  return read_failure(attempt, remote, end);
}

std::vector<TransportAnswer> read_push(const port::ProcessEnd& end, const std::string& remote,
                                       const std::vector<PushItem>& items) {
  std::vector<TransportAnswer> answers;
  for (const auto& item : items) {
    const std::string attempt = "pushing to '" + item.branch + "' on '" + remote + "'";
    std::optional<RefLine> found;
    for (auto line : split_lines(end.out))
      if (auto parsed = read_ref_line(line); parsed && parsed->target == "refs/heads/" + item.branch)
        found = parsed;
    if (found)
      answers.push_back(judge_ref(attempt, *found, end));
    else
      answers.push_back(end.ok() ? TransportAnswer{} : read_failure(attempt, remote, end));
  }
  return answers;
}

std::map<std::string, std::string> read_config(std::string_view answer) {
  std::map<std::string, std::string> values;
  for (auto entry : split(answer, '\0')) {
    if (entry.empty()) continue;
    auto end = entry.find('\n');
    // A key without "=" has no value line: git reads it as true.
    values[std::string(entry.substr(0, end))] =
        end == entry.npos ? "true" : std::string(entry.substr(end + 1));
  }
  return values;
}

bool is_true(std::string_view config_value) {
  const auto word = to_lower_ascii(trim(config_value));
  return word == "true" || word == "yes" || word == "on" || word == "1";
}

std::optional<Identity> read_identity(std::string_view answer) {
  auto line = trim(answer);
  auto open = line.rfind('<'), close = line.rfind('>');
  if (open == line.npos || close == line.npos || close < open) return std::nullopt;
  auto date = split(trim(line.substr(close + 1)), ' ');
  if (date.size() != 2 || date[1].size() != 5) return std::nullopt;
  auto hours = number(date[1].substr(1, 2), 10), minutes = number(date[1].substr(3, 2), 10);
  if (!hours || !minutes) return std::nullopt;
  int offset = static_cast<int>(*hours * 60 + *minutes);
  return Identity{std::string(trim(line.substr(0, open))),
                  std::string(line.substr(open + 1, close - open - 1)), date[1][0] == '-' ? -offset : offset};
}

std::vector<IndexEntry> read_index_entries(std::string_view answer) {
  std::vector<IndexEntry> entries;
  for (auto line : split(answer, '\0')) {
    auto fields = split(line.substr(0, line.find('\t')), ' ');
    if (fields.size() != 4 || fields[0].size() != 1) continue;
    auto mode = number(fields[1], 8), stage = number(fields[3], 10);
    if (!mode || !stage) continue;
    entries.push_back({fields[0][0], *mode, std::string(fields[2]), static_cast<int>(*stage)});
  }
  return entries;
}

std::vector<WorktreeEntry> read_worktrees(std::string_view answer) {
  std::vector<WorktreeEntry> entries;
  for (auto line : split(answer, '\0')) {
    auto value = line.substr(std::min(line.find(' ') + 1, line.size()));
    if (line.starts_with("worktree ")) entries.push_back({std::string(value), "", ""});
    if (entries.empty()) continue;
    if (line.starts_with("HEAD ")) entries.back().head = value;
    if (line.starts_with("branch ")) entries.back().branch = value;
  }
  return entries;
}

}  // namespace reeve::git
