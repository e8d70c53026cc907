#include "git/source_context.h"

#include <utility>

namespace reeve::git {
namespace {

constexpr int kLockTries = 60;
constexpr Duration kLockRetry = std::chrono::milliseconds(50);

void try_call(const SourceContext& context, Call call, port::OnEnd on_end, int tries_left) {
  auto started = context.git.start(call, [&context, call, on_end, tries_left](const port::ProcessEnd& end) {
    if (!met_a_lock(end) || tries_left <= 1) return on_end(end);
    context.inbox.call_at(context.inbox.now() + kLockRetry, [&context, call, on_end, tries_left] {
      try_call(context, call, on_end, tries_left - 1);
    });
  });
  if (started) return;
  // A child that could not be started ends like any other, so that callers have one path.
  port::ProcessEnd end;
  end.how = port::ProcessEnd::How::not_started;
  end.err = started.error().message;
  context.inbox.call_at(context.inbox.now(), [on_end, end] { on_end(end); });
}

}  // namespace

void SourceContext::start_patiently(Call call, port::OnEnd on_end) const {
  try_call(*this, std::move(call), std::move(on_end), kLockTries);
}

Result<bool> SourceContext::is_ancestor(const std::string& a, const std::string& b) const {
  auto answer = objects.is_ancestor(a, b);
  if (answer) return answer;
  REEVE_TRY(auto end, git.run(ask_ancestry(a, b)));
  if (end.how == port::ProcessEnd::How::exited && (end.code == 0 || end.code == 1)) return end.code == 0;
  return std::move(answer).error();
}

}  // namespace reeve::git
