// What main hands to the use cases: the world, as ports. Only main and app see this.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/port/checkout.h"
#include "reeve/port/control.h"
#include "reeve/port/files.h"
#include "reeve/port/inbox.h"
#include "reeve/port/processes.h"
#include "reeve/port/repository.h"
#include "reeve/port/revisions.h"
#include "reeve/port/setup.h"
#include "reeve/port/source.h"

namespace reeve::app {

// Another repository than the one with the table, found and fit for work.
struct OtherRepository {
  std::string cell;  // the `repo` cell that stands for it
  port::CheckoutInfo where;
  std::string remote;  // "" = none
  std::string branch;  // that its work is merged into
  std::string base;    // "" = `branch`
  std::string workspace_root;
};

// Where a run works: what the adapters must know of configuration and checkout.
struct BackendOptions {
  port::CheckoutInfo where;
  std::string top;            // main checkout, absolute
  std::string reeve_dir;      // <common dir>/reeve
  std::string remote;         // "" = none
  std::string branch;         // tracked branch
  std::string tracking_file;  // relative to top
  board::ReadOptions read;
  std::string workspace_root;
  std::string workspace_branch;
  std::string workspace_base;
  std::vector<std::string> copy;
  std::vector<std::string> protect;
  std::vector<OtherRepository> others;
  bool look_only = false;    // change nothing in the checkout
  bool beside_loop = false;  // one may be at work here: its worktrees are its own
};

struct Backends {
  std::shared_ptr<void> owned;  // whatever the others stand on
  std::unique_ptr<port::Source> source;
  std::unique_ptr<port::Repository> repository;                                  // with the table
  std::map<std::string, std::unique_ptr<port::Repository>, std::less<>> others;  // by `repo` cell
};

// A loop that waits for events: made only by commands that run something for long.
struct World {
  std::shared_ptr<void> owned;
  port::Inbox* inbox = nullptr;
  port::Processes* processes = nullptr;
  port::Control* control = nullptr;
};

// This program again, as a process of its own that goes on when we end.
struct AgainSpec {
  std::vector<std::string> arguments;
  std::string out;  // paths of the files for what it prints
  std::string err;
};

// Who reads what we print: a pipe's other end may be closed.
enum class Reader { there, gone };

struct Ports {
  port::Files& files;
  port::Checkout& checkout;
  std::vector<std::string> environment;  // all of ours, "NAME=value", without git's repository variables
  std::string host;
  std::int64_t process_id = 0;
  std::function<std::uint64_t()> random;
  std::function<Instant()> now;
  std::function<Instant()> day_start;  // local midnight
  std::function<Result<World>()> open_world;
  // Errors: what git cannot do here, or who commits is not known.
  std::function<Result<Backends>(World&, const BackendOptions&)> open_backends;
  // Blocks until one of the files may have changed, at most a second (`log --follow`, `status --watch`). Says
  // whether anybody still reads our output.
  std::function<Reader(const std::vector<std::string>& paths)> wait_for_change;
  // One line to the engine that listens at the path, and its answer. Errors: `missing` if none listens,
  // `unreachable` if it gave no answer in that time.
  std::function<Result<std::string>(const std::string& path, const std::string& line, Duration longest)>
      ask_control;
  // Starts it and waits at most so long; its exit code if it ended by then.
  std::function<Result<std::optional<int>>(const AgainSpec&, Duration longest)> start_again;
  port::Revisions& revisions;
  port::Setup& setup;
  // The program that a command names, as a path. Error `io`, naming it and where it was looked for.
  std::function<Result<std::string>(const port::ProcessSpec&)> find_program;
  // Runs a quick one to its end, blocking; needs a timeout. Only as long as no world is open.
  std::function<Result<port::ProcessEnd>(const port::ProcessSpec&)> try_program;
  // Bytes that we may still write where the path is (or will be).
  std::function<Result<std::uint64_t>(const std::string& path)> free_space;
  // Whether we may make files in the directory, or in the nearest one above it that there is.
  std::function<Status(const std::string& directory)> check_writable;
};

}  // namespace reeve::app
