// Bytes from outside: cut anywhere, hostile, without end.
#include "session/mcp_lines.h"

#include <random>

#include "mcp_world.h"
#include "support/catch.h"

namespace reeve::session {
namespace {

const std::string kPing = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";

const std::string kHello =
    "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}"
    "\n";

std::vector<std::string> hostile_lines() {
  const std::string many(200'000, '[');
  std::string deep_call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":";
  return {
      many,
      many + std::string(200'000, ']'),
      deep_call + many,
      deep_call + "{\"name\":\"start\",\"arguments\":{\"id\":" + std::string(60, '[') + std::string(60, ']') +
          "}}}",
      std::string("\0\0\0", 3),
      "\xef\xbb\xbf",
      "\xff\xfe\x7b\x00",
      "{\"jsonrpc\":\"2.0\",\"jsonrpc\":\"2.0\",\"id\":1,\"id\":[],\"method\":\"ping\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"ping\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999999,\"method\":\"ping\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + std::string(100'000, 'm') + "\"}",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\\u001b]0;x\\u0007\\n\"}",
      deep_call + "{\"name\":\"start\",\"arguments\":{\"id\":\"a\\u0000b\"}}}",
      deep_call + "{\"name\":\"start\",\"arguments\":{\"id\":\"\\u001b[2J\"}}}",
      deep_call + "{\"name\":\"start\",\"arguments\":{\"id\":true}}}",
      deep_call + "{\"name\":\"start\",\"arguments\":{\"-C\":\"/\"}}}",
      deep_call + "{\"name\":\"start\",\"arguments\":{\"id\":\"" + std::string(40'000, 'x') + "\"}}}",
      deep_call + "{\"name\":\"../init\"}}",
      deep_call + "{\"name\":{}}}",
      deep_call + "null}",
  };
}

}  // namespace

TEST_CASE("a message is a line, wherever the bytes are cut") {
  for (std::size_t size = 1; size <= kHello.size() + kPing.size(); size += 7) {
    Conversation talk;
    const std::string all = kHello + kPing;
    for (std::size_t at = 0; at < all.size(); at += size) talk.server.read(all.substr(at, size));
    REQUIRE(talk.answers() == 2);
    CHECK(talk.last()["id"] == 1);
  }
}

TEST_CASE("a line that is too long is passed over whole, and told") {
  Conversation talk("2025-11-25");
  std::size_t before = talk.answers();
  const std::string piece(1 << 20, ' ');
  for (std::size_t at = 0; at <= kMcpLineMax; at += piece.size()) talk.server.read(piece);
  CHECK(talk.answers() == before);
  talk.server.read(kPing);  // its end
  REQUIRE(talk.answers() == before + 1);
  CHECK(talk.last_code() == -32700);
  CHECK_THAT(talk.last()["error"]["message"].get<std::string>(), contains_text("9 MiB"));
  talk.server.read(kPing);
  CHECK(talk.last().contains("result"));
}

TEST_CASE("a line as long as may be is whole") {
  std::vector<Lines::Size> sizes;
  Lines lines(10, [&](std::string_view, Lines::Size size) { sizes.push_back(size); });
  lines.add("0123456789\n01234567890\n\n");
  CHECK(sizes == std::vector{Lines::Size::whole, Lines::Size::too_long, Lines::Size::whole});
}

TEST_CASE("hostile lines start nothing, and are each answered with one line") {
  for (const std::string& line : hostile_lines()) {
    INFO(line.substr(0, 120));
    Conversation talk("2025-11-25");
    talk.server.read(line + "\n");
    CHECK(talk.world.started.empty());
    CHECK(talk.answers() == 2);
    for (const std::string& sent : talk.world.sent) {
      CHECK(sent.find('\n') == sent.size() - 1);
      CHECK(sent.size() < 1000);
    }
    talk.server.read(kPing);
    CHECK(talk.last()["id"] == 1);
    CHECK(talk.last().contains("result"));
  }
}

TEST_CASE("a message that is damaged anywhere harms nothing") {
  const std::string call =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"block\",\"arguments\":"
      "{\"id\":\"A-1\",\"note\":\"\\u00e4\"},\"_meta\":{\"progressToken\":2}}}";
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    Conversation talk("2025-03-26");
    std::string line = call;
    for (int change = static_cast<int>(random() % 3); change >= 0; --change)
      line[random() % line.size()] = static_cast<char>(random() % 256);
    talk.server.read(line + "\n");
    for (std::size_t call_number = 1; call_number <= talk.world.started.size(); ++call_number)
      talk.server.ended(call_number, {0, "ok", false, ""});
    for (const std::string& sent : talk.world.sent) REQUIRE(Json::accept(sent));
    for (const app::CommandLine& started : talk.world.started) REQUIRE(started.words.front() != "init");
  }
}

}  // namespace reeve::session
