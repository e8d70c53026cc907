// A sealed place for stories about the git source: a bare remote, two clones of it ("mine" and
// "rival"), an own HOME and identity; and ways to act in it with the git program.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/text.h"

#include "reeve/base/text.h"
#include "reeve/git/objects.h"
#include "reeve/git/source.h"
#include "reeve/os/files.h"
#include "reeve/os/loop.h"

namespace source_world {

namespace event = reeve::run::event;
using reeve::board::StatusWord;
using reeve::board::TaskClass;
using reeve::git::LocalBranch;
using reeve::git::SourceOptions;

inline const std::string kFile = "docs/tasks.md";
inline const std::string kTable =
    "# Tasks\n\n"
    "| id | status | description | agent |\n"
    "| --- | --- | --- | --- |\n"
    "| T1 | not-started | one | |\n"
    "| T2 | not-started | two | |\n"
    "| T3 | not-started | three | |\n";

struct Said {
  int code = 0;
  std::string text;  // stdout and stderr
};

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class SourceWorld {
 public:
  // `name`: of the folder that holds the clones, to try odd characters.
  explicit SourceWorld(const std::string& name = "world") {
    auto root = (std::filesystem::temp_directory_path() / "reeve-git-XXXXXX").string();
    REQUIRE(::mkdtemp(root.data()));
    root_ = std::filesystem::canonical(root).string();
    path = root_ + "/" + name;
    ::setenv("HOME", root_.c_str(), 1);  // libgit2 reads the settings there
    std::filesystem::create_directories(path);
    std::ofstream(root_ + "/.gitconfig") << "[user]\nname = Ada\nemail = ada@example.org\n"
                                            "[init]\ndefaultBranch = main\n[advice]\ndetachedHead = false\n";
    std::ofstream(root_ + "/table.md") << kTable;
    sh("git init -q --bare remote.git && git clone -q remote.git mine 2>&1 && cd mine && mkdir docs && "
       "cp \"$HOME/table.md\" docs/tasks.md && echo code > code.txt && git add . && git commit -qm start && "
       "git push -q -u origin main && cd .. && git clone -q remote.git rival");
  }
  ~SourceWorld() { std::filesystem::remove_all(root_); }
  SourceWorld(const SourceWorld&) = delete;
  SourceWorld& operator=(const SourceWorld&) = delete;

  std::vector<std::string> environment() const {
    const char* search_path = std::getenv("PATH");
    return {std::string("PATH=") + (search_path ? search_path : "/usr/bin:/bin"),
            "HOME=" + root_,
            "LC_ALL=C",
            "TZ=UTC",
            "GIT_CONFIG_NOSYSTEM=1",
            "GIT_CONFIG_GLOBAL=" + root_ + "/.gitconfig"};
  }

  // Runs a script in `path`; any exit code.
  Said try_sh(const std::string& script) const {
    std::string command = "cd " + reeve::shell_quote(path) + " && exec env -i";
    for (const auto& variable : environment()) command += " " + reeve::shell_quote(variable);
    command += " sh -c " + reeve::shell_quote(script) + " 2>&1";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe);
    Said said;
    char buffer[4096];
    for (std::size_t count; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
      said.text.append(buffer, count);
    const int status = ::pclose(pipe);
    said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return said;
  }
  // Runs a script that must work; its output without the last line end.
  std::string sh(const std::string& script) const {
    auto said = try_sh(script);
    INFO(script << "\n" << said.text);
    REQUIRE(said.code == 0);
    return std::string(reeve::trim(said.text));
  }
  std::string git(const std::string& arguments, const std::string& where = "mine") const {
    return sh("git -C " + where + " " + arguments);
  }
  std::string contents(const std::string& file) const { return read_file(path + "/" + file); }
  void write(const std::string& file, const std::string& bytes) const {
    std::ofstream(path + "/" + file, std::ios::binary) << bytes;
  }
  // The rival replaces text in a file, commits and pushes.
  void rival_changes(const std::string& from, const std::string& to, const std::string& file = kFile) const {
    sh("cd rival && git pull -q && sed -i 's/" + from + "/" + to + "/' " + file +
       " && git commit -qam rival && git push -q");
  }
  std::string published(const std::string& file = kFile) const {
    return sh("git -C remote.git show main:" + file);
  }
  // Nothing is broken anywhere, and no lock was left.
  void check_sound() const {
    for (const std::string where : {"mine", "remote.git"}) {
      INFO(where);
      CHECK(sh("git -C " + where + " fsck --strict --no-dangling --no-progress") == "");
    }
    CHECK(sh("find mine/.git remote.git -name '*.lock' -not -path '*/reeve/*'") == "");
    CHECK_FALSE(std::filesystem::exists(path + "/mine/.git/reeve/follow"));
  }
  std::string status() const { return try_sh("git -C mine status --porcelain").text; }

  std::string path;

 private:
  std::string root_;
};

// A change to one row, as the state machine makes them.
inline reeve::run::Change change(const std::string& id, StatusWord to,
                                 TaskClass expected = TaskClass::not_started,
                                 const std::string& agent = "w/abcdefgh") {
  reeve::run::Change change;
  change.run = *reeve::RunId::parse("abcdefgh");
  change.edit = reeve::board::Edit{id, expected, {}, to, {{"agent", agent}}};
  change.message = "chore(tasks): " + id + "\n\nReeve-Task: " + id + "\n";
  return change;
}
inline reeve::run::Change claim(const std::string& id) {
  return change(id, StatusWord::in_progress);
}
inline reeve::run::Change finish(const std::string& id) {
  return change(id, StatusWord::done, TaskClass::in_progress);
}

// A source on the clone "mine", with its loop.
class Reeve {
 public:
  explicit Reeve(const SourceWorld& world, const std::function<void(SourceOptions&)>& adjust = {})
      : files(reeve::os::make_files()) {
    auto made =
        reeve::os::make_loop({std::string(REEVE_BIN_DIR) + "/reeve-keeper", reeve::os::Signals::left_alone});
    REQUIRE(made);
    loop = *std::move(made);
    SourceOptions options;
    options.top = world.path + "/mine";
    options.git_dir = options.top + "/.git";
    options.file = kFile;
    options.remote = "origin";
    options.branch = "main";
    options.environment = world.environment();
    if (adjust) adjust(options);
    auto opened = reeve::git::open_objects(options.git_dir);
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened);
    objects = *std::move(opened);
    source = reeve::git::make_git_source(*loop, *loop, *files, *objects, std::move(options));
  }

