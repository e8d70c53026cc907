#include "cli/by_hand.h"

#include "reeve/app/exit_code.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

constexpr std::size_t kNewsMax = 200;

std::string gates_text(const run::Verdict& verdict) {
  std::string text;
  for (const run::GateResult& gate : verdict.gates)
    text += ", " + gate.name + (gate.passed ? " passed" : " failed") + " in " + format_duration(gate.took);
  return text;
}

std::string_view first_sentence(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  return line.substr(0, line.find(". "));
}

std::string ended_text(const run::RunState& run) {
  std::string id = one_line(run.task.id);
  std::string text = id + " " + std::string(run::name_of(*run.outcome));
  if (*run.outcome == run::Outcome::done)
    return text + ": " + one_line(run.workspace.branch) + " at " + run.verdict.tip.substr(0, 12) +
           gates_text(run.verdict);
  // A blocker's note says "blocked: …" itself, since a table may have no word for it.
  std::string notes = one_line(run.notes);
  return notes.starts_with(run::name_of(*run.outcome)) ? id + " " + notes : text + ": " + notes;
}

}  // namespace

std::string news_text(const run::RunState& run, int reports_max) {
  if (!run.outcome)
    return one_line(run.task.id) + " not accepted (" + std::to_string(run.failed_attempts) + " of " +
           std::to_string(reports_max) + "): " + shorten(one_line(first_sentence(run.evidence)), kNewsMax) +
           "; if its worker has ended: `reeve prompt " + shell_quote(one_line(run.task.id)) + "` for another";
  std::string text = one_line(run.task.id) + " " + std::string(run::name_of(*run.outcome));
  if (*run.outcome == run::Outcome::done) {
    std::string used = run.usage.used() > 0 ? ", " + format_tokens(run.usage.used()) : "";
    return text + used;
  }
  std::string notes = one_line(run.notes.empty() ? run.verdict.reason : run.notes);
  if (notes.starts_with(run::name_of(*run.outcome)))
    return one_line(run.task.id) + " " + shorten(notes, kNewsMax);
  return text + (notes.empty() ? "" : ": " + shorten(notes, kNewsMax));
}

app::RunListener listener_for(const Output& output) {
  return [&output](const run::Notice& notice, Instant) {
    bool for_all = notice.kind == run::Notice::Kind::note;
    if (!for_all && !output.global().verbose) return;
    std::string task = notice.task.empty() ? "" : one_line(notice.task) + " ";
    std::string kind = for_all ? "note" : std::string(run::name_of(notice.kind));
    output.say(kind + ": " + task + for_terminal(notice.text));
  };
}

int fail(const Output& output, const run::Stop& stop) {
  output.fail(app::error_of(stop));
  return app::exit_code(stop);
}

void print_hint(const Output& output, const std::string& hint) {
  if (!hint.empty()) output.say("  " + output.colored_err(Color::bold, "next: ") + for_terminal(hint));
}

int answer_report(const Output& output, const app::FinishResponse& response) {
  using run::StopReason;
  if (response.answer) {
    output.print(response.answer->out);
    output.write_err(response.answer->err);
    return response.answer->code;
  }
  bool judged =
      response.stop.reason == StopReason::all_done || response.stop.reason == StopReason::some_failed;
  if (!judged || !response.run) return fail(output, response.stop);
  if (output.global().json) {
    write_json(response, output.sink());
    return app::exit_code(response.stop);
  }
  const run::RunState& run = *response.run;
  std::string id = one_line(response.id);
  if (response.judging) {
    output.print(id + " is being judged; " + reeve_command("show", id) + " tells what came of it\n");
    return 0;
  }
  bool accepted = response.stop.reason == StopReason::all_done;
  output.print((accepted && run.outcome ? ended_text(run) : for_terminal(response.stop.message)) + "\n");
  if (!accepted && !run.evidence.empty()) output.print(for_terminal(run.evidence) + "\n");
  print_hint(output, response.stop.hint);
  return app::exit_code(response.stop);
}

}  // namespace reeve::cli
