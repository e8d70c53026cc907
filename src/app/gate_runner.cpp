#include "app/gate_runner.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kTailMax = 8 << 10;
constexpr std::uint64_t kLogMax = 16ull << 20;

std::string tail_of(const port::ProcessEnd& end) {
  std::string text = end.out;
  if (!text.empty() && !end.err.empty() && text.back() != '\n') text += '\n';
  text += end.err;
  if (text.size() > kTailMax) text = "…" + text.substr(text.size() - kTailMax);
  return to_valid_utf8(text);
}

run::GateResult result_of(const run::Gate& gate, const port::ProcessEnd& end) {
  run::GateResult result;
  result.name = gate.name;
  result.passed = end.ok();
  result.timed_out = end.how == port::ProcessEnd::How::timed_out;
  result.exit_code = end.how == port::ProcessEnd::How::exited ? end.code : 128 + end.code;
  result.took = end.took;
  result.tail = tail_of(end);
  return result;
}

}  // namespace

Result<run::ProcessMark> run_gate(const GateContext& context, const run::Gate& gate, OnGate on_end) {
  port::ProcessSpec spec;
  spec.argv = gate.command;
  spec.directory = context.directory;
  spec.environment = context.environment;
  spec.output = port::OutputFile{context.log, kLogMax};
  spec.timeout = gate.timeout;
  spec.captured_max = kTailMax / 2;
  std::function<void()> tidy = [] {};
  if (context.sandbox) {
    const GateSandbox& sandbox = *context.sandbox;
    REEVE_TRY(spec.argv,
              sandboxed(sandbox.files, sandbox.rules, sandbox.place, gate.command, spec.environment));
    // What cannot be removed goes with the run's folder.
    tidy = [&files = sandbox.files, folder = sandbox.place.temporary] { (void)files.remove_folder(folder); };
  }
  auto started = context.processes.start(
      spec,
      [gate, tidy = std::move(tidy), on_end = std::move(on_end)](const port::ProcessEnd& end) {
        fault_point("gate-ended");
        tidy();
        on_end(result_of(gate, end));
      },
      context.on_output);
  fault_point("gate-started");
  return started;
}

}  // namespace reeve::app
