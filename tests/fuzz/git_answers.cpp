// Any bytes as what git printed. The first line ending in a form feed, if there is one, parts stdout and
// stderr.
#include "git/program.h"
#include "support/fuzz.h"

namespace reeve::git {
namespace {

constexpr std::size_t kWordsMax = 2000 + 200;
const std::vector<PushItem> kItems = {{"0123", "main"}, {"4567", "reeve/A-1"}};

void check_words(const std::string& words) {
  FUZZ_CHECK(words.size() <= kWordsMax && words.find_first_of("\n\r\x1b") == words.npos);
}

void check_answer(const TransportAnswer& answer) {
  if (answer.outcome == Transport::ok) return;
  fuzz::check_error(answer.error);
  check_words(answer.error.message);
}

// Accepted is only what git says so of: its exit, or the line of that very branch.
void check_push(const port::ProcessEnd& end) {
  auto answers = read_push(end, "origin", kItems);
  FUZZ_CHECK(answers.size() == kItems.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    check_answer(answers[i]);
    bool named = end.out.find(":refs/heads/" + kItems[i].branch) != std::string::npos;
    FUZZ_CHECK(answers[i].outcome != Transport::ok || end.ok() || named);
  }
}

void read_ends(std::string_view out, std::string_view err) {
  for (int code : {0, 1, 128}) {
    port::ProcessEnd end;
    end.how = port::ProcessEnd::How::exited;
    end.code = code;
    end.out = out;
    end.err = err;
    check_push(end);
    check_answer(read_fetch(end, "origin", "main"));
    check_words(words_of(end));
    fuzz::check_error(failure("reading the index", end));
    FUZZ_CHECK(code != 0 || !met_a_lock(end));
    met_a_newborn_worktree(ask_worktrees(), end);
  }
  check_words(server_words(err));
}

void read_answers(std::string_view text) {
  for (const auto& [name, value] : read_config(text)) is_true(value);
  if (auto identity = read_identity(text)) {
    FUZZ_CHECK(identity->offset_minutes > -6100 && identity->offset_minutes < 6100);
    FUZZ_CHECK(identity->email.find('>') == std::string::npos || text.rfind('<') < text.rfind('>'));
  }
  for (const IndexEntry& entry : read_index_entries(text)) FUZZ_CHECK(entry.stage >= 0);
  std::size_t bytes = 0;
  for (const WorktreeEntry& entry : read_worktrees(text)) bytes += entry.path.size();
  FUZZ_CHECK(bytes <= text.size());
}

}  // namespace
}  // namespace reeve::git

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto text = reeve::fuzz::text_of(data, size);
  auto cut = text.find("\f\n");
  reeve::git::read_ends(text.substr(0, cut), cut == text.npos ? text : text.substr(cut + 2));
  reeve::git::read_answers(text);
  return 0;
}
