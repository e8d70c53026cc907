// Any text as a prompt template, and as the text of others inside a prompt.
#include "support/fuzz.h"

#include "reeve/worker/prompt.h"

namespace reeve::worker {
namespace {

const std::vector<std::string> kVars = {"style", "x_1"};

PromptValues values(const std::string& before, const std::string& after) {
  PromptValues all;
  for (const auto& name : placeholder_names()) all[name] = before + name + after;
  for (const auto& name : kVars) all[name] = before + name + after;
  return all;
}

void check_expansion(std::string_view text) {
  auto checked = check_template(text, kVars);
  auto itself = expand(text, values("{", "}"));
  if (!checked) return fuzz::check_error(checked.error());
  // A value is never read again: each placeholder for its own name gives the template.
  FUZZ_CHECK(itself && *itself == text);
  auto hostile = expand(text, values("{{id}", "{description}"));
  FUZZ_CHECK(hostile && hostile->size() >= text.size());
}

void check_fence(std::string_view text, std::size_t bytes_max) {
  std::string block = fenced(text, bytes_max);
  FUZZ_CHECK(!invalid_utf8_at(block));
  FUZZ_CHECK(block.find('\x1b') == block.npos && block.find('\r') == block.npos &&
             block.find('\0') == block.npos);
  std::string fence = block.substr(0, block.find_first_not_of('`'));
  FUZZ_CHECK(fence.size() >= 3 && block.starts_with(fence + "text\n"));
  // Nothing in it ends it but its own last line.
  std::size_t close = block.find(fence, fence.size());
  FUZZ_CHECK(close != block.npos && block[close - 1] == '\n');
  std::string_view rest = std::string_view(block).substr(close + fence.size());
  FUZZ_CHECK(rest.empty() || rest == "\n(cut here: the text goes on)");
  FUZZ_CHECK(close <= fence.size() + 5 + bytes_max + 4);
}

}  // namespace
}  // namespace reeve::worker

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto text = reeve::fuzz::text_of(data, size);
  reeve::worker::check_expansion(text);
  reeve::worker::check_fence(text, 64 << 10);
  reeve::worker::check_fence(text, 40);
  return 0;
}
