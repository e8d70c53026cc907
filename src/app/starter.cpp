#include "reeve/app/starter.h"

#include <string>

#include "app/json_parts.h"
#include "app/worker_template.h"

#include "reeve/base/text.h"
#include "reeve/board/task.h"

namespace reeve::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kGatesToWrite =
    "  // What must pass on a worker's commit before its task is done; the first run asks for it.\n"
    "  // Write [] if nothing must.\n"
    "  // \"gates\": [{\"name\": \"test\", \"command\": \"make test\"}],\n";

// A command as people write it: a script as one text.
Json command_json(const Command& command) {
  bool script = command.size() == 3 && command[0] == "sh" && command[1] == "-c";
  return script ? Json(command[2]) : Json(command);
}

std::string gates_text(const Proposal& proposal) {
  if (proposal.gates.empty()) return std::string(kGatesToWrite);
  std::vector<std::string> lines;
  for (const auto& gate : proposal.gates) {
    Json object;
    object["name"] = gate.name;
    object["command"] = command_json(gate.command);
    lines.push_back("    " + dump(object));
  }
  std::string text = "  // What must pass on a worker's commit before its task is done.\n";
  for (const auto& reason : proposal.reasons) text += "  // Found " + one_line(reason) + ".\n";
  return text + "  \"gates\": [\n" + join(lines, ",\n") + "\n  ],\n";
}

std::string worker_text(const StarterChoices& choices) {
  bool claude = choices.adapter == Adapter::claude;
  std::string text = claude
                         ? "  // Who does the tasks: Claude Code (`reeve help config` has its keys).\n"
                         : "  // Who does the tasks. The command gets the prompt on stdin. Once Claude Code "
                           "is installed, with\n  // \"adapter\": \"claude\" and no command reeve "
                           "knows how to start it, and what it costs.\n";
  text += "  \"worker\": {\n    \"adapter\": ";
  text += claude ? "\"claude\",\n" : "\"command\",\n";
  if (!choices.worker_command.empty())
    text += "    \"command\": " + dump(command_json(choices.worker_command)) + ",\n";
  text += "    \"template\": " + dump(kTemplatePath) + ",\n";
  return text + "    \"attempts\": 3,\n    \"timeout\": \"45m\"\n  },\n";
}

std::string setup_text(const Proposal& proposal) {
  Json setup = Json::array();
  for (const auto& command : proposal.setup) setup.push_back(command_json(command));
  return "  // Run once in each new worktree.\n  \"workspace\": {\"setup\": " + dump(setup) + "}\n";
}

}  // namespace

std::string starter_config(const StarterChoices& choices) {
  std::string text = "{\n  \"$schema\": " + dump("./" + std::string(kSchemaPath)) + ",\n\n";
  text += "  // Which table, and where it is published (\"\" = nowhere).\n";
  text += "  \"tracking_file\": " + dump(choices.tracking_file) + ",\n";
  text += "  \"remote\": " + dump(choices.remote) + ",\n";
  if (!choices.branch.empty()) text += "  \"branch\": " + dump(choices.branch) + ",\n";
  text += "\n";
  text += worker_text(choices) + "\n" + gates_text(choices.proposal) + "\n";
  text += "  // What a worker may not change.\n";
  text += "  \"protect\": " + dump(Json::array({kConfigFile, kTemplatePath})) + ",\n\n";
  return text + setup_text(choices.proposal) + "}\n";
}

std::string starter_tracking_file() {
  std::string header = "|", rule = "|";
  for (int i = 0; i < board::kColumnCount; ++i) {
    auto column = static_cast<board::Column>(i);
    if (column == board::Column::notes) continue;
    std::string name(board::name_of(column));
    header += " " + name + " |";
    rule += " " + std::string(name.size(), '-') + " |";
  }
  return "# Tasks\n\n<!-- One row per task; an id, `not-started` and a description are enough. -->\n\n"
         "<!-- reeve:tasks -->\n" +
         header + "\n" + rule + "\n";
}

std::string_view default_template() {
  return kWorkerTemplate;
}

std::string_view again_template() {
  return kAgainTemplate;
}

std::string_view auditor_template() {
  return kAuditorTemplate;
}

}  // namespace reeve::app
