#include "reeve/session/hook.h"

#include "session/hook_codec.h"
#include "session/input.h"

#include "reeve/app/claude_session.h"
#include "reeve/base/text.h"

namespace reeve::session {
namespace {

using Kind = app::SessionEvent::Kind;

std::string message_of(const Error& error) {
  return encode_message("reeve: " + error.message + (error.hint.empty() ? "" : "; " + error.hint));
}

std::string answer_to(const std::string& directory, const std::string& name, const Streams& streams,
                      const MakeApp& make_app) {
  auto kind = app::session_event_named(name);
  if (!kind) return encode_message("reeve: there is no hook '" + shown_id(name) + "'; see `reeve help hook`");
  auto event = decode_event(*kind, read_all(streams.in, kInputMax));
  if (!event) return encode_message("reeve: the hook " + name + " was told nothing that is JSON");
  auto app = make_app(directory);
  if (!app) return message_of(app.error());
  auto answer = (*app)->session_event(*event);
  return answer ? encode_answer(*kind, *answer) : message_of(answer.error());
}

std::string context_text(const worker::ContextUse& context) {
  if (context.window <= 0) return "";
  return "context " + percent(context.share()) + " of " + format_tokens(context.window);
}

std::string limit_text(const app::LimitUse& limit, const std::function<std::string(Instant)>& clock) {
  constexpr std::size_t kHoursAndMinutes = 5;
  std::string text = limit.name + " " + percent(limit.share);
  if (limit.resets_at.ms == 0 || limit.name != "5h" || !clock) return text;
  return text + " until " + clock(limit.resets_at).substr(0, kHoursAndMinutes);
}

}  // namespace

int run_hook(const std::string& directory, const std::string& event, const Streams& streams,
             const MakeApp& make_app) {
  streams.out << answer_to(directory, event, streams, make_app);
  return 0;
}

int run_status_line(const std::string& directory, const Streams& streams, const MakeApp& make_app,
                    const std::function<std::string(Instant)>& clock) {
  auto event = decode_event(Kind::status_line, read_all(streams.in, kInputMax));
  if (!event) return 0;
  std::vector<std::string> parts;
  auto app = make_app(directory);
  auto answer = app ? (*app)->session_event(*event) : Result<app::SessionAnswer>(app.error());
  if (answer && answer->tasks) {
    parts.push_back("reeve " + std::to_string(answer->tasks->done) + "/" +
                    std::to_string(answer->tasks->all));
    if (answer->tasks->running > 0) parts.push_back(std::to_string(answer->tasks->running) + " running");
  }
  if (std::string context = context_text(event->gauge.context); !context.empty()) parts.push_back(context);
  for (const app::LimitUse& limit : event->gauge.limits) parts.push_back(limit_text(limit, clock));
  streams.out << join(parts, " · ") << "\n";
  return 0;
}

}  // namespace reeve::session
