// What parse_config refuses, and how it says so.
#include "refusal.h"
#include "support/catch.h"
#include "support/text.h"

#include "reeve/app/config.h"

namespace reeve::app {

TEST_CASE("an unknown key is an error with line, full path and the nearest name") {
  std::string refusal = refusal_of("{\n  \"worker\": {\n    \"timeot\": \"5m\"\n  }\n}");
  CHECK(mentions(refusal, "reeve.json:3: worker.timeot: unknown key"));
  CHECK(mentions(refusal, "did you mean \"timeout\"?"));
  CHECK(mentions(refusal_of(R"({"gates": [{"name": "a", "command": "b"}, {"name": "c", "comand": "d"}]})"),
                 "reeve.json:1: gates[1].comand: unknown key"));
  CHECK(mentions(refusal_of(R"({"zzzzzzz": 1})"), "known here: $schema, tracking_file"));
  CHECK(mentions(refusal_of("{\"\\u001b[2J\": 1}"), "\\x1b[2J"));
}

TEST_CASE("a wrong type says what was expected and what was found") {
  CHECK(mentions(refusal_of("{\"worker\": {\n\"timeout\": 45}}"),
                 "reeve.json:2: worker.timeout: expected a duration like"));
  CHECK(mentions(refusal_of(R"({"worker": {"timeout": 45}})"), "found 45"));
  CHECK(mentions(refusal_of(R"({"worker": "claude"})"), "worker: expected an object, found \"claude\""));
  CHECK(
      mentions(refusal_of(R"({"lanes": "4"})"), "lanes: expected a whole number from 1 to 64, found \"4\""));
  CHECK(mentions(refusal_of(R"({"lanes": null})"), "found null"));
  CHECK(mentions(refusal_of(R"({"gates": {}})"), "gates: expected a list, found an object"));
  CHECK(mentions(refusal_of("{\"protect\": [\"a\",\n[\"b\"]]}"),
                 "reeve.json:2: protect[1]: expected a text, found a list"));
  CHECK(mentions(refusal_of(R"({"workspace": {"keep": "some"}})"),
                 "expected one of \"none\", \"failed\", \"all\", found \"some\""));
  CHECK(mentions(refusal_of("[]"), "reeve.json: expected an object, found a list"));
}

TEST_CASE("paths, remotes and branches that git or a shell would misread are refused") {
  for (auto text : {R"({"tracking_file": "/etc/tasks.md"})",
                    R"({"tracking_file": "../tasks.md"})",
                    R"({"tracking_file": ""})",
                    R"({"tracking_file": "a//b"})",
                    R"({"tracking_file": "a\u0000b"})",
                    R"({"remote": "-x"})",
                    R"({"remote": "https://example.org/x.git"})",
                    R"({"branch": "-main"})",
                    R"({"branch": "a b"})",
                    R"({"branch": "a..b"})",
                    R"({"branch": "refs/heads/main"})",
                    R"({"branch": "x.lock"})",
                    R"({"branch": ""})",
                    R"({"workspace": {"branch": "reeve"}})",
                    R"({"workspace": {"branch": "-{id}"}})",
                    R"({"workspace": {"branch": "{id}..{id}"}})",
                    R"({"workspace": {"base": "-x"}})",
                    R"({"worker": {"template": "/x"}})",
                    R"({"worker": {"template": "../x"}})",
                    R"({"protect": [""]})",
                    R"({"repos": {"web": ""}})",
                    R"({"repos": {"web": "../web"}})",
                    R"({"repos": {"web": "packages/../../web"}})",
                    R"({"repos": {"web": "/srv/web"}})",
                    R"({"repos": {"web": {}}})",
                    R"({"repos": {"web": {"path": 7}}})"}) {
    INFO(text);
    CHECK(refusal_of(text) != "accepted");
  }
}

TEST_CASE("a directory of this repository stays inside of it; another repository is written otherwise") {
  std::string refusal = refusal_of("{\"repos\": {\n\"api\": \"../api\"}}");
  CHECK(mentions(refusal, "reeve.json:2: repos.api: must be a plain path inside the checkout"));
  CHECK(mentions(refusal, R"(-- another repository is written as {"path": "../api"})"));
}

TEST_CASE("branches and paths that git would take are taken") {
  for (auto text :
       {R"({"branch": "feature/x-1"})", R"({"remote": "up.stream"})", R"({"tracking_file": "a b/ü.md"})",
        R"({"workspace": {"branch": "u/{id}/x", "root": ".."}})"})
    CHECK(refusal_of(text) == "accepted");
}

TEST_CASE("commands, names and words that mean nothing are refused") {
  for (auto text : {R"({"worker": {"command": []}})",
                    R"({"worker": {"command": ""}})",
                    R"({"worker": {"command": [""]}})",
                    R"({"worker": {"command": ["a", 1]}})",
                    R"({"worker": {"name": "a b"}})",
                    R"({"worker": {"name": "a|b"}})",
                    R"({"worker": {"env": ["A=B"]}})",
                    R"({"worker": {"vars": {"id": "x"}}})",
                    R"({"worker": {"vars": {"a b": "x"}}})",
                    R"({"worker": {"no_change": "maybe"}})",
                    R"({"gates": [{"name": "a"}]})",
                    R"({"gates": [{"command": "a"}]})",
                    R"({"gates": [{"name": "a", "command": []}]})",
                    R"({"gates": [{"name": "a/b", "command": "x"}]})",
                    R"({"gates": [{"name": "a", "command": "x"}, {"name": "a", "command": "y"}]})",
                    R"({"gates": [{"name": "a", "command": "x", "when": "always"}]})",
                    R"({"columns": {"Ticket": "idd"}})",
                    R"({"statuses": {"ready": ["x"]}})",
                    R"({"phases": [[""]]})",
                    R"({"commit": {"subject": ""}})",
                    R"({"commit": {"subject": "a\nb"}})",
                    R"({"commit": {"subject": "{tip}"}})",
                    R"({"on": {"done": []}})"}) {
    INFO(text);
    CHECK(refusal_of(text) != "accepted");
  }
}

TEST_CASE("numbers and durations out of bounds are refused") {
  for (auto text :
       {R"({"worker": {"attempts": 0}})", R"({"worker": {"attempts": 1.5}})",
        R"({"worker": {"attempts": 18446744073709551615}})", R"({"worker": {"timeout": "0s"}})",
        R"({"worker": {"timeout": "1 hour"}})", R"({"lanes": 0})", R"({"lanes": 65})",
        R"({"budget": {"run": {"tokens": 0}}})", R"({"budget": {"run": {"tokens": -5}}})",
        R"({"budget": {"run": {"tokens": "lots"}}})", R"({"budget": {"run": {"tokens": 1e30}}})",
        R"({"budget": {"run": {"tokens": 18446744073709551615}}})", R"({"budget": {"run": {"time": "0s"}}})",
        R"({"budget": {"context": 60}})", R"({"budget": {"context": 0}})", R"({"limits": {"refetch": "0s"}})",
        R"({"limits": {"failures_in_row": 0}})", R"({"commit": {"squash": 1}})",
        R"({"keep": {"runs": "1h"}})"}) {
    INFO(text);
    CHECK(refusal_of(text) != "accepted");
  }
}

TEST_CASE("what is no JSON is refused with its line") {
  CHECK(mentions(refusal_of("{\n  \"lanes\": 1,\n}"), "reeve.json:3: no valid JSON"));
  CHECK(mentions(refusal_of(""), "no valid JSON"));
  CHECK(mentions(refusal_of("{\"lanes\": \"\xff\"}"), "no valid JSON"));
  CHECK(mentions(refusal_of("{} {}"), "no valid JSON"));
  CHECK(mentions(refusal_of(std::string(100'000, '[')), "nested deeper"));
  CHECK(mentions(refusal_of(std::string(kConfigBytesMax + 1, ' ')), "larger than"));
}

TEST_CASE("a key that is written twice is refused, naming both lines") {
  std::string refusal = refusal_of("{\n\"lanes\": 1,\n\"remote\": \"\",\n\"lanes\": 2}");
  CHECK(mentions(refusal, "reeve.json:2: lanes: the key is written twice"));
  CHECK(mentions(refusal, "line 4"));
  CHECK(refusal_of(R"({"worker": {"name": "a"}, "gates": [{"name": "a", "command": "x"}]})") == "accepted");
}

TEST_CASE("a budget that the adapter cannot measure is refused") {
  CHECK(mentions(refusal_of(R"({"budget": {"run": {"usd": 5}}})"),
                 "budget.run.usd: cannot be measured with worker.adapter \"command\""));
  CHECK(mentions(refusal_of(R"({"budget": {"day": {"turns": 5}}})"), "budget.day.turns"));
  CHECK(refusal_of(R"({"worker": {"adapter": "claude"}, "budget": {"run": {"usd": 5, "turns": 9}}})") ==
        "accepted");
  CHECK(refusal_of(R"({"budget": {"run": {"tokens": 5, "time": "1h"}}})") == "accepted");
}

}  // namespace reeve::app