  // The next event that is no word for people.
  reeve::run::EventBody next() {
    for (;;) {
      auto found = loop->wait();
      if (auto* noted = std::get_if<event::Noted>(&found.body))
        notes.push_back(noted->text);
      else
        return found.body;
    }
  }
  template <class Expected>
  Expected expect() {
    auto body = next();
    if (auto* observed = std::get_if<event::ObserveFailed>(&body))
      UNSCOPED_INFO("observe failed: " << observed->error.message);
    if (auto* failed = std::get_if<event::PublishFailed>(&body))
      UNSCOPED_INFO("publish failed: " << failed->error.message);
    REQUIRE(std::holds_alternative<Expected>(body));
    return std::get<Expected>(body);
  }
  event::Observed observe() {
    source->observe();
    return expect<event::Observed>();
  }
  std::vector<reeve::port::Staged> stage(const std::vector<reeve::run::Change>& changes) {
    auto staged = source->stage(changes);
    INFO((staged ? "" : staged.error().message));
    REQUIRE(staged);
    return *std::move(staged);
  }
  template <class Expected = event::Published>
  Expected publish(const std::vector<reeve::run::Change>& changes) {
    stage(changes);
    source->publish();
    return expect<Expected>();
  }
  std::string all_notes() const { return reeve::join(notes, "\n"); }

  std::unique_ptr<reeve::port::Files> files;
  std::unique_ptr<reeve::os::Loop> loop;
  std::unique_ptr<reeve::git::Objects> objects;
  std::unique_ptr<reeve::port::Source> source;
  std::vector<std::string> notes;
};

inline std::string with(std::string text, const std::string& from, const std::string& to) {
  auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}
}  // namespace source_world
