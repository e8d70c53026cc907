// Puts adapters and front ends together; the only file that sees both.
#include <iostream>
#include <map>

#include "os/program.h"

#include "reeve/app/exit_code.h"
#include "reeve/app/ports.h"
#include "reeve/base/text.h"
#include "reeve/cli/cli.h"
#include "reeve/git/checkout.h"
#include "reeve/git/credentials.h"
#include "reeve/git/objects.h"
#include "reeve/git/repository.h"
#include "reeve/git/revisions.h"
#include "reeve/git/setup.h"
#include "reeve/git/source.h"
#include "reeve/os/control.h"
#include "reeve/os/detached.h"
#include "reeve/os/files.h"
#include "reeve/os/loop.h"
#include "reeve/os/system.h"
#include "reeve/session/hook.h"
#include "reeve/session/mcp.h"

namespace reeve {
namespace {

constexpr Duration kLookAgain = std::chrono::seconds(1);
constexpr Duration kTimeToTakeAnswers = std::chrono::seconds(1);
constexpr int kBrokenPipe = 128 + 13;  // as a program that SIGPIPE ends

Result<std::unique_ptr<os::Loop>> make_loop(os::Signals signals) {
  auto keeper = os::keeper_path();
  return os::make_loop({keeper ? *keeper : "", signals});
}

// A loop with signal handling, for commands that wait for events.
Result<app::World> open_world() {
  REEVE_TRY(std::string keeper, os::keeper_path());
  REEVE_TRY(auto loop, os::make_loop({keeper, os::Signals::caught}));
  std::shared_ptr<os::Loop> shared = std::move(loop);
  return app::World{shared, shared.get(), shared.get(), shared.get()};
}

git::SourceOptions source_options(const app::BackendOptions& options,
                                  const std::vector<std::string>& environment) {
  git::SourceOptions source;
  source.top = options.where.top;
  source.git_dir = options.where.git_dir;
  source.common_dir = options.where.common_dir;
  source.file = options.tracking_file;
  source.remote = options.remote;
  source.branch = options.branch;
  source.reading = options.read;
  source.local_branch = options.look_only ? git::LocalBranch::stays : git::LocalBranch::follows;
  source.stale_locks = options.beside_loop ? git::StaleLocks::of_checkout : git::StaleLocks::all;
  source.unpushed = options.beside_loop ? git::UnpushedCommits::left : git::UnpushedCommits::rebased;
  source.environment = environment;
  return source;
}

git::RepositoryOptions repository_options(const app::BackendOptions& options,
                                          const std::vector<std::string>& environment) {
  git::RepositoryOptions repository;
  repository.top = options.top;
  repository.common_dir = options.where.common_dir;
  repository.remote = options.remote;
  repository.tracked_branch = options.branch;
  repository.tracking_file = options.tracking_file;
  repository.root = options.workspace_root;
  repository.branch_pattern = options.workspace_branch;
  repository.base = options.workspace_base;
  repository.copy = options.copy;
  repository.protect = options.protect;
  repository.environment = environment;
  return repository;
}

git::RepositoryOptions repository_options(const app::BackendOptions& options,
                                          const app::OtherRepository& other,
                                          const std::vector<std::string>& environment) {
  git::RepositoryOptions repository = repository_options(options, environment);
  repository.top = other.where.top;
  repository.common_dir = other.where.common_dir;
  repository.remote = other.remote;
  repository.tracked_branch = other.branch;
  repository.tracking_file.clear();
  repository.root = other.workspace_root;
  repository.base = other.base;
  return repository;
}

git::TableRepository table_repository(const app::BackendOptions& options, git::Objects& objects) {
  std::string ref = options.remote.empty() ? "refs/heads/" : "refs/remotes/" + options.remote + "/";
  return {objects, options.top, options.where.common_dir, ref + options.branch, options.tracking_file};
}

// The index that a commit is made from, while its hook runs; "" = the usual one.
std::string index_of_hook(port::Files& files) {
  auto named = os::own_variable("GIT_INDEX_FILE");
  auto path = named ? files.real_path(*named) : Result<std::string>(Error{});
  return path ? *path : "";
}

Result<app::Backends> open_backends(port::Files& files, const std::vector<std::string>& ours,
                                    app::World& world, const app::BackendOptions& options) {
  // The token is for the table's server. Another repository may lie there too.
  const auto environment = git::with_token(*world.processes, options.top, options.remote, ours);
  if (!options.look_only) REEVE_CHECK(git::check_identity(*world.processes, options.top, environment));
  using Opened = std::vector<std::unique_ptr<git::Objects>>;
  auto opened = std::make_shared<Opened>(1);
  REEVE_TRY(opened->front(), git::open_objects(options.where.git_dir));
  git::Objects* objects = opened->front().get();
  app::Backends backends;
  backends.owned = opened;
  backends.source = git::make_git_source(*world.processes, *world.inbox, files, *objects,
                                         source_options(options, environment));
  backends.repository = git::make_git_repository(*world.processes, *world.inbox, files, *objects,
                                                 repository_options(options, environment));
  for (const app::OtherRepository& other : options.others) {
    REEVE_CHECK(git::check_identity(*world.processes, other.where.top, environment));
    REEVE_TRY(auto others_objects, git::open_objects(other.where.git_dir));
    opened->push_back(std::move(others_objects));
    backends.others[other.cell] = git::make_git_repository(
        *world.processes, *world.inbox, files, *opened->back(),
        repository_options(options, other, environment), table_repository(options, *objects));
  }
  return backends;
}

// In a pipeline nobody has told git who commits. Work is committed under the same name.
void name_committer(port::Processes& processes, const std::string& directory,
                    std::vector<std::string>& environment) {
  if (git::check_identity(processes, directory, environment)) return;
  for (const char* variable : {"GIT_AUTHOR_NAME=reeve", "GIT_AUTHOR_EMAIL=reeve@ci.invalid",
                               "GIT_COMMITTER_NAME=reeve", "GIT_COMMITTER_EMAIL=reeve@ci.invalid"}) {
    std::string_view name = std::string_view(variable).substr(0, std::string_view(variable).find('='));
    if (!os::variable_in(environment, name)) environment.push_back(variable);
  }
}

Result<std::optional<int>> start_again(const app::AgainSpec& spec,
                                       const std::vector<std::string>& environment, Duration longest) {
  REEVE_TRY(std::string program, os::program_path());
  std::vector<std::string> argv = {program};
  argv.insert(argv.end(), spec.arguments.begin(), spec.arguments.end());
  return os::run_detached(argv, {spec.out, spec.err}, environment, longest);
}

// What the tools of a session work with: this program for each call, our stdin and stdout.
class ToolWorld final : public session::McpWorld {
 public:
  ToolWorld(os::Loop& loop, std::vector<std::string> program, const std::vector<std::string>& environment)
      : loop_(loop), program_(std::move(program)), environment_(environment) {}

