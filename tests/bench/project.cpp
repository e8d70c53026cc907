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

// A commit and a branch for each task that is done, as it was published.
void make_branches(const std::string& folder, int count) {
  shell("start=$(git rev-parse main); for i in $(seq " + std::to_string(count) +
            "); do id=$(printf 'T-%06d' $i); printf 'commit refs/heads/reeve/%s\\ncommitter Bench "
            "<bench@example.org> %d +0000\\ndata 4\\nwork\\nfrom %s\\nM 100644 inline lines\\ndata "
            "5\\nline\\n\\n' "
            "$id $((1700000000 + i)) $start; done | git fast-import --quiet",
        folder + ".git");
  shell("git fetch -q", folder);
}

// FIRST COUNT, in the folder of a project.
constexpr const char* kTaskScript = R"sh(first=$1
last=$((first + $2 - 1))
top=$PWD
record() {
  git pull -q --rebase
  sed -i "s/^| $1 | [a-z-]* |/| $1 | $2 |/" docs/tasks.md
  git commit -q -a -m "chore(tasks): $1 $2"
  git push -q
}
for number in $(seq "$first" "$last"); do
  id=$(printf 'T-%06d' "$number")
  record "$id" in-progress
  git worktree add -q -b "script/$id" "$top.worktrees/$id" origin/main
  (cd "$top.worktrees/$id" && sh "$top/worker" >/dev/null && git push -q origin "script/$id")
  record "$id" done
  git worktree remove "$top.worktrees/$id"
done
)sh";

}  // namespace

std::string make_project(const Options& options, const Project& project) {
  std::string folder = options.place + "/" + project.name;
  shell("git init -q --bare " + folder + ".git && git clone -q " + folder + ".git " + folder + " && mkdir " +
        folder + "/docs");
  if (project.remote_answers_ms > 0)
    shell("git config core.sshCommand " + slow_line(options, project.remote_answers_ms) +
              " && git config ssh.variant simple && git remote set-url origin elsewhere:" + folder + ".git",
          folder);
  write_board(folder + "/docs/tasks.md", project.rows, project.done);
  write_file(folder + "/worker", project.worker);
  write_file(folder + "/prompt.md", "Task {id}\n");
  write_file(folder + "/reeve.json",
             "{\"worker\": {\"adapter\": \"" + project.adapter + "\", \"command\": [\"sh\", \"" + folder +
                 "/worker\"], \"template\": \"prompt.md\", \"no_change\": \"accept\"}, \"gates\": [],"
                 " \"workspace\": {\"keep\": \"failed\"}" +
                 project.more + "}\n");
  shell("git add -A && git commit -q -m start && git push -q -u origin HEAD", folder);
  if (project.done > 0) make_branches(folder, project.done);
  return folder;
}

Pairs tasks_beside_script(const Options& options, int tasks, int times, int done) {
  const std::string worker = "echo line >>lines; git add lines; git commit -q -m line\n";
  const std::string past = std::to_string(done);
  const int rows = done + 100;
  const std::string ours = make_project(options, {"by-reeve-" + past, rows, worker, "", 0, "command", done});
  const std::string theirs =
      make_project(options, {"by-script-" + past, rows, worker, "", 0, "command", done});
  const std::string script = options.place + "/script";
  write_file(script, kTaskScript);
  auto each = [tasks](Usage usage) {
    usage.milliseconds /= tasks;
    usage.processor_ms /= tasks;
    return usage;
  };
  int first = done + 1 - tasks;
  return best_usage_by_turns(
      times,
      [&] {
        return each(run({options.reeve(), "run", "--max-tasks", std::to_string(tasks)}, ours));
      },
      [&] {
        first += tasks;
        return each(run({"sh", "-eu", script, std::to_string(first), std::to_string(tasks)}, theirs));
      });
}

}  // namespace reeve::bench
