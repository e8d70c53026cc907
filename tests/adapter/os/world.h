// What the stories in this folder share: a folder of their own, a loop, and short ways to run a shell script.
#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"

#include "reeve/os/files.h"
#include "reeve/os/loop.h"
#include "reeve/os/system.h"

namespace world {

using reeve::Duration;
using reeve::port::ProcessEnd;
using reeve::port::ProcessSpec;
using How = ProcessEnd::How;

inline const std::string kBin = REEVE_BIN_DIR;

struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "reeve-os-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    path = std::filesystem::canonical(name).string();
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return path + "/" + name; }
  std::string path;
};

inline std::unique_ptr<reeve::os::Loop> new_loop(reeve::os::Signals signals = reeve::os::Signals::caught) {
  auto loop = reeve::os::make_loop({kBin + "/reeve-keeper", signals});
  REQUIRE(loop);
  return *std::move(loop);
}

inline ProcessSpec command(std::vector<std::string> argv) {
  ProcessSpec spec;
  spec.argv = std::move(argv);
  spec.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"};
  return spec;
}
inline ProcessSpec shell(const std::string& script) {
  return command({"sh", "-c", script});
}

struct Ended {
  ProcessEnd end;
  std::string seen;  // by on_output
};

// Starts it and turns the loop until it has ended.
inline Ended run_in(reeve::os::Loop& loop, const ProcessSpec& spec) {
  Ended ended;
  auto started = loop.start(
      spec,
      [&](const ProcessEnd& end) {
        ended.end = end;
        loop.post(reeve::run::event::Noted{"ended"});
      },
      [&](std::string_view bytes) { ended.seen += bytes; });
  INFO((started ? "" : started.error().message));
  REQUIRE(started);
  for (;;) {
    auto event = loop.wait();
    auto* noted = std::get_if<reeve::run::event::Noted>(&event.body);
    if (noted && noted->text == "ended") return ended;
  }
}

inline std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace world
