#include "app/preparation.h"

#include <nlohmann/json.hpp>

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr Duration kSetupTimeout = std::chrono::minutes(30);
constexpr std::size_t kCacheMax = 200;  // trees remembered
constexpr std::size_t kTailShown = 400;
constexpr const char* kSandboxHint =
    "it runs in a sandbox, where worker.allow_write and worker.allow_domains allow more; ";

std::string last_lines(const std::string& tail) {
  std::string text = one_line(tail);
  return text.size() <= kTailShown ? text : "…" + to_valid_utf8(text.substr(text.size() - kTailShown));
}

// The commands are part of the key: a changed gate is asked again. So is where they run.
std::string key_of(const std::string& tree, const std::string& repository, const std::string& directory,
                   const std::vector<run::Gate>& gates) {
  std::string key = tree;
  if (!repository.empty()) key += "\nin " + repository;
  if (!directory.empty()) key += "\nat " + directory;
  for (const run::Gate& gate : gates) key += "\n" + gate.name + "\n" + join(gate.command, "\n");
  return key;
}

nlohmann::json read_cache(port::Files& files, const std::string& path) {
  auto text = files.read(path);
  if (!text) return nlohmann::json::array();
  auto cache = nlohmann::json::parse(*text, nullptr, false);
  return cache.is_array() ? cache : nlohmann::json::array();
}

}  // namespace

Preparation::Preparation(PreparationPorts ports, PreparationOptions options, run::Workspace workspace,
                         OnEnd on_end)
    : ports_(ports),
      options_(std::move(options)),
      workspace_(std::move(workspace)),
      on_end_(std::move(on_end)) {}

void Preparation::start() {
  workspace_.set_up ? begin_baseline() : next_setup();
}

void Preparation::abandon() {
  on_end_ = nullptr;
  if (process_) ports_.processes.end(*process_);
}

void Preparation::next_setup() {
  if (setup_at_ == options_.setup.size()) {
    nothing_of_a_worker_ = !options_.setup.empty();
    fault_point("set-up-done");
    auto marked = ports_.repository.mark_set_up(workspace_);
    if (!marked) return finish(marked.error());
    fault_point("set-up-marked");
    return begin_baseline();
  }
  run::Gate command{"set-up", options_.setup[setup_at_], kSetupTimeout, run::GateWhen::task, false};
  std::string log = options_.folder + "/gates/setup-" + std::to_string(setup_at_ + 1) + ".log";
  GateContext context{ports_.processes, options_.setup_environment, workspace_.path, log, options_.on_output,
                      std::nullopt};
  run_command(command, std::move(context), [this](const run::GateResult& result) {
    std::string words = join(options_.setup[setup_at_], " ");
    if (!result.passed)
      return finish(
          Error{ErrorKind::config,
                "workspace.setup '" + shorten(one_line(words), 80) + "' failed with exit code " +
                    std::to_string(result.exit_code) + ": " + last_lines(result.tail),
                "run it by hand in " + shell_quote(workspace_.path) + ", or change workspace.setup"});
    ++setup_at_;
    next_setup();
  });
}

void Preparation::begin_baseline() {
  if (options_.gates.empty()) return finish(std::nullopt);
  auto base = ports_.repository.tree_of(workspace_.base);
  auto head = ports_.repository.tree_of("refs/heads/" + workspace_.branch);
  // A branch with work on it is not its base; its gates are judged with the attempt.
  if (!base || !head || *base != *head) return finish(std::nullopt);
  nothing_of_a_worker_ = true;
  cache_key_ = key_of(*base, options_.repository, workspace_.directory, options_.gates);
  if (options_.sandbox) cache_key_ += "\nin a sandbox";
  for (const auto& known : read_cache(ports_.files, options_.cache))
    if (known == cache_key_) return finish(std::nullopt);
  next_gate();
}

void Preparation::next_gate() {
  if (gate_at_ == options_.gates.size()) {
    nlohmann::json cache = read_cache(ports_.files, options_.cache);
    if (cache.size() >= kCacheMax) cache.erase(0);
    cache.push_back(cache_key_);
    auto written = ports_.files.write(options_.cache, cache.dump());
    fault_point("baseline-noted");
    return finish(written ? std::nullopt : std::optional<Error>(written.error()));
  }
  const run::Gate& gate = options_.gates[gate_at_];
  std::string log = options_.folder + "/gates/base-" + safe_name(gate.name) + ".log";
  GateContext context{ports_.processes,   options_.gate_environment, workspace_.working_directory(), log,
                      options_.on_output, options_.sandbox};
  run_command(gate, std::move(context), [this](const run::GateResult& result) {
    if (!result.passed)
      return finish(Error{ErrorKind::config,
                          "gate '" + result.name + "' fails on the base " + workspace_.base.substr(0, 12) +
                              " before any work (exit code " + std::to_string(result.exit_code) +
                              "): " + last_lines(result.tail),
                          "mend the base, or set \"baseline\": \"may-fail\" for this gate; " +
                              std::string(options_.sandbox ? kSandboxHint : "") + "its log is " +
                              options_.folder + "/gates/base-" + safe_name(result.name) + ".log"});
    ++gate_at_;
    next_gate();
  });
}

void Preparation::run_command(const run::Gate& command, GateContext context, OnGate on_end) {
  auto started =
      run_gate(context, command,
               [self = shared_from_this(), on_end = std::move(on_end)](const run::GateResult& result) {
                 self->process_.reset();
                 if (self->on_end_) on_end(result);
               });
  if (!started) return finish(started.error());
  process_ = *started;
}

// What set-up and gates left behind is not for the worker to commit or to remove.
void Preparation::look_for_leftovers() {
  auto untracked = ports_.repository.untracked_paths(workspace_);
  if (untracked) gate_paths_ = *std::move(untracked);
}

void Preparation::finish(std::optional<Error> error) {
  if (!error && nothing_of_a_worker_) look_for_leftovers();
  on_end_(std::move(error));
}

}  // namespace reeve::app
