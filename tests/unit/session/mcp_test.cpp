// The protocol: what is agreed on, what is answered, with which error, and what is not.
#include "mcp_world.h"
#include "support/catch.h"

namespace reeve::session {
namespace {

using Words = std::vector<std::string>;

Json request(const Json& id, const std::string& method) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
}

Json cancellation(const Json& id) {
  return {{"jsonrpc", "2.0"}, {"method", "notifications/cancelled"}, {"params", {{"requestId", id}}}};
}

}  // namespace

TEST_CASE("each revision that the client names is agreed on, any other becomes the newest") {
  for (const std::string& revision : kRevisionNames) {
    Conversation talk(revision);
    CHECK(talk.last()["result"]["protocolVersion"] == revision);
  }
  for (const char* other : {"1999-01-01", "2026-07-28", ""})
    CHECK(Conversation(std::string(other)).last()["result"]["protocolVersion"] == "2025-11-25");
}

TEST_CASE("what a session reads at its start is short") {
  Json result = Conversation("2025-11-25").last()["result"];
  CHECK(result["instructions"].get<std::string>().size() <= 300);
  CHECK(result["capabilities"] == Json{{"tools", Json::object()}});
  CHECK(result["serverInfo"]["name"] == "reeve");
}

TEST_CASE("ids come back as they were: numbers and texts") {
  Conversation talk("2025-11-25");
  for (const Json& id : {Json(0), Json(-7), Json(9007199254740993), Json("a\"\u00e4"), Json("")}) {
    talk.say(request(id, "ping"));
    CHECK(talk.last() == Json{{"jsonrpc", "2.0"}, {"id", id}, {"result", Json::object()}});
  }
}

TEST_CASE("before initialize only ping is answered well") {
  Conversation talk;
  talk.say(request(1, "ping"));
  CHECK(talk.last().contains("result"));
  for (const char* method : {"tools/list", "tools/call"}) {
    talk.say(request(2, method));
    CHECK(talk.last_code() == -32600);
  }
  talk.say(request(3, "server/discover"));
  CHECK(talk.last_code() == -32601);
  talk.agree("2025-06-18");
  talk.say(request(4, "tools/list"));
  CHECK(talk.last().contains("result"));
}

TEST_CASE("each fault of a message has its code and the id, if there is one") {
  Conversation talk("2025-06-18");
  struct Case {
    const char* line;
    int code;
    Json id;
  };
  const Case cases[] = {
      {"{", -32700, nullptr},
      {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"", -32700, nullptr},
      {"{\"jsonrpc\":\"2.0\",\"id\":\"\xff\",\"method\":\"ping\"}", -32700, nullptr},
      {"7", -32600, nullptr},
      {"null", -32600, nullptr},
      {"[]", -32600, nullptr},
      {"{}", -32600, nullptr},
      {R"({"id":1,"method":"ping"})", -32600, 1},
      {R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600, 1},
      {R"({"jsonrpc":"2.0","id":1})", -32600, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":5})", -32600, 1},
      {R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600, nullptr},
      {R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", -32600, nullptr},
      {R"({"jsonrpc":"2.0","id":{},"method":"ping"})", -32600, nullptr},
      {R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})", -32602, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"resources/list"})", -32601, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"initialize"})", -32602, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":7}})", -32602, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}})", -32602, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})", -32602, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"init"}})", -32602, 1},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"start","arguments":[]}})", -32602,
       1},
  };
  for (const Case& one : cases) {
    std::size_t before = talk.answers();
    talk.server.read(std::string(one.line) + "\n");
    INFO(one.line);
    REQUIRE(talk.answers() == before + 1);
    CHECK(talk.last_code() == one.code);
    CHECK(talk.last()["id"] == one.id);
  }
  CHECK(talk.world.started.empty());
}

TEST_CASE("an answer without an id has none in 2025-11-25, and null before") {
  Conversation newest("2025-11-25");
  newest.server.read("{\n");
  CHECK_FALSE(newest.last().contains("id"));
  Conversation older("2025-03-26");
  older.server.read("{\n");
  CHECK(older.last()["id"].is_null());
}

TEST_CASE("nobody is answered who does not ask") {
  Conversation talk("2025-11-25");
  std::size_t before = talk.answers();
  talk.server.read("\n   \r\n");
  talk.say({{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}});
  talk.say({{"jsonrpc", "2.0"}, {"method", "notifications/of/tomorrow"}, {"params", {{"a", 1}}}});
  talk.say({{"jsonrpc", "2.0"}, {"method", "tools/list"}, {"params", 5}});
  talk.say({{"jsonrpc", "2.0"}, {"id", 5}, {"result", Json::object()}});
  talk.say({{"jsonrpc", "2.0"}, {"id", 5}, {"error", {{"code", 1}, {"message", "no"}}}});
  talk.say(cancellation(99));
  talk.say({{"jsonrpc", "2.0"}, {"method", "notifications/cancelled"}});
  CHECK(talk.answers() == before);
}

TEST_CASE("a call runs the command of its name, and its words are the answer") {
  Conversation talk("2025-11-25");
  talk.call(2, "add", {{"description", "Do it"}, {"depends_on", {"A-1", "A-2"}}, {"id", "A-9"}});
  REQUIRE(talk.world.started.size() == 1);
  CHECK(talk.world.started[0].words ==
        Words{"add", "--depends-on=A-1", "--depends-on=A-2", "--id=A-9", "--", "Do it"});
  std::size_t before = talk.answers();
  talk.server.ended(1, {0, "added A-9 on origin/main\n", false, ""});
  CHECK(talk.answers() == before + 1);
  CHECK(talk.last()["id"] == 2);
  CHECK(talk.last_text() == "added A-9 on origin/main");
  CHECK_FALSE(talk.last()["result"].contains("isError"));
}