  void send(std::string_view line) override { loop_.write_to_client(line); }
  Status start(Call call, const app::CommandLine& line) override {
    port::ProcessSpec spec;
    spec.argv = program_;
    spec.argv.insert(spec.argv.end(), line.words.begin(), line.words.end());
    spec.environment = environment_;
    spec.input = line.input;
    spec.kept = false;  // a judge that `finish` leaves behind lives on
    REEVE_TRY(running_[call],
              loop_.start(spec, [this, call](const port::ProcessEnd& end) { ended(call, end); }));
    return Done{};
  }
  void end(Call call) override { loop_.end(running_.at(call)); }

  // Until stdin ends (0) or a signal comes (its number), and the calls that ran then have ended.
  int serve(session::McpCaller caller) {
    session::McpServer server(*this, caller);
    server_ = &server;
    loop_.serve_client([&](std::string_view bytes) { server.read(bytes); },
                       [this] { loop_.post(run::event::Interrupted{}); });
    int signal = next_signal();
    stopping_ = true;
    server.stop();
    while (!running_.empty()) next_signal();
    loop_.flush_to_client(kTimeToTakeAnswers);
    return signal;
  }

 private:
  int next_signal() {
    for (;;) {
      run::Event event = loop_.wait();
      if (auto* interrupted = std::get_if<run::event::Interrupted>(&event.body)) return interrupted->signal;
    }
  }
  void ended(Call call, const port::ProcessEnd& end) {
    running_.erase(call);
    bool signaled = end.how == port::ProcessEnd::How::signaled;
    server_->ended(call, {signaled ? 128 + end.code : end.code, end.out, end.out_cut, end.err});
    if (stopping_ && running_.empty()) loop_.post(run::event::Interrupted{});
  }

