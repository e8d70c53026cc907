#include "git/push_queue.h"

#include <algorithm>
#include <memory>

namespace reeve::git {
namespace {

constexpr std::size_t kTogetherMax = 64;

bool names_branch(const std::vector<PushItem>& items, const std::string& branch) {
  return std::ranges::any_of(items, [&](const PushItem& item) { return item.branch == branch; });
}

std::vector<PushItem> items_of(const auto& batch) {
  std::vector<PushItem> items;
  for (const auto& one : batch) items.push_back(one.item);
  return items;
}

}  // namespace

void PushQueue::add(PushItem item, OnAnswer on_answer) {
  waiting_.push_back({std::move(item), std::move(on_answer)});
  if (!under_way_) start_next();
}

// Git takes no two refspecs for one branch.
PushQueue::Batch PushQueue::take_batch() {
  Batch batch;
  std::deque<Waiting> left;
  for (Waiting& one : waiting_) {
    bool fits =
        batch.empty() || (!one_by_one_ && !one.alone && !batch.front().alone && batch.size() < kTogetherMax &&
                          !names_branch(items_of(batch), one.item.branch));
    fits ? batch.push_back(std::move(one)) : left.push_back(std::move(one));
  }
  waiting_ = std::move(left);
  return batch;
}

void PushQueue::start_next() {
  while (!under_way_ && !waiting_.empty()) {
    auto batch = std::make_shared<Batch>(take_batch());
    auto started = git_.start(push_commits(remote_, items_of(*batch)),
                              [this, batch](const auto& end) { answered(std::move(*batch), end); });
    under_way_ = started.ok();
    if (started) return;
    for (Waiting& one : *batch) one.on_answer({Transport::broken, started.error()});
  }
}

void PushQueue::answered(Batch batch, const port::ProcessEnd& end) {
  auto answers = read_push(end, remote_, items_of(batch));
  std::vector<std::pair<OnAnswer, TransportAnswer>> settled;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    Transport outcome = answers[i].outcome;
    if (outcome == Transport::ok) one_by_one_ = false;
    if (outcome == Transport::unreachable && batch.size() > 1) one_by_one_ = true;
    bool again = batch.size() > 1 && (outcome == Transport::refused || outcome == Transport::broken);
    if (again)
      waiting_.push_back({std::move(batch[i].item), std::move(batch[i].on_answer), true});
    else
      settled.emplace_back(std::move(batch[i].on_answer), std::move(answers[i]));
  }
  under_way_ = false;
  start_next();
  for (auto& [on_answer, answer] : settled) on_answer(std::move(answer));
}

}  // namespace reeve::git
