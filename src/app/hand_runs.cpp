#include "app/hand_runs.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kToldMax = 1 << 20;

bool has_ended(const run::RunState& run) {
  return run.phase == run::Phase::finished;
}

}  // namespace

bool is_by_hand_here(const run::RunState& run, const std::string& host) {
  return run.owner == run::OwnerKind::hand && run.host == host && !has_ended(run);
}

bool is_being_judged(RunFolders& folders, const run::RunState& run) {
  using run::Phase;
  bool judging = run.phase == Phase::judging || run.phase == Phase::pushing || run.phase == Phase::closing ||
                 run.phase == Phase::waiting;
  return judging && folders.is_held(run.id);
}

Unheard::Unheard(port::Files& files, const std::string& reeve_dir, std::string host, std::string session)
    : files_(files),
      folders_(files, reeve_dir),
      path_(reeve_dir + "/told"),
      host_(std::move(host)),
      session_(std::move(session)) {
  auto text = files_.read(path_, kToldMax);
  told_before_ = text.ok();
  if (!text) return;
  for (std::string_view line : split_lines(*text)) told_.emplace(line);
}

bool Unheard::is_ours(const run::RunState& run) {
  std::string session = folders_.session_of(run.id);
  return session.empty() || session == session_;
}

std::vector<run::RunState> Unheard::load() {
  std::set<RunId> ended;
  for (const std::string& line : told_)
    if (auto id = RunId::parse(line)) ended.insert(*id);
  return folders_.load_others(ended);
}

// What there is to hear of a run by hand, as the record of what was heard names it; "" = nothing.
std::string Unheard::news_of(const run::RunState& run) {
  if (run.owner != run::OwnerKind::hand || run.host != host_) return "";
  if (has_ended(run)) return run.outcome && *run.outcome != run::Outcome::dropped ? run.id.text() : "";
  bool refused = run.phase == run::Phase::working && run.failed_attempts > 0;
  return refused ? run.id.text() + " " + std::to_string(run.failed_attempts) : "";
}

std::vector<run::RunState> Unheard::news(const std::vector<run::RunState>& loaded) {
  if (!told_before_) return {};
  std::vector<run::RunState> news;
  for (const run::RunState& run : loaded) {
    std::string name = news_of(run);
    if (!name.empty() && !told_.contains(name) && is_ours(run)) news.push_back(run);
  }
  std::sort(news.begin(), news.end(), [](const auto& one, const auto& other) {
    return std::pair(!one.outcome, one.ended_at) < std::pair(!other.outcome, other.ended_at);
  });
  return news;
}

Status Unheard::heard(const std::vector<run::RunState>& loaded) {
  // Before the first start nothing is news to anybody.
  for (const run::RunState& run : loaded) {
    std::string name = news_of(run);
    bool is_news = !name.empty() && told_before_;
    if (!is_news || is_ours(run)) told_.insert(name.empty() && has_ended(run) ? run.id.text() : name);
  }
  std::set<RunId> there;
  for (const RunId& id : folders_.recent(std::numeric_limits<std::size_t>::max())) there.insert(id);
  std::string text;
  for (const std::string& line : told_) {
    auto id = RunId::parse(line.substr(0, line.find(' ')));
    if (id && there.contains(*id)) text += line + "\n";
  }
  return files_.write(path_, text);
}

}  // namespace reeve::app
