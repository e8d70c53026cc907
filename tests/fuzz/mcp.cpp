// Any bytes on the stdin of the MCP server. A form feed on a line of its own ends a call that runs.
// Seeds: fixtures/claude/mcp
#include "reeve/session/mcp.h"

#include <deque>
#include <nlohmann/json.hpp>
#include <vector>

#include "support/fuzz.h"

namespace reeve::session {
namespace {

using Json = nlohmann::ordered_json;

class FuzzedWorld final : public McpWorld {
 public:
  void send(std::string_view line) override {
    FUZZ_CHECK(line.ends_with('\n') && line.find('\n') == line.size() - 1);
    sent.push_back(Json::parse(line, nullptr, false));
    FUZZ_CHECK(!sent.back().is_discarded() && !invalid_utf8_at(line));
  }
  Status start(Call call, const app::CommandLine& line) override {
    FUZZ_CHECK(!line.words.empty());
    // A text that was given is a value, or comes behind "--": never an option of its own.
    bool only_words = false;
    for (const std::string& word : line.words) {
      FUZZ_CHECK(word.find('\0') == std::string::npos);
      FUZZ_CHECK(only_words || !word.starts_with('-') || word.starts_with("--"));
      only_words = only_words || word == "--";
    }
    if (call % 7 == 0) return Error{ErrorKind::io, "no more processes", ""};
    running.push_back(call);
    FUZZ_CHECK(running.size() <= kMcpCallsMax);
    return Done{};
  }
  void end(Call call) override { asked_to_end.push_back(call); }

  std::vector<Json> sent;
  std::deque<Call> running;
  std::vector<Call> asked_to_end;
};

void check_answer(const Json& answer) {
  FUZZ_CHECK(answer.is_object() && answer.value("jsonrpc", "") == "2.0");
  FUZZ_CHECK(answer.contains("result") != answer.contains("error"));
  if (answer.contains("error"))
    FUZZ_CHECK(answer["error"].is_object() && answer["error"].contains("code") &&
               answer["error"].contains("message"));
  if (answer.contains("id"))
    FUZZ_CHECK(answer["id"].is_string() || answer["id"].is_number_integer() || answer["id"].is_null());
}

void end_oldest(McpServer& server, FuzzedWorld& world, std::string_view out) {
  if (world.running.empty()) return;
  auto call = world.running.front();
  world.running.pop_front();
  server.ended(call, {static_cast<int>(out.size() % 3), std::string(out), out.size() % 2 == 0, ""});
}

template <class Feed>
std::vector<Json> converse(std::string_view bytes, McpCaller caller, Feed feed) {
  FuzzedWorld world;
  McpServer server(world, caller);
  while (!bytes.empty()) {
    auto end = std::min(bytes.find("\n\f\n"), bytes.size());
    auto part = bytes.substr(0, std::min(end + 1, bytes.size()));
    feed(server, part);
    bytes.remove_prefix(std::min(end + 3, bytes.size()));
    end_oldest(server, world, part.substr(0, 200));
  }
  while (!world.running.empty()) end_oldest(server, world, "all well");
  for (const Json& line : world.sent) {
    if (!line.is_array()) check_answer(line);
    if (line.is_array())
      for (const Json& answer : line) check_answer(answer);
  }
  server.stop();
  return world.sent;
}

void talk(std::string_view bytes) {
  auto at_once = [](McpServer& server, std::string_view part) { server.read(part); };
  auto cut = [](McpServer& server, std::string_view part) {
    fuzz::in_pieces(part, [&](std::string_view piece) { server.read(piece); });
  };
  auto sent = converse(bytes, McpCaller::session, at_once);
  FUZZ_CHECK(sent == converse(bytes, McpCaller::session, cut));
  converse(bytes, McpCaller::worker, at_once);
  // Behind a line's end it understands again, whatever came before.
  std::string greeting =
      std::string(bytes) + "\n{\"jsonrpc\":\"2.0\",\"id\":\"after all\",\"method\":\"ping\"}\n";
  sent = converse(greeting, McpCaller::session, at_once);
  FUZZ_CHECK(!sent.empty());
  bool answered = false;
  for (const Json& line : sent)
    answered = answered || (line.is_object() && line.value("id", Json()) == "after all");
  FUZZ_CHECK(answered);
}

}  // namespace
}  // namespace reeve::session

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::session::talk(reeve::fuzz::text_of(data, size));
  return 0;
}
