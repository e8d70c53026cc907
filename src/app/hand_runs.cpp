#include "app/hand_runs.h"

#include <algorithm>
#include <set>

#include "app/session_folder.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kFileMax = 1 << 20;

constexpr const char* kSessionVariable = "CLAUDE_CODE_SESSION_ID";
constexpr std::uint64_t kSessionIdMax = 4096;

// What there is to hear of a run by hand, as the record of what was heard names it; "" = nothing.
std::string news_of(RunFolders& folders, const run::RunState& run, const std::string& host) {
  if (run.owner != run::OwnerKind::hand || run.host != host) return "";
  bool ended = run.phase == run::Phase::finished && run.outcome && *run.outcome != run::Outcome::dropped;
  if (ended) return run.id.text();
  bool refused = run.phase == run::Phase::working && run.failed_attempts > 0;
  if (!refused || is_being_judged(folders, run)) return "";
  return run.id.text() + " " + std::to_string(run.failed_attempts);
}

std::set<std::string, std::less<>> lines_in(const std::string& text) {
  std::set<std::string, std::less<>> lines;
  for (std::string_view line : split_lines(text)) lines.emplace(line);
  return lines;
}

}  // namespace

bool is_by_hand_here(const run::RunState& run, const std::string& host) {
  return run.owner == run::OwnerKind::hand && run.host == host && run.phase != run::Phase::finished;
}

bool is_being_judged(RunFolders& folders, const run::RunState& run) {
  using run::Phase;
  bool judging = run.phase == Phase::judging || run.phase == Phase::pushing || run.phase == Phase::closing ||
                 run.phase == Phase::waiting;
  if (!judging) return false;
  auto lock = folders.lock(run.id, "a look at it");
  return !lock && lock.error().kind == ErrorKind::locked;
}

std::string own_session(port::Files& files, const std::string& reeve_dir, const Environment& environment) {
  return session_now(files, reeve_dir, variable_in(environment, kSessionVariable));
}

bool Unheard::is_ours(const run::RunState& run) {
  auto text = files_.read(folders_.file(run.id, "session"), kSessionIdMax);
  return !text || trim(*text).empty() || trim(*text) == session_;
}

std::vector<run::RunState> Unheard::news(const std::vector<run::RunState>& runs) {
  auto text = files_.read(path_, kFileMax);
  if (!text) return {};
  auto heard = lines_in(*text);
  std::vector<run::RunState> news;
  for (const run::RunState& run : runs) {
    std::string name = news_of(folders_, run, host_);
    if (!name.empty() && !heard.contains(name) && is_ours(run)) news.push_back(run);
  }
  std::sort(news.begin(), news.end(), [](const auto& one, const auto& other) {
    return std::pair(!one.outcome, one.ended_at) < std::pair(!other.outcome, other.ended_at);
  });
  return news;
}

Status Unheard::heard(const std::vector<run::RunState>& runs) {
  auto before = files_.read(path_, kFileMax);
  auto known = lines_in(before ? *before : "");
  std::string text;
  for (const run::RunState& run : runs) {
    std::string name = news_of(folders_, run, host_);
    // Before the first start nothing is news to anybody.
    if (!name.empty() && (!before || known.contains(name) || is_ours(run))) text += name + "\n";
  }
  return files_.write(path_, text);
}

}  // namespace reeve::app
