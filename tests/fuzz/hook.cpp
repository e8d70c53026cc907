// Any bytes on the stdin of a hook or of the status line, and any text in an answer.
// Seeds: fixtures/claude/statusline
#include <cmath>
#include <nlohmann/json.hpp>

#include "session/hook_codec.h"
#include "support/fuzz.h"

namespace reeve::session {
namespace {

using Kind = app::SessionEvent::Kind;

void check_event(const app::SessionEvent& event) {
  FUZZ_CHECK(event.gauge.context.tokens >= 0 && event.gauge.context.window >= 0);
  FUZZ_CHECK(event.gauge.limits.size() <= 2);
  for (const app::LimitUse& limit : event.gauge.limits)
    FUZZ_CHECK(std::isfinite(limit.share) && limit.share >= 0 && limit.resets_at.ms >= 0);
}

// One line of JSON, or nothing; or the plain words of the hook before a compaction.
void check_answer(Kind kind, const app::SessionAnswer& answer) {
  std::string line = encode_answer(kind, answer);
  if (line.empty() || (kind == Kind::pre_compact && line == answer.context)) return;
  FUZZ_CHECK(line.find('\n') == line.size() - 1 && !invalid_utf8_at(line));
  FUZZ_CHECK(nlohmann::json::parse(line, nullptr, false).is_object());
}

void hear(std::string_view bytes) {
  fuzz::Choices choices(bytes);
  for (int number = 0; number <= static_cast<int>(Kind::status_line); ++number) {
    auto kind = static_cast<Kind>(number);
    if (auto event = decode_event(kind, bytes)) check_event(*event);
    app::SessionAnswer answer;
    for (std::string* text : {&answer.context, &answer.denial, &answer.go_on, &answer.message})
      if (choices.one_in(2)) *text = choices.slice(bytes, 200);
    check_answer(kind, answer);
  }
  app::session_event_named(bytes);
}

}  // namespace
}  // namespace reeve::session

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::session::hear(reeve::fuzz::text_of(data, size));
  return 0;
}
