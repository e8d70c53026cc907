// The table of operations is that of the command line.
#include "reeve/app/operations.h"

#include <sstream>

#include "support/catch.h"

#include "reeve/cli/cli.h"

namespace reeve::cli {
namespace {

struct Said {
  int code = 0;
  bool read = false;  // the command line was understood
  std::string out;
  std::string err;
};

// Runs a command line as far as it needs a checkout.
Said say(const std::vector<std::string>& words) {
  Said said;
  std::istringstream in;
  std::ostringstream out, err;
  SessionCommands session;
  session.mcp = [](const std::string&) { return 0; };
  MakeApp none = [&](const std::string&) -> Result<std::unique_ptr<app::App>> {
    said.read = true;
    return Error{ErrorKind::io, "here it ends", ""};
  };
  said.code = run(words, Terminal{in, out, err}, none, session);
  said.out = out.str();
  said.err = err.str();
  return said;
}

std::vector<const app::Operation*> tools() {
  std::vector<const app::Operation*> found;
  for (const app::Operation& operation : app::operations())
    if (*operation.tool != '\0') found.push_back(&operation);
  return found;
}

// Each text begins like an option, with something that could end a list.
app::Arguments awkward(const app::Operation& operation, app::Parameter::Need least) {
  app::Arguments arguments;
  for (const app::Parameter& parameter : operation.parameters) {
    if (least == app::Parameter::Need::required && parameter.need != least) continue;
    arguments[parameter.name] = {"--json"};
    if (parameter.kind == app::Parameter::Kind::list) arguments[parameter.name].push_back("-x y=z");
  }
  return arguments;
}

}  // namespace

TEST_CASE("every operation is a command") {
  for (const app::Operation& operation : app::operations()) {
    INFO(operation.name);
    CHECK(say({"help", operation.name}).code == 0);
  }
}

TEST_CASE("every tool's every argument is understood by its command, whatever it begins with") {
  CHECK(tools().size() >= 4);
  for (const app::Operation* operation : tools()) {
    for (auto least : {app::Parameter::Need::required, app::Parameter::Need::optional}) {
      app::CommandLine line = app::command_line(*operation, awkward(*operation, least));
      Said said = say(line.words);
      INFO(operation->name << ": " << said.err);
      CHECK(said.read);
      CHECK(said.err.find("here it ends") != std::string::npos);
      CHECK(said.err.find('{') == std::string::npos);  // --json was no option
    }
  }
}

TEST_CASE("what a tool requires its command requires, too") {
  for (const app::Operation* operation : tools()) {
    for (const app::Parameter& parameter : operation->parameters) {
      if (parameter.need != app::Parameter::Need::required) continue;
      app::Arguments arguments = awkward(*operation, app::Parameter::Need::optional);
      arguments.erase(parameter.name);
      INFO(operation->name << " without " << parameter.name);
      CHECK(say(app::command_line(*operation, arguments).words).code == 2);
    }
  }
}

TEST_CASE("an argument goes where its command has it") {
  using Kind = app::Parameter::Kind;
  using Need = app::Parameter::Need;
  app::Operation operation{"do",
                           app::OperationKind::edit,
                           "",
                           "",
                           {{"what", Kind::positional, Need::required, ""},
                            {"said_by", Kind::option, Need::optional, ""},
                            {"more", Kind::list, Need::optional, ""},
                            {"text", Kind::input, Need::optional, ""}}};
  auto line = app::command_line(
      operation, {{"what", {"-a"}}, {"said_by", {"b"}}, {"more", {"c", "d"}}, {"text", {"e\n"}}});
  CHECK(line.words == std::vector<std::string>{"do", "--said-by=b", "--more=c", "--more=d", "--", "-a"});
  CHECK(line.input == "e\n");
  CHECK(app::command_line(operation, {}).words == std::vector<std::string>{"do"});
}

}  // namespace reeve::cli
