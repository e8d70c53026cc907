#include "cli/command.h"

#include "reeve/app/claude_session.h"
#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

std::string answer_text(const app::BudgetResponse& response) {
  const worker::ContextUse& context = response.context;
  std::string text = response.is_over() ? "compact" : "continue";
  if (context.window > 0)
    text += ": context " + format_tokens(context.tokens) + " of " + format_tokens(context.window) + " (" +
            percent(context.share()) + "), compact at " + percent(response.threshold);
  else
    text += ": nothing was answered yet, compact at " + percent(response.threshold);
  for (const app::LimitUse& limit : response.limits) {
    text += "; " + one_line(limit.name) + " limit " + percent(limit.share);
    if (limit.resets_at.ms > 0) text += " until " + to_rfc3339(limit.resets_at);
  }
  return text + "\n";
}

}  // namespace

void add_budget(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("budget", "how full this Claude Code session is, and what to do");
  auto request = std::make_shared<app::BudgetRequest>();
  command->add_option("--transcript", request->transcript, "look at this one instead of the session's own");
  command->add_flag("--json", chosen.global.json, "one JSON object");
  command->footer(
      "The first word is `continue`, or `compact` from budget.context (60 % of the window) on. Read from "
      "the\n"
      "transcript of the session that CLAUDE_CODE_SESSION_ID names. The window's size is what the status "
      "line\n"
      "told (`reeve statusline`), else the model's: 1M for opus, sonnet and fable at api.anthropic.com and "
      "for\n"
      "names with [1m], else 200K; CLAUDE_CODE_DISABLE_1M_CONTEXT and CLAUDE_CODE_MAX_CONTEXT_TOKENS count.");
  command->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      auto response = call.app.budget(*request);
      if (!response) return call.output.fail(response.error());
      if (call.output.global().json)
        write_json(*response, call.output.sink());
      else
        call.output.print(answer_text(*response));
      return 0;
    };
  });
}

}  // namespace reeve::cli