TEST_CASE("a command that fails is an error of the tool, with all that it said") {
  Conversation talk("2025-11-25");
  talk.call("x", "finish", {{"id", "A-1"}, {"result", "{\"task_id\": \"A-1\"}\n"}});
  CHECK(talk.world.started[0].input == "{\"task_id\": \"A-1\"}\n");
  talk.server.ended(1, {1, "A-1 not accepted", true, "  next: mend it\n"});
  CHECK(talk.last_is_error());
  CHECK(talk.last_text() == "…\nA-1 not accepted\n  next: mend it");
  talk.call("y", "start");
  talk.server.ended(2, {137, "", false, ""});
  CHECK(talk.last_is_error());
  CHECK(talk.last_text().find("`reeve start` ended with exit code 137") == 0);
  talk.world.refuses = "there are no descriptors left";
  talk.call("z", "start");
  CHECK(talk.last_is_error());
  CHECK(talk.last_text() == "there are no descriptors left\n  next: try again");
}

TEST_CASE("calls run side by side, up to a bound, and are answered as they end") {
  Conversation talk("2025-11-25");
  for (std::size_t i = 0; i < kMcpCallsMax; ++i) talk.call(i, "start");
  CHECK(talk.answers() == 1);
  talk.call(100, "start");
  CHECK(talk.last_is_error());
  CHECK_THAT(talk.last_text(), contains_text("8 calls run already"));
  talk.server.ended(5, {0, "five", false, ""});
  CHECK(talk.last()["id"] == 4);
  talk.call(101, "start");
  CHECK(talk.world.started.size() == kMcpCallsMax + 1);
  talk.call(0, "start");  // the id of the first, which still runs
  CHECK(talk.last_code() == -32600);
}

TEST_CASE("a cancelled call is ended and not answered") {
  Conversation talk("2025-11-25");
  talk.call(0, "start");
  talk.call("0", "start");
  std::size_t before = talk.answers();
  talk.say(cancellation("0"));
  talk.say(cancellation("0"));
  CHECK(talk.world.ended == std::vector<McpWorld::Call>{2});
  talk.server.ended(2, {143, "", false, "interrupted"});
  CHECK(talk.answers() == before);
  talk.server.ended(1, {0, "done", false, ""});
  CHECK(talk.answers() == before + 1);
}

TEST_CASE("the end of it all ends what runs, and answers nothing more") {
  Conversation talk("2025-11-25");
  talk.call(1, "start");
  talk.call(2, "start");
  talk.say(cancellation(1));
  talk.server.stop();
  CHECK(talk.world.ended == std::vector<McpWorld::Call>{1, 2});
  std::size_t before = talk.answers();
  talk.server.ended(1, {143, "", false, ""});
  talk.server.ended(2, {143, "", false, ""});
  talk.say(request(3, "ping"));
  CHECK(talk.answers() == before);
}

TEST_CASE("a batch is answered by a batch, once all of it is") {
  Conversation talk("2025-03-26");
  Json call = request(2, "tools/call");
  call["params"] = {{"name", "start"}};
  std::size_t before = talk.answers();
  talk.say(Json::array({request(1, "ping"), call, 5, {{"jsonrpc", "2.0"}, {"method", "notifications/x"}}}));
  CHECK(talk.answers() == before);
  talk.server.ended(1, {0, "A-1", false, ""});
  REQUIRE(talk.answers() == before + 1);
  Json answers = talk.last();
  REQUIRE(answers.is_array());
  REQUIRE(answers.size() == 3);
  CHECK(answers[0]["id"] == 1);
  CHECK(answers[1]["error"]["code"] == -32600);
  CHECK(answers[2]["result"]["content"][0]["text"] == "A-1");
}

TEST_CASE("a batch whose only call is cancelled, and one of notifications, have no answer") {
  Conversation talk("2025-03-26");
  Json call = request(2, "tools/call");
  call["params"] = {{"name", "start"}};
  std::size_t before = talk.answers();
  talk.say(Json::array({call, cancellation(2)}));
  CHECK(talk.world.ended.size() == 1);
  talk.server.ended(1, {143, "", false, ""});
  talk.say(Json::array({{{"jsonrpc", "2.0"}, {"method", "notifications/initialized"}}}));
  CHECK(talk.answers() == before);
}

TEST_CASE("batches are refused where the revision has none, and where they are too large") {
  for (const std::string& revision : kRevisionNames) {
    Conversation talk(revision);
    talk.say(Json::array({request(1, "ping")}));
    CHECK(talk.last().is_array() == (revision == "2025-03-26"));
    if (revision != "2025-03-26") CHECK(talk.last_code() == -32600);
  }
  Conversation talk("2025-03-26");
  talk.say(Json(std::vector<Json>(65, request(1, "ping"))));
  CHECK(talk.last_code() == -32600);
  Json hello = request(1, "initialize");
  hello["params"] = {{"protocolVersion", "2025-11-25"}};
  talk.say(Json::array({hello}));
  CHECK(talk.last()[0]["error"]["code"] == -32600);
}

TEST_CASE("in a worker of our own every call is refused, and says how to report") {
  Conversation talk(McpCaller::worker);
  talk.agree("2025-11-25");
  talk.call(1, "start");
  CHECK(talk.last_is_error());
  CHECK_THAT(talk.last_text(), contains_text("result block"));
  CHECK(talk.world.started.empty());
}

}  // namespace reeve::session
