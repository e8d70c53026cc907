#include "reeve/app/starter.h"

#include <fstream>
#include <iterator>

#include "support/catch.h"

#include "reeve/base/text.h"
#include "reeve/worker/prompt.h"
#include "reeve/worker/result.h"

namespace reeve::app {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

std::string prompt() {
  worker::PromptValues values = {{"id", "A-1"},
                                 {"description", worker::fenced("Add a `--json` flag", 100)},
                                 {"issue", "#7"},
                                 {"repo", ""},
                                 {"path", "/trees/A-1"},
                                 {"branch", "reeve/A-1"},
                                 {"base", "4f2a"},
                                 {"depends_on", "A-0"},
                                 {"gates", "- test: make test"},
                                 {"evidence", ""}};
  return *worker::expand(default_template(), values);
}

}  // namespace

TEST_CASE("the starter config of an empty project leaves the gates to a person") {
  auto config = parse_config(starter_config({}));
  REQUIRE(config.ok());
  CHECK(config->worker.adapter == Adapter::claude);
  CHECK(config->worker.template_path == std::string(kTemplatePath));
  CHECK(config->protect == std::vector<std::string>{"reeve.json", std::string(kTemplatePath)});
  CHECK_FALSE(config->gates);
  CHECK_FALSE(check_runnable(*config).ok());
}

TEST_CASE("the starter config takes over what was found and chosen") {
  StarterChoices choices;
  choices.tracking_file = "todo \"list\".md";
  choices.remote = "";
  choices.adapter = Adapter::command;
  choices.worker_command = {"codex", "exec", "it's \"quoted\""};
  choices.proposal = detect({{"package.json", R"({"scripts": {"test": "vitest"}})"},
                             {"yarn.lock", ""},
                             {"CMakeLists.txt", "enable_testing()"}});
  auto config = parse_config(starter_config(choices));
  REQUIRE(config.ok());
  CHECK(config->tracking_file == choices.tracking_file);
  CHECK(config->remote.empty());
  CHECK(config->worker.command == choices.worker_command);
  CHECK(config->workspace.setup == choices.proposal.setup);
  REQUIRE(config->gates->size() == choices.proposal.gates.size());
  for (std::size_t i = 0; i < config->gates->size(); ++i) {
    CHECK(config->gates->at(i).name == choices.proposal.gates[i].name);
    CHECK(config->gates->at(i).command == choices.proposal.gates[i].command);
  }
  CHECK(check_runnable(*config).ok());
}

TEST_CASE("the starter config names its schema, and the branch that was found") {
  StarterChoices choices;
  CHECK(contains(starter_config(choices), R"("$schema": "./reeve.schema.json")"));
  CHECK_FALSE(parse_config(starter_config(choices))->branch);
  choices.branch = "release/\"one\"";
  CHECK(parse_config(starter_config(choices))->branch == choices.branch);
}

TEST_CASE("a hostile reason cannot leave its comment") {
  StarterChoices choices;
  choices.proposal = detect({{"Makefile", "test:\n"}});
  choices.proposal.reasons = {"x\n\"lanes\": 7,\r\"lanes\": 8,"};
  auto config = parse_config(starter_config(choices));
  REQUIRE(config.ok());
  CHECK(config->lanes.size() == 1);
}

TEST_CASE("the starter tracking file is an empty task table with the columns of the schema") {
  std::string text = starter_tracking_file();
  CHECK(contains(
      text,
      "<!-- reeve:tasks -->\n| id | status | description | issue | repo | branch | depends_on | blocks | "
      "agent | started_at | completed_at | estimate | used |\n| -- | ------ |"));
  CHECK(contains(text, "not-started"));
  CHECK(text.ends_with("|\n"));
}

TEST_CASE("the built-in template is the file in templates/") {
  std::ifstream file(REEVE_SOURCE_DIR "/templates/worker.md");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  REQUIRE_FALSE(text.empty());
  CHECK(default_template() == text);
}

TEST_CASE("the built-in template uses every placeholder and no other") {
  CHECK(worker::check_template(default_template(), {}).ok());
  for (const auto& name : worker::placeholder_names()) CHECK(contains(default_template(), "{" + name + "}"));
}

TEST_CASE("a worker that only repeats its prompt has reported nothing") {
  worker::ResultScanner scanner("A-1");
  scanner.feed(prompt());
  CHECK_FALSE(scanner.result());
}

TEST_CASE("the block that the template shows is taken once it is filled in") {
  std::string said = prompt();
  constexpr std::string_view kChoices = "success|failed|blocked";
  auto at = said.find(kChoices);
  REQUIRE(at != said.npos);
  said.replace(at, kChoices.size(), "success");
  worker::ResultScanner scanner("A-1");
  scanner.feed(said);
  REQUIRE(scanner.result());
  CHECK(scanner.result()->status == worker::ResultStatus::success);
}

}  // namespace reeve::app
