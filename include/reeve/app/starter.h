// The files that `reeve init` writes.
#pragma once

#include <string>
#include <string_view>

#include "reeve/app/config.h"
#include "reeve/app/detect.h"

namespace reeve::app {

// Where init puts the prompt template.
inline constexpr std::string_view kTemplatePath = "docs/worker.md";

// And the schema that editors check reeve.json by.
inline constexpr std::string_view kSchemaPath = "reeve.schema.json";

struct StarterChoices {
  std::string tracking_file = "docs/tasks.md";
  std::string remote = "origin";  // "" = none
  std::string branch;             // "" = the upstream of whatever is checked out
  Adapter adapter = Adapter::claude;
  Command worker_command;  // for adapter `command`
  Proposal proposal;
};

// A commented reeve.json; parse_config takes it. Without a gate in the proposal `gates` is left out,
// with a comment, so that a person decides before the first run.
std::string starter_config(const StarterChoices& choices);

// An empty task table with the schema's header.
std::string starter_tracking_file();

// templates/worker.md, as it was when the program was built.
std::string_view default_template();
// What a worker is told that goes on with its own session, the content of templates/again.md.
std::string_view again_template();

}  // namespace reeve::app
