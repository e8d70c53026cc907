#include "git/accepted_commits.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::size_t kFileMax = 32 << 20;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

std::optional<Trailer> parse_trailer(std::string_view line) {
  auto colon = line.find(':');
  if (colon == line.npos || colon == 0) return std::nullopt;
  for (char c : line.substr(0, colon))
    if (!is_name_character(c)) return std::nullopt;
  return Trailer{std::string(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))};
}

// git counts these as part of a trailer block.
bool is_generated(std::string_view line) {
  return line.starts_with("(cherry picked from commit ");
}

std::vector<std::string_view> last_paragraph(std::string_view message) {
  auto lines = split_lines(message);
  while (!lines.empty() && trim(lines.back()).empty()) lines.pop_back();
  auto first = lines.size();
  while (first > 0 && !trim(lines[first - 1]).empty()) --first;
  if (first == 0) return {};  // the subject is no trailer
  return {lines.begin() + static_cast<std::ptrdiff_t>(first), lines.end()};
}

}  // namespace

std::vector<Trailer> trailers_of(std::string_view message) {
  std::vector<Trailer> trailers;
  for (auto line : last_paragraph(message)) {
    if (is_generated(line)) continue;
    if ((line[0] == ' ' || line[0] == '\t') && !trailers.empty()) {
      trailers.back().value += " " + std::string(trim(line));
      continue;
    }
    auto trailer = parse_trailer(line);
    if (!trailer) return {};
    trailers.push_back(*std::move(trailer));
  }
  return trailers;
}

AcceptedCommits::AcceptedCommits(Objects& objects, std::string tracking_file)
    : objects_(objects), tracking_file_(std::move(tracking_file)) {}

std::optional<std::string> AcceptedCommits::of(const std::string& task_id) const {
  auto found = commit_of_.find(task_id);
  return found == commit_of_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> AcceptedCommits::task_of(const std::string& oid) const {
  auto found = task_of_.find(oid);
  return found == task_of_.end() ? std::nullopt : std::optional(found->second);
}

Status AcceptedCommits::forget_if_rewound(const std::string& tip) {
  if (seen_.empty()) return Done{};
  REEVE_TRY(bool grown, objects_.is_ancestor(seen_, tip));
  if (grown) return Done{};
  seen_.clear();
  commit_of_.clear();
  task_of_.clear();
  return Done{};
}

Status AcceptedCommits::update(const std::string& tip) {
  if (tip == seen_) return Done{};
  REEVE_CHECK(forget_if_rewound(tip));
  std::vector<std::string> hidden;
  if (!seen_.empty()) hidden.push_back(seen_);
  Found found;
  Status outcome = Done{};
  int left = kCommitsMax;
  REEVE_CHECK(objects_.walk(tip, hidden, [&](const CommitInfo& commit) {
    outcome = read(commit, found);
    return outcome.ok() && --left > 0;
  }));
  REEVE_CHECK(std::move(outcome));
  for (const auto& [id, oid] : found) {
    commit_of_[id] = oid;
    task_of_[oid] = id;
  }
  seen_ = tip;
  return Done{};
}

// A worker's commit that was merged may carry any text; only who changes the table records verdicts.
Result<bool> AcceptedCommits::changes_tracking_file(const CommitInfo& commit) {
  REEVE_TRY(auto after, objects_.blob_at(commit.oid, tracking_file_, kFileMax));
  if (!after) return false;
  if (commit.parents.empty()) return true;
  REEVE_TRY(auto before, objects_.blob_at(commit.parents.front(), tracking_file_, kFileMax));
  return !before || before->oid != after->oid;
}

// Newest first: the first that is found for a task stays. One commit may record several verdicts.
Status AcceptedCommits::read(const CommitInfo& commit, Found& found) {
  if (commit.message.find("Reeve-Commit:") == std::string::npos) return Done{};
  Found here;
  std::string task, status;
  for (const auto& [name, value] : trailers_of(commit.message)) {
    if (name == "Reeve-Task") task = value, status.clear();
    if (name == "Reeve-Status") status = value;
    if (name == "Reeve-Commit" && status == "done" && !task.empty() && is_oid(value)) here[task] = value;
  }
  if (here.empty()) return Done{};
  REEVE_TRY(bool genuine, changes_tracking_file(commit));
  if (genuine) found.insert(here.begin(), here.end());
  return Done{};
}

}  // namespace reeve::git
