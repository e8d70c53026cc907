// init: the files that a project needs before its first run.
#include <algorithm>

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

// A file without a byte in it is as good as none.
bool is_empty(port::Files& files, const std::string& path) {
  auto text = files.read(path, 0);
  return text && text->empty();
}

// Where the table will be published; "" = nowhere.
Result<std::string> remote_to_use(Ports& ports, const Project& project) {
  if (project.configured) return project.config.remote;
  if (!project.where.upstream_remote.empty()) return project.where.upstream_remote;
  REEVE_TRY(auto remotes, ports.checkout.remotes(project.where));
  bool usual = std::find(remotes.begin(), remotes.end(), project.config.remote) != remotes.end();
  return remotes.empty() ? "" : usual ? project.config.remote : remotes.front();
}

// What to type, in order; each line may be pasted as it is.
std::vector<std::string> next_steps(const Project& project, const std::string& directory,
                                    const std::string& remote, const InitResponse& response,
                                    const Proposal& proposal) {
  std::vector<std::string> steps;
  std::string git = directory == project.main_top ? "git" : "git -C " + shell_quote(project.main_top);
  std::string names;
  for (const std::string& name : response.written) names += " " + shell_quote(name);
  std::string commit =
      names.empty() ? ""
                    : " && " + git + " add" + names + " && " + git + " commit -m 'reeve: set up' --" + names;
  steps.push_back("reeve check" + commit + "   # after adding rows to " + project.config.tracking_file);
  if (!remote.empty())
    steps.push_back(project.where.upstream_branch.empty() ? "git push -u " + shell_quote(remote) + " HEAD"
                                                          : "git push");
  bool no_gates = !project.configured && proposal.gates.empty();
  steps.push_back(std::string("reeve run") + (no_gates ? "   # after setting \"gates\" in reeve.json" : ""));
  return steps;
}

}  // namespace

Result<InitResponse> App::init() {
  REEVE_TRY(Project project, project());
  StarterChoices choices;
  choices.tracking_file = project.config.tracking_file;
  REEVE_TRY(choices.remote, remote_to_use(ports_, project));
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
  for (const auto& [name, text] : wanted) {
    std::string path = project.main_top + "/" + name;
    if (ports_.files.exists(path) && !is_empty(ports_.files, path)) {
      response.kept.push_back(name);
      continue;
    }
    REEVE_CHECK(ports_.files.write(path, text));
    response.written.push_back(name);
  }
  response.next = next_steps(project, directory_, choices.remote, response, choices.proposal);
  return response;
}

}  // namespace reeve::app
