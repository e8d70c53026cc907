#include "project.h"

namespace reeve::bench {
namespace {

// What git starts instead of ssh: host, then the command of the other side.
std::string slow_line(const Options& options, int milliseconds) {
  std::string path = options.place + "/slow-line";
  write_file(path, "#!/bin/sh\nsleep " + std::to_string(milliseconds / 1000.0) +
                       "\nfor last; do :; done\nexec sh -c \"$last\"\n");
  shell("chmod +x " + path);
  return path;
}

}  // namespace

std::string make_project(const Options& options, const Project& project) {
  std::string folder = options.place + "/" + project.name;
  shell("git init -q --bare " + folder + ".git && git clone -q " + folder + ".git " + folder + " && mkdir " +
        folder + "/docs");
  if (project.remote_answers_ms > 0)
    shell("git config core.sshCommand " + slow_line(options, project.remote_answers_ms) +
              " && git config ssh.variant simple && git remote set-url origin elsewhere:" + folder + ".git",
          folder);
  write_file(folder + "/docs/tasks.md", board_of(project.rows));
  write_file(folder + "/worker", project.worker);
  write_file(folder + "/prompt.md", "Task {id}\n");
  write_file(folder + "/reeve.json",
             "{\"worker\": {\"adapter\": \"" + project.adapter + "\", \"command\": [\"sh\", \"" + folder +
                 "/worker\"], \"template\": \"prompt.md\", \"no_change\": \"accept\"}, \"gates\": [],"
                 " \"workspace\": {\"keep\": \"failed\"}" +
                 project.more + "}\n");
  shell("git add -A && git commit -q -m start && git push -q -u origin HEAD", folder);
  return folder;
}

}  // namespace reeve::bench
