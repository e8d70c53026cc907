// Any bytes as the stdout of Claude Code: cut anywhere they tell the same, in bounded words.
// Seeds: fixtures/claude/stream
#include "reeve/worker/claude_stream.h"

#include <vector>

#include "support/fuzz.h"

namespace reeve::worker {
namespace {

constexpr std::size_t kLineMax = 500;  // of what is no text of the model
constexpr std::size_t kEndingMax = 400;

struct Heard {
  std::vector<WorkerEvent> events;
  Usage usage;
  ContextUse context;
  Ending ending;
};

template <class Feed>
Heard hear(Feed feed, const ProgramExit& exit) {
  Heard heard;
  ClaudeStream stream([&](const WorkerEvent& event) { heard.events.push_back(event); });
  feed(stream);
  stream.finish();
  heard.usage = stream.usage();
  heard.context = stream.context();
  heard.ending = stream.ending(exit);
  return heard;
}

void check_events(const Heard& heard, std::size_t bytes) {
  int number = 0;
  std::size_t shown = 0;
  for (const WorkerEvent& event : heard.events) {
    FUZZ_CHECK(event.number == ++number);
    shown += event.text.size();
    if (event.kind == EventKind::text) continue;
    FUZZ_CHECK(event.text.size() < kLineMax && event.text.find('\n') == std::string::npos);
  }
  // A malformed byte reads as three.
  FUZZ_CHECK(shown < 4 * bytes + kLineMax * heard.events.size() + 1);
}

void check_ending(const Ending& ending) {
  FUZZ_CHECK(ending.text.size() <= kEndingMax && ending.text.find('\n') == std::string::npos);
  FUZZ_CHECK(ending.denied.size() <= 20);
  FUZZ_CHECK(ending.until.ms >= 0);
  FUZZ_CHECK(ending.context.tokens >= 0 && ending.context.window >= 0);
  const Usage& usage = ending.usage;
  FUZZ_CHECK(usage.input >= 0 && usage.cache_creation >= 0 && usage.cache_read >= 0 && usage.output >= 0);
  FUZZ_CHECK(usage.used() >= 0 && usage.turns >= 0 && usage.usd >= 0);
}

void check_same(const Heard& left, const Heard& right) {
  FUZZ_CHECK(left.events.size() == right.events.size());
  for (std::size_t i = 0; i < left.events.size(); ++i) {
    const WorkerEvent &one = left.events[i], &other = right.events[i];
    FUZZ_CHECK(one.kind == other.kind && one.subagent == other.subagent && one.text == other.text);
  }
  FUZZ_CHECK(left.usage == right.usage && left.context == right.context);
  FUZZ_CHECK(left.ending.kind == right.ending.kind && left.ending.text == right.ending.text);
}

void listen(std::string_view bytes) {
  fuzz::Choices choices(bytes);
  ProgramExit exit{static_cast<int>(choices.below(3)), choices.one_in(5), ""};
  if (exit.signaled) exit.code = 143;
  if (choices.one_in(2)) exit.err = choices.slice(bytes, 300);
  Heard whole = hear([&](ClaudeStream& stream) { stream.feed(bytes); }, exit);
  check_events(whole, bytes.size());
  check_ending(whole.ending);
  check_same(whole, hear(
                        [&](ClaudeStream& stream) {
                          fuzz::in_pieces(bytes, [&](std::string_view piece) { stream.feed(piece); });
                        },
                        exit));
}

}  // namespace
}  // namespace reeve::worker

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::worker::listen(reeve::fuzz::text_of(data, size));
  return 0;
}
