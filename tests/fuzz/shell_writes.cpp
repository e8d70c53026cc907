// Any bytes as the command that a session wants to run.
#include "app/shell_writes.h"

#include "app/shell_words.h"
#include "support/fuzz.h"

namespace reeve::app {
namespace {

constexpr std::string_view kDirectory = "/srv/shop/src";

void check_path(const std::string& path) {
  FUZZ_CHECK(path.starts_with('/'));
  for (std::string_view part : split(path, '/')) FUZZ_CHECK(part != "." && part != "..");
}

void check_script(std::string_view script) {
  std::size_t bytes = 0;
  for (const SimpleCommand& command : commands_of(script)) {
    for (const std::string& word : command.words) is_assignment(word);
    bytes += command.words.size() + command.written.size();
  }
  FUZZ_CHECK(bytes <= 2 * script.size() + 1);
  GuardedFile file{"docs/tasks.md", [](const std::string& path) {
                     check_path(path);
                     return path == "/srv/shop/docs/tasks.md";
                   }};
  auto program = written_by(script, kDirectory, file);
  FUZZ_CHECK(!program || (!program->empty() && program->size() <= script.size()));
}

}  // namespace
}  // namespace reeve::app

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto text = reeve::fuzz::text_of(data, size);
  reeve::app::check_script(text);
  reeve::app::check_path(reeve::absolute_path(reeve::app::kDirectory, text));
  return 0;
}
