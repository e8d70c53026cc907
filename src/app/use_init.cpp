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

// A folder of the checkout may be a link; those below it may have to be made.
bool leads_out(port::Files& files, const std::string& top, const std::string& path) {
  std::string folder = path.substr(0, path.rfind('/'));
  while (folder.size() > top.size() && !files.exists(folder)) folder.erase(folder.rfind('/'));
  return !port::lies_inside(files, folder, top);
}

// Where the table will be published; "" = nowhere.
Result<std::string> remote_to_use(Ports& ports, const Project& project) {
  if (project.configured) return project.config.remote;
  if (!project.where.upstream_remote.empty()) return project.where.upstream_remote;
  REEVE_TRY(auto remotes, ports.checkout.remotes(project.where));
  bool usual = std::find(remotes.begin(), remotes.end(), project.config.remote) != remotes.end();
  return remotes.empty() ? "" : usual ? project.config.remote : remotes.front();
}

// The remote's default branch, so that a run does not depend on what is checked out.
Result<std::string> branch_to_use(Ports& ports, const Project& project, const std::string& remote) {
  if (remote.empty()) return project.where.branch;
  REEVE_TRY(std::string branch, ports.checkout.default_branch(project.where, remote));
  if (!branch.empty()) return branch;
  return project.where.upstream_remote == remote ? project.where.upstream_branch : "";
}

Adapter adapter_to_use(Ports& ports) {
  port::ProcessSpec spec;
  spec.argv = {"claude"};
  spec.environment = ports.environment;
  return ports.find_program(spec) ? Adapter::claude : Adapter::command;
}

// What to type, in order; each line may be pasted as it is.
std::vector<std::string> next_steps(const Project& project, const std::string& directory,
                                    const StarterChoices& choices, const InitResponse& response) {
  const std::string &remote = choices.remote, &branch = choices.branch;
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
  if (!remote.empty() && !branch.empty() && branch != project.where.branch)
    steps.back() += "   # then bring it to " + branch;
  bool no_gates = !project.configured && choices.proposal.gates.empty();
  steps.push_back(std::string("reeve run") + (no_gates ? "   # after setting \"gates\" in reeve.json" : ""));
  return steps;
}

}  // namespace

Result<InitResponse> App::init() {
  REEVE_TRY(Project project, project());
  StarterChoices choices;
  choices.tracking_file = project.config.tracking_file;
  REEVE_TRY(choices.remote, remote_to_use(ports_, project));
  REEVE_TRY(choices.branch, branch_to_use(ports_, project, choices.remote));
  choices.adapter = adapter_to_use(ports_);
  if (choices.adapter == Adapter::command)
    choices.worker_command = {"claude", "-p", "--permission-mode", "acceptEdits"};
  choices.proposal = detect(read_known_files(ports_.files, project.main_top));
  const std::pair<std::string, std::string> wanted[] = {
      {std::string(kConfigFile), starter_config(choices)},
      {std::string(kSchemaPath), config_schema_json()},
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
    if (leads_out(ports_.files, project.main_top, path))
      return Error{
          ErrorKind::config,
          "writing " + name + ": a folder above it is a symbolic link that leads out of the checkout",
          "put a folder of that name into the checkout"};
    REEVE_CHECK(ports_.files.write(path, text));
    response.written.push_back(name);
  }
  response.next = next_steps(project, directory_, choices, response);
  return response;
}

}  // namespace reeve::app
