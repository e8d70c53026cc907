// Any bytes as the end of a transcript of Claude Code, and as the name of a model.
// Seeds: fixtures/claude/transcript
#include "reeve/worker/claude_transcript.h"

#include "support/fuzz.h"

namespace reeve::worker {
namespace {

constexpr std::size_t kCommandsMax = 1000;

void read(std::string_view bytes) {
  auto context = context_in(bytes);
  FUZZ_CHECK(!context || context->tokens >= 0);
  FUZZ_CHECK(commands_in(bytes).size() <= kCommandsMax);
  for (bool other : {false, true}) FUZZ_CHECK(window_of(bytes, {other, !other, std::nullopt}) > 0);
}

}  // namespace
}  // namespace reeve::worker

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::worker::read(reeve::fuzz::text_of(data, size));
  return 0;
}
