// Recorded streams with random damage: nothing throws, nothing grows past its bounds.
#include <random>

#include "claude_support.h"
#include "support/catch.h"

namespace reeve::worker {
namespace {

// Fragments that change the meaning of what they land in.
const std::vector<std::string> kFragments = {"\"",
                                             "\\",
                                             "{",
                                             "}",
                                             "[",
                                             "]",
                                             "\n",
                                             ",",
                                             ":",
                                             "null",
                                             "-1",
                                             "1e999",
                                             "\\ud800",
                                             "\xff",
                                             std::string(1, '\0'),
                                             "true",
                                             "\"type\":",
                                             "[[[[",
                                             R"({"type":"result"})",
                                             R"("text":7)",
                                             "18446744073709551616"};

class Damage {
 public:
  explicit Damage(unsigned seed) : random_(seed) {}

  // Some lines of the stream, so that damage to any of them is equally likely.
  std::string some(const std::string& bytes) {
    std::size_t at = bytes.rfind('\n', below(bytes.size()));
    return bytes.substr(at == bytes.npos ? 0 : at + 1, 3000);
  }

  std::string damaged(std::string bytes) {
    for (std::size_t times = 1 + below(8); times > 0; --times) damage(bytes);
    return bytes;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void damage(std::string& bytes) {
    if (bytes.empty()) return;
    std::size_t at = below(bytes.size());
    std::size_t size = below(std::min<std::size_t>(bytes.size() - at, 200) + 1);
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        if (size < bytes.size()) bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(below(bytes.size()), bytes.substr(at, size));
        break;
      case 3:
        bytes.replace(at, std::min<std::size_t>(size, 8), kFragments[below(kFragments.size())]);
        break;
      default:
        swap_value(bytes, at);
    }
  }

  // Puts a fragment in the place of a value.
  void swap_value(std::string& bytes, std::size_t at) {
    auto begin = bytes.find("\":", at);
    if (begin == bytes.npos) return;
    auto end = bytes.find_first_of(",}\n", begin + 2);
    if (end == bytes.npos) return;
    bytes.replace(begin + 2, end - begin - 2, kFragments[below(kFragments.size())]);
  }

  std::mt19937 random_;
};

void check_bounds(const Heard& heard, std::size_t bytes) {
  std::size_t shown = 0;
  for (const std::string& line : heard.lines) {
    shown += line.size();
    bool text = line.starts_with("text: ") || line.starts_with("  text: ");
    if (!text) REQUIRE(line.size() < 500);
    if (!text) REQUIRE(line.find('\n') == line.npos);
  }
  // A malformed byte reads as three, a line of a few words may stand for none.
  REQUIRE(shown < 4 * bytes + 500 * heard.lines.size());
  REQUIRE(heard.ending.denied.size() <= 20);
  REQUIRE(heard.ending.text.size() <= 400);
  REQUIRE(heard.ending.usage.used() >= 0);
  REQUIRE(heard.ending.context.tokens >= 0);
}

}  // namespace

TEST_CASE("a damaged stream is read without harm") {
  constexpr unsigned kRounds = 15;
  for (const std::string& name : sample_names()) {
    const std::string bytes = sample(name);
    for (unsigned round = 0; round < kRounds; ++round) {
      INFO(name << ", seed " << round);
      Damage damage(round);
      std::string damaged = damage.damaged(damage.some(bytes));
      check_bounds(hear(damaged, {static_cast<int>(round % 3), false, damaged.substr(0, 300)}, 1000),
                   damaged.size());
    }
  }
}

}  // namespace reeve::worker
