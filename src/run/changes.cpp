#include "reeve/run/changes.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::run {
namespace {

constexpr std::size_t kBodyMax = 2048;
constexpr std::size_t kNotesMax = 300;
constexpr std::size_t kSubjectMax = 72;

using board::CellText;
using board::StatusWord;

std::string trailer(std::string_view name, std::string_view value) {
  return std::string(name) + ": " + one_line(value) + "\n";
}

std::string replaced(std::string text, std::string_view name, std::string_view value) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size()))
    text.replace(at, name.size(), value);
  return text;
}

// Services look anywhere in a message for what makes them leave out its pipeline: "[skip ci]", "[no ci]",
// "[skip actions]", "***NO_CI***", "skip-checks: true". Only `commit.skip_ci` may say that.
std::string without_skip_marks(std::string text) {
  std::string lower = to_lower_ascii(text);
  for (auto open = lower.find('['); open != lower.npos; open = lower.find('[', open + 1)) {
    auto close = lower.find(']', open);
    if (close == lower.npos) break;
    auto inside = std::string_view(lower).substr(open + 1, close - open - 1);
    if (inside.find("skip") == inside.npos && !inside.starts_with("no ")) continue;
    text[open] = '(';
    text[close] = ')';
  }
  for (std::string_view mark : {"***no_ci***", "skip-checks:"})
    for (auto at = lower.find(mark); at != lower.npos; at = lower.find(mark, at + 1))
      text[at + mark.size() - 1] = '.';
  return text;
}

enum class Kind { claim, other };

std::string subject_of(const Policy& policy, std::string_view task, std::string_view status, Kind kind) {
  std::string id = without_skip_marks(shorten(one_line(task), 60));
  std::string subject = replaced(replaced(policy.subject, "{status}", status), "{id}", id);
  bool skip = policy.skip_ci == Policy::SkipCi::all ||
              (policy.skip_ci == Policy::SkipCi::claims && kind == Kind::claim);
  return shorten(one_line(subject), kSubjectMax) + (skip ? " [skip ci]" : "");
}

std::string trailers_of(const RunState& run, std::string_view status) {
  return trailer("Reeve-Task", run.task.id) + trailer("Reeve-Run", run.id.text()) +
         trailer("Reeve-Status", status);
}

std::string gates_text(const Verdict& verdict) {
  if (verdict.gates.empty()) return "none";
  std::vector<std::string> parts;
  for (const GateResult& gate : verdict.gates)
    parts.push_back(replaced(one_line(gate.name), ";", ",") + "=" + (gate.passed ? "pass" : "fail") + " " +
                    format_duration(gate.took));
  return join(parts, "; ");
}

std::string verdict_trailers(const RunState& run) {
  std::string text;
  if (!run.verdict.tip.empty()) {
    if (!run.repository.empty()) text += trailer("Reeve-Repo", run.repo_cell);
    text += trailer("Reeve-Commit", run.verdict.tip);
    text += trailer("Reeve-Tree", run.verdict.tree);
    text += trailer("Reeve-Gates", gates_text(run.verdict));
  }
  if (run.usage.used() > 0) text += trailer("Reeve-Used", format_tokens(run.usage.used()));
  if (run.usage.usd > 0) text += trailer("Reeve-Cost-USD", format_usd(run.usage.usd).substr(1));
  return text;
}

board::Edit edit_of(const RunState& run, board::TaskClass expected) {
  board::Edit edit;
  edit.id = run.task.id;
  edit.expect_class = expected;
  return edit;
}

std::string message_of(const std::string& subject, const std::string& body, const std::string& trailers) {
  return subject + "\n\n" + (body.empty() ? "" : body + "\n\n") + trailers;
}

void put_back(board::Edit& edit) {
  edit.set_status = StatusWord::not_started;
  edit.set = {{"agent", ""}, {"started_at", ""}, {"completed_at", ""}, {"used", ""}};
}

StatusWord word_of(Outcome outcome) {
  if (outcome == Outcome::done) return StatusWord::done;
  return outcome == Outcome::blocked ? StatusWord::blocked : StatusWord::failed;
}

}  // namespace

std::string squash_message(const RunState& run) {
  constexpr std::size_t kSubjectMax = 72;
  std::string subject =
      without_skip_marks(shorten(one_line(run.task.id + ": " + run.description), kSubjectMax));
  return message_of(subject, run.result ? as_body(run.result->notes) : "",
                    trailer("Reeve-Task", run.task.id) + trailer("Reeve-Run", run.id.text()));
}

