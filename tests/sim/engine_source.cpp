// The source as src/git/source.cpp and source_publish.cpp have it: one fetch or push at a time, a chain of
// commits on the last known tip, and a look at the remote when the answer of a push does not come.
#include <utility>

#include "sim/engine.h"

namespace reeve::sim {
namespace {

const Error kNoAnswer{ErrorKind::unreachable, "the remote does not answer", ""};

}  // namespace

bool Engine::is_accepted(const std::string& receipt) {
  return !receipt.empty() && !known_.empty() && world_.objects.is_ancestor(receipt, known_);
}

void Engine::finish_source(run::EventBody body) {
  busy_ = Busy::no;
  post(std::move(body));
  if (std::exchange(publish_waits_, false)) return start_publishing();
  if (std::exchange(observe_waits_, false)) start_observing();
}

// ---- Looking ----

void Engine::perform(const action::Observe&) {
  if (busy_ == Busy::no) return start_observing();
  observe_waits_ = busy_ == Busy::publishing;
}

void Engine::start_observing() {
  busy_ = Busy::observing;
  look([this](bool reached, bool rewound) {
    if (!reached) return finish_source(event::ObserveFailed{kNoAnswer});
    follow(event::Observed{world_.objects.snapshot(known_), rewound, {}});
  });
}

void Engine::look(std::function<void(bool, bool)> then) {
  later(world_.random.time(20, 3000), [this, then = std::move(then)] {
    if (world_.happens(world_.knobs.fetch_fails)) {
      world_.tell(host_.name, [] { return std::string("a fetch fails"); });
      return then(false, false);
    }
    bool rewound = !known_.empty() && !world_.objects.is_ancestor(known_, world_.remote.tip);
    known_ = world_.remote.tip;
    later(world_.random.time(5, 300), [then, rewound] { then(true, rewound); });
  });
}

// ---- Publishing ----

Result<std::string> Engine::stage_one(const std::string& on, const run::Change& change) {
  const board::Board& board = *world_.objects.snapshot(on).board;
  REEVE_TRY(auto bytes, std::visit([&](const auto& edit) { return board::apply(board, edit); }, change.edit));
  if (bytes == board.document().bytes()) return on;
  auto oid = world_.objects.add_table(on, std::move(bytes), change.message, "reeve on " + host_.name);
  if (state_.order && change.run == state_.order->change) world_.objects.at(oid).fence = fence_;
  return oid;
}

void Engine::perform(const action::Publish& action) {
  staged_ = Pushed{action.changes, known_, known_};
  bend(staged_->changes);
  std::vector<std::pair<RunId, Result<std::string>>> receipts;
  for (const run::Change& change : staged_->changes) {
    auto receipt = stage_one(staged_->tip, change);
    if (!receipt && receipt.error().kind != ErrorKind::stale)
      return post(event::PublishFailed{receipt.error()});
    if (receipt) staged_->tip = *receipt;
    receipts.emplace_back(change.run, std::move(receipt));
  }
  std::size_t kept = 0;
  for (const auto& [id, receipt] : receipts) {
    run::RunState* run = run::find_run(state_, id);
    bool ordered = state_.order && state_.order->change == id;
    if (!receipt || (!run && !ordered)) {
      post(event::Stale{id, receipt ? Error{} : receipt.error()});
      continue;
    }
    ++kept;
    if (ordered) state_.order->receipt = *receipt;
    if (!run) continue;
    run::take_receipt(*run, *receipt);
    if (world_.bug == Bug::unrecorded_claim && run->phase == run::Phase::claiming) continue;
    if (auto written = write(*run); !written) return post(event::PublishFailed{written.error()});
    if (struck("after recording a receipt")) return;
  }
  if (kept == 0) return post(event::Published{state_.snapshot});
  if (busy_ == Busy::no) return start_publishing();
  publish_waits_ = true;
}

void Engine::start_publishing() {
  busy_ = Busy::publishing;
  if (staged_->tip == staged_->on) return finish_source(event::Published{world_.objects.snapshot(known_)});
  world_.tell(host_.name, [&] {
    std::string text = "pushes " + staged_->tip + " on " + staged_->on;
    for (const run::Change& change : staged_->changes)
      text += "; " + change.message.substr(0, change.message.find('\n'));
    return text;
  });
  // A person looks, thinks, and then acts.
  if (world_.happens(world_.knobs.contention * (state_.order ? 4 : 1))) {
    const auto& change = staged_->changes[world_.random.below(static_cast<int>(staged_->changes.size()))];
    if (const auto* edit = std::get_if<board::Edit>(&change.edit)) world_.contend(edit->id);
  }
  send();
}

// What the server shows at the beginning is what it compares with in the end.
void Engine::send() {
  const Knobs& knobs = world_.knobs;
  Duration there = world_.random.time(20, 1500), back = world_.random.time(5, 800);
  if (world_.happens(knobs.refused))
    return later(there, [this] {
      finish_source(event::PublishFailed{{ErrorKind::refused, "remote: this branch is protected", ""}});
    });
  if (world_.happens(knobs.request_lost)) return later(there + back, [this] { no_answer(kNoAnswer); });
  bool lost = world_.happens(knobs.reply_lost);
  bool late = !lost && world_.happens(knobs.late);
  if (late) {
    later(there + back, [this] { no_answer(kNoAnswer); });
    there += world_.random.time(500, 90'000);
  }
  std::string tip = staged_->tip, shown = world_.remote.tip;
  bool is_forward = world_.objects.is_ancestor(shown, tip) && !world_.happens(knobs.ref_locked);
  if (world_.bug == Bug::tail_dropped && world_.objects.at(tip).parent != staged_->on)
    tip = world_.objects.at(tip).parent;
  // It goes on although its engine may have died meanwhile: the server has it.
  bool survives = late || world_.random.chance(500);
  auto arrive = [this, weak = weak_from_this(), tip, shown, is_forward, lost, late, survives] {
    auto self = weak.lock();
    bool alive = self && alive_;
    if (!alive && !survives) return;
    bool taken = is_forward && world_.remote.tip == shown;
    if (taken) world_.accept(tip);
    if (!alive || late) return;
    later(world_.random.time(5, 800), [this, taken, lost] {
      if (lost) return no_answer(kNoAnswer);
      taken ? accepted() : lost_race();
    });
  };
  world_.after(there, [arrive, keep = shared_from_this()] { arrive(); });
}

void Engine::accepted() {
  known_ = staged_->tip;
  staged_.reset();
  follow(event::Published{world_.objects.snapshot(known_)});
}

// The local branch, then the event.
void Engine::follow(run::EventBody then) {
  if (!std::exchange(healed_, true))
    host_.checkout.heal(world_.bytes(), world_.bug == Bug::heal_overwrites ? Checkout::Care::forgotten
                                                                           : Checkout::Care::taken);
  auto killed = [this] { return struck("while its branch follows"); };
  if (host_.checkout.follow(known_, world_.bytes(), killed)) finish_source(std::move(then));
}

void Engine::lost_race() {
  if (world_.bug == Bug::claim_forced) return force_claim();
  look([this](bool reached, bool rewound) {
    reached ? publish_looked(rewound) : finish_source(event::PublishFailed{kNoAnswer});
  });
}

void Engine::no_answer(const Error& error) {
  look([this, error](bool reached, bool rewound) {
    if (!reached || known_ == staged_->on) return finish_source(event::PublishFailed{error});
    publish_looked(rewound);
  });
}

void Engine::publish_looked(bool rewound) {
  bool ours = is_accepted(staged_->tip);
  staged_.reset();
  run::Snapshot snapshot = world_.objects.snapshot(known_);
  if (ours) return follow(event::Published{snapshot});
  follow(event::PublishLost{snapshot, rewound});
}

// The planted bug: the same claim, on whatever the row says now.
void Engine::force_claim() {
  known_ = world_.remote.tip;
  Pushed forced{staged_->changes, known_, known_};
  for (run::Change& change : forced.changes) {
    if (auto* edit = std::get_if<board::Edit>(&change.edit)) edit->expect_class.reset();
    if (auto next = stage_one(forced.tip, change)) forced.tip = *next;
  }
  staged_ = std::move(forced);
  send();
}

}  // namespace reeve::sim