  os::Loop& loop_;
  std::vector<std::string> program_;
  const std::vector<std::string>& environment_;
  std::map<Call, run::ProcessMark> running_;
  session::McpServer* server_ = nullptr;
  bool stopping_ = false;
};

int complain(const Error& error) {
  std::cerr << "reeve: error: " << for_terminal(error.message) << "\n";
  if (!error.hint.empty()) std::cerr << "  next: " << for_terminal(error.hint) << "\n";
  return app::exit_code(error.kind);
}

Result<int> serve_tools(port::Files& files, const std::vector<std::string>& environment,
                        const std::string& directory) {
  REEVE_TRY(std::string program, os::program_path());
  auto absolute = files.real_path(directory);
  if (!absolute)
    return Error{ErrorKind::usage, absolute.error().message, "-C names a directory that is there"};
  REEVE_TRY(auto loop, make_loop(os::Signals::caught));
  bool in_worker = !os::variable_in(environment, "REEVE_RUN").value_or("").empty();
  ToolWorld world(*loop, {program, "-C", *absolute}, environment);
  int signal = world.serve(in_worker ? session::McpCaller::worker : session::McpCaller::session);
  return signal == 0 ? 0 : 128 + signal;
}

cli::Size terminal_size() {
  auto size = os::terminal_size(2);
  if (!size) size = os::terminal_size(1);
  return size ? cli::Size{size->columns, size->rows} : cli::Size{};
}

cli::Terminal terminal_of(const std::vector<std::string>& environment) {
  auto set = [&](std::string_view name) { return !os::variable_in(environment, name).value_or("").empty(); };
  std::string type = os::variable_in(environment, "TERM").value_or("");
  cli::Terminal terminal{std::cin,           std::cout,          std::cerr,
                         os::is_terminal(0), os::is_terminal(1), os::is_terminal(2)};
  terminal.no_movement = type.empty() || type == "dumb";
  terminal.no_color = set("NO_COLOR") || terminal.no_movement;
  terminal.ci = set("CI") && os::variable_in(environment, "CI") != "false";
  for (std::string_view actions : {"GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS"})
    terminal.reads_annotations |= os::variable_in(environment, actions) == "true";
  terminal.size = terminal_size;
  terminal.clock = os::local_clock;
  terminal.in_is_silent = os::input_is_silent;
  return terminal;
}

// A session may have changed its directory; its project it has not.
std::string session_directory(const std::string& directory) {
  auto project = os::own_variable("CLAUDE_PROJECT_DIR");
  return directory == "." && project && !project->empty() ? *project : directory;
}

cli::SessionCommands session_commands(const cli::Terminal& terminal, const cli::MakeApp& make_app) {
  session::Streams streams{terminal.in, terminal.out, terminal.err};
  cli::SessionCommands commands;
  commands.hook = [=](const std::string& directory, const std::string& event) {
    return session::run_hook(session_directory(directory), event, streams, make_app);
  };
  commands.status_line = [=](const std::string& directory) {
    return session::run_status_line(session_directory(directory), streams, make_app, os::local_clock);
  };
  return commands;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments) {
  std::vector<std::string> environment = os::environment_without_git();
  os::hide_variable("REEVE_GIT_TOKEN");
  cli::Terminal terminal = terminal_of(environment);
  std::unique_ptr<port::Files> files = os::make_files();
  std::unique_ptr<os::Loop> questions;  // for quick questions to git
  std::unique_ptr<port::Checkout> checkout;
  std::unique_ptr<port::Revisions> revisions;
  std::unique_ptr<port::Setup> setup;
  std::unique_ptr<app::Ports> ports;
  auto make_app = [&](const std::string& directory) -> Result<std::unique_ptr<app::App>> {
    auto found = files->real_path(directory);
    if (!found) return Error{ErrorKind::usage, found.error().message, "-C names a directory that is there"};
    std::string absolute = *std::move(found);
    REEVE_TRY(questions, make_loop(os::Signals::left_alone));
    if (terminal.ci) name_committer(*questions, absolute, environment);
    checkout = git::make_git_checkout(*questions, environment);
    revisions = git::make_git_revisions(*questions, environment, index_of_hook(*files));
    setup = git::make_git_setup(*questions, environment);
    ports = std::make_unique<app::Ports>(app::Ports{
        *files, *checkout, environment, os::host_name(), os::process_id(), os::random_bits, os::wall_clock,
        [] { return os::local_midnight(os::wall_clock()); },
        [&] {
          questions.reset();  // one loop at a time
          return open_world();
        },
        [&](app::World& world, const app::BackendOptions& options) {
          return open_backends(*files, environment, world, options);
        },
        [](const std::vector<std::string>& paths) {
          auto reader = os::wait_for_change(paths, kLookAgain);
          return reader == os::OutputReader::gone ? app::Reader::gone : app::Reader::there;
        },
        os::ask_control,
        [&](const app::AgainSpec& spec, Duration longest) { return start_again(spec, environment, longest); },
        *revisions, *setup, os::find_program,
        [&](const port::ProcessSpec& spec) { return questions->run(spec); }, os::free_space,
        os::check_writable});
    return std::make_unique<app::App>(*ports, absolute);
  };
  cli::SessionCommands session = session_commands(terminal, make_app);
  session.mcp = [&](const std::string& directory) {
    auto code = serve_tools(*files, environment, directory);
    return code ? *code : complain(code.error());
  };
  int code = cli::run(arguments, terminal, make_app, session);
  std::cout.flush();
  if (!std::cout.fail() || code != 0) return code;
  // `reeve status | head -1` has what it wanted.
  if (os::reader_is_gone(1)) return kBrokenPipe;
  std::cerr << "reeve: error: stdout cannot be written\n";
  return 70;
}

}  // namespace reeve

int main(int count, char** values) {
  reeve::os::fill_standard_descriptors();
  std::ios::sync_with_stdio(false);
  return reeve::run_program(std::vector<std::string>(values + 1, values + count));
}
