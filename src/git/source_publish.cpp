// Making staged commits visible, and finding out whether they are.
#include <utility>

#include "git/git_source.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {

void GitSource::publish() {
  REEVE_ASSERT(staged_ && busy_ != Busy::publishing && !publish_waits_);
  if (busy_ == Busy::no) return start_publishing();
  publish_waits_ = true;
}

void GitSource::start_publishing() {
  busy_ = Busy::publishing;
  if (staged_->tip() == staged_on_) {
    staged_.reset();
    return finish(run::event::Published{known_->snapshot});
  }
  fault_point("publish-before-push");
  context_.options.remote.empty() ? swap_local() : push();
}

void GitSource::push() {
  const PushItem item{staged_->tip(), context_.options.branch, staged_on_};
  auto started = context_.git.start(push_commits(context_.options.remote, {item}),
                                    [this](const auto& end) { pushed(end); });
  if (!started) finish(run::event::PublishFailed{started.error()});
}

// Many a server protects the branch that people work on; the table may live on another.
Error GitSource::with_way_out(Error error) const {
  const auto& options = context_.options;
  std::string from = "refs/remotes/" + options.remote + "/" + options.branch;
  error.hint += "; or publish the table on a branch of its own: `git push " + shell_quote(options.remote) +
                " " + shell_quote(from + ":refs/heads/tasks") +
                "`, then set \"branch\": \"tasks\" in reeve.json";
  return error;
}

void GitSource::pushed(const port::ProcessEnd& end) {
  fault_point("publish-after-push");
  const PushItem item{staged_->tip(), context_.options.branch};
  const auto answer = read_push(end, context_.options.remote, {item}).front();
  switch (answer.outcome) {
    case Transport::ok:
      return accept();
    case Transport::lost_race:
      return after_lost_race();
    case Transport::unreachable:
      return after_no_answer(answer.error);
    case Transport::refused:
      return finish(run::event::PublishFailed{with_way_out(answer.error)});
    case Transport::no_branch:
    case Transport::broken:
      return finish(run::event::PublishFailed{answer.error});
  }
}

void GitSource::accept() {
  take_tracking_ref();
  fault_point("publish-after-tracking-ref");
  known_ = std::exchange(staged_, std::nullopt);
  follower_.follow(known_->tip(), [this] { finish(run::event::Published{known_->snapshot}); });
}

// git moves the tracking ref itself if the remote's refspecs cover it. That it lags is no harm: the
// next fetch moves it.
void GitSource::take_tracking_ref() {
  auto current = context_.objects.resolve(context_.tracking_ref());
  if (!current || *current == staged_->tip()) return;
  auto moved = context_.objects.swap_ref(context_.tracking_ref(), *current ? **current : "", staged_->tip(),
                                         "reeve: publish");
  if (!moved) follower_.note(moved.error().message);
}

void GitSource::after_lost_race() {
  fault_point("publish-lost");
  look([this](Result<Looked> looked) {
    if (!looked) return finish(run::event::PublishFailed{looked.error()});
    publish_looked(*looked);
  });
}

// The reply may have been lost after the server took the commits: the branch itself tells.
void GitSource::after_no_answer(const Error& error) {
  look([this, error](Result<Looked> looked) {
    if (!looked) return finish(run::event::PublishFailed{error});
    if (looked->state.tip() == staged_on_) return finish(run::event::PublishFailed{error});
    publish_looked(*looked);
  });
}

void GitSource::publish_looked(const Looked& looked) {
  const bool ours = accepted(staged_->tip());
  staged_.reset();
  const auto snapshot = looked.state.snapshot;
  follower_.follow(snapshot.revision, [this, ours, snapshot, rewound = looked.rewound] {
    ours ? finish(run::event::Published{snapshot}) : finish(run::event::PublishLost{snapshot, rewound});
  });
}

// Without a remote. What would stop the local branch from following elsewhere stops publishing here.
void GitSource::swap_local() {
  follower_.move({staged_on_, staged_->tip(), "reeve: publish"}, [this](const Moved& moved) {
    fault_point("publish-after-push");
    if (moved.outcome == Moved::Outcome::stayed)
      return finish(run::event::PublishFailed{
          {ErrorKind::conflict, "publishing on '" + context_.options.branch + "': " + moved.why,
           moved.hint}});
    if (moved.outcome == Moved::Outcome::moved) {
      known_ = std::exchange(staged_, std::nullopt);
      return finish(run::event::Published{known_->snapshot});
    }
    staged_.reset();
    auto looked = take_tip();
    looked ? finish(run::event::PublishLost{looked->state.snapshot, looked->rewound})
           : finish(run::event::PublishFailed{looked.error()});
  });
}

}  // namespace reeve::git
