#include "cli/command.h"

namespace reeve::cli {

void add_hook(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("hook", "answers a hook of Claude Code; `reeve setup claude` installs them");
  auto event = std::make_shared<std::string>();
  command->add_option("event", *event, "which (see below)")->required();
  command->footer(
      "The hook's JSON on stdin, the answer on stdout; exit 0 always. Claude Code's own names do too.\n"
      "  session-start    the brief, also after a compaction\n"
      "  pre-tool         denies what would write the tracking file, here and in every worktree: Edit, "
      "Write,\n"
      "                   NotebookEdit, and in Bash redirections, tee, sed -i, perl -i, mv, cp, rm, "
      "truncate, dd,\n"
      "                   git checkout|restore|rm|mv of it, one-liners that name it and write. Says what to "
      "do\n"
      "                   instead. Reading it stays allowed, git add and git commit of it too (a person may "
      "have\n"
      "                   edited it). A help, no wall: the sandbox and `reeve check --base` are that\n"
      "  post-tool-batch  a warning when the context reaches budget.context, again each 10 points more\n"
      "  pre-compact      what the summary must keep\n"
      "  stop             the next step while something is ready, being judged or not reported, in a session "
      "that\n"
      "                   started a task. It may stop: all is done, or nothing can start, or the rest is in "
      "other\n"
      "                   hands; budget.context is reached (unless Claude Code compacts by itself); a usage "
      "limit;\n"
      "                   `reeve pause`; background tasks that wake it; 3 times in a row nothing moved\n"
      "  subagent-stop    report first, to one that read an assignment and reported nothing; twice at most\n"
      "  stop-failure     remembers a usage limit: what was started stays the session's\n"
      "  session-end      puts back what it started and nobody judges, in the background (not after /clear "
      "or a\n"
      "                   limit); what came of it lies in .git/reeve/sessions/\n"
      "Nothing is fetched, published or run by a hook itself. What goes wrong is told to the person, and "
      "the\n"
      "session goes on. Silent without a reeve.json, and in workers of `reeve run`.");
  command->callback([&chosen, event] {
    chosen.session = [&chosen, event](const SessionCommands& session) {
      return session.hook(chosen.global.directory, *event);
    };
  });
}

}  // namespace reeve::cli
