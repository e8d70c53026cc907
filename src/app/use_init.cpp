// init: the files that a project needs before its first run.
#include "app/project.h"
#include "reeve/app/app.h"
#include "reeve/app/starter.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

std::map<std::string, std::string> read_known_files(port::Files& files, const std::string& top) {
  std::map<std::string, std::string> found;
  for (const std::string& name : files_to_detect()) {
    auto text = files.read(top + "/" + name, kDetectBytesMax);
    if (text) found[name] = *std::move(text);
  }
  return found;
}

}  // namespace

Result<InitResponse> App::init() {
  REEVE_TRY(Project project, project());
  StarterChoices choices;
  choices.tracking_file = project.config.tracking_file;
  choices.remote = project.where.upstream_remote.empty() ? "origin" : project.where.upstream_remote;
  choices.adapter = Adapter::command;
  choices.worker_command = {"claude", "-p", "--permission-mode", "acceptEdits"};
  choices.proposal = detect(read_known_files(ports_.files, project.main_top));
  const std::pair<std::string, std::string> wanted[] = {
      {std::string(kConfigFile), starter_config(choices)},
      {"reeve.schema.json", config_schema_json()},
      {choices.tracking_file, starter_tracking_file()},
      {std::string(kTemplatePath), std::string(default_template())},
  };
  InitResponse response;
  std::string names;
  for (const auto& [name, text] : wanted) {
    std::string path = project.main_top + "/" + name;
    if (ports_.files.exists(path)) {
      response.kept.push_back(name);
      continue;
    }
    REEVE_CHECK(ports_.files.write(path, text));
    response.written.push_back(name);
    names += " " + shell_quote(name);
  }
  if (!response.written.empty()) response.next.push_back("git add" + names + " && git commit -m 'reeve: set up'");
  response.next.push_back("reeve check && git push   # after adding rows to " + choices.tracking_file);
  response.next.push_back("reeve run");
  return response;
}

}  // namespace reeve::app
