// Where a command works: the checkout, its configuration, what is tracked where.
#pragma once

#include <string>

#include "reeve/app/config.h"
#include "reeve/app/ports.h"

namespace reeve::app {

struct Project {
  port::CheckoutInfo where;
  std::string main_top;     // of the main checkout: config and templates come from there
  std::string reeve_dir;    // <common dir>/reeve
  bool configured = false;  // there is a reeve.json
  Config config;
  std::string branch;              // tracked branch; "" = not known
  std::optional<Error> no_branch;  // why not, and which key says it

  std::string engine_lock() const { return reeve_dir + "/engine.lock"; }
  std::string file_path() const { return where.top + "/" + config.tracking_file; }
  // "origin/main", or "main" without a remote.
  std::string published() const { return (config.remote.empty() ? "" : config.remote + "/") + branch; }
};

Result<Project> load_project(Ports& ports, const std::string& directory);

// Of any version of a tracking file that we read; a bigger one is refused.
inline constexpr std::uint64_t kTrackingFileMax = 33ull << 20;

// The work tree's file, as it is; errors say what to do.
Result<std::string> read_tracking_file(port::Files& files, const std::string& path);

// The board in `bytes`; errors name the file.
Result<std::shared_ptr<const board::Board>> read_board(std::string bytes, const board::ReadOptions& options,
                                                       const std::string& name);

}  // namespace reeve::app