std::string as_body(std::string_view text) {
  std::string body;
  const std::string valid = shorten(to_valid_utf8(text), kBodyMax);
  for (std::string_view line : split_lines(valid)) {
    // A leading blank keeps git from reading the line as a trailer or a comment.
    std::string clean = without_skip_marks(one_line(line));
    body += clean.empty() ? "" : " " + clean + "\n";
  }
  if (!body.empty()) body.pop_back();
  return body;
}

Change claim_change(const RunState& run, const Policy& policy) {
  board::Edit edit = edit_of(run, board::TaskClass::not_started);
  edit.set_status = StatusWord::in_progress;
  edit.set = {{"agent", run.agent}, {"started_at", to_rfc3339(run.started_at)}};
  return {run.id, edit,
          message_of(subject_of(policy, run.task.id, "in-progress", Kind::claim), "",
                     trailers_of(run, "in-progress"))};
}

Change verdict_change(const RunState& run, const Policy& policy, const board::Board& board, Instant now) {
  Outcome outcome = run.outcome.value_or(Outcome::failed);
  board::Edit edit = edit_of(run, board::TaskClass::in_progress);
  edit.expect_agent = run.agent;
  edit.set_status = word_of(outcome);
  edit.set = {{"completed_at", to_rfc3339(now)}};
  if (run.usage.used() > 0) edit.set.push_back({"used", format_tokens(run.usage.used())});
  auto row = board.find(run.task.id);
  bool in_row = row && board.has(board.tasks()[*row], board::Column::notes);
  if (in_row && !run.notes.empty()) edit.set.push_back({"notes", shorten(one_line(run.notes), kNotesMax)});
  std::string status(name_of(outcome));
  return {run.id, edit,
          message_of(subject_of(policy, run.task.id, status, Kind::other), as_body(run.notes),
                     trailers_of(run, status) + verdict_trailers(run))};
}

Change release_change(const RunState& run, const Policy& policy) {
  board::Edit edit = edit_of(run, board::TaskClass::in_progress);
  edit.expect_agent = run.agent;
  put_back(edit);
  return {run.id, edit,
          message_of(subject_of(policy, run.task.id, "not-started", Kind::other), as_body(run.notes),
                     trailers_of(run, "not-started"))};
}

Change put_back_change(const RunId& name, const Policy& policy, const board::Board& board,
                       const board::Task& task) {
  board::Edit edit{std::string(task.id), task.task_class, {}, {}, {}};
  std::string agent = board.cell(task, board::Column::agent);
  edit.expect_agent = agent;
  put_back(edit);
  auto run = run_of_agent(agent);
  std::string body = agent.empty() ? "put back by hand" : "put back by hand; it was of " + agent;
  std::string trailers = trailer("Reeve-Task", task.id) + (run ? trailer("Reeve-Run", run->text()) : "") +
                         trailer("Reeve-Status", "not-started");
  return {name, edit,
          message_of(subject_of(policy, task.id, "not-started", Kind::other), as_body(body), trailers)};
}

Change add_change(const RunId& name, const Policy& policy, const board::AddedTask& added,
                  std::string_view description) {
  std::string trailers = trailer("Reeve-Task", added.id) + trailer("Reeve-Status", "not-started");
  return {name, added.insert,
          message_of(subject_of(policy, added.id, "added", Kind::other), as_body(description), trailers)};
}

bool owns_row(const board::Board& board, const RunState& run) {
  auto index = board.find(run.task.id);
  if (!index) return false;
  const board::Task& task = board.tasks()[*index];
  if (task.task_class != board::TaskClass::in_progress) return false;
  return !board.has(task, board::Column::agent) || has_mark(board, run);
}

bool has_mark(const board::Board& board, const RunState& run) {
  auto index = board.find(run.task.id);
  if (!index) return false;
  const board::Task& task = board.tasks()[*index];
  return board.has(task, board::Column::agent) && board.cell(task, board::Column::agent) == run.agent;
}

bool is_closed(const board::Board& board, const RunState& run) {
  auto index = board.find(run.task.id);
  if (!index) return false;
  board::TaskClass now = board.tasks()[*index].task_class;
  if (run.outcome == Outcome::released) return now == board::TaskClass::not_started;
  return now != board::TaskClass::not_started && now != board::TaskClass::in_progress && has_mark(board, run);
}

}  // namespace reeve::run
