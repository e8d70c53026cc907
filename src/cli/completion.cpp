#include "cli/completion.h"

#include <algorithm>
#include <map>

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

const std::map<std::string, std::vector<std::string>, std::less<>> kArguments = {
    {"completion", {"bash", "zsh", "fish"}},
    {"help", {"exit-codes", "held", "rules", "config", "events", "keep"}},
};

CompletionOption option_of(const CLI::Option& option) {
  CompletionOption entry;
  for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
  entry.help = option.get_description();
  entry.takes_value = option.get_items_expected_max() > 0;
  entry.takes_path = option.check_name("-C") || option.check_name("--file") || option.check_name("--result");
  return entry;
}

std::vector<CompletionOption> options_of(const CLI::App& app) {
  std::vector<CompletionOption> options;
  for (const CLI::Option* option : app.get_options())
    if (!option->nonpositional() || option->get_group().empty())
      continue;
    else
      options.push_back(option_of(*option));
  return options;
}

std::string names_of(const std::vector<CompletionOption>& options) {
  std::string text;
  for (const CompletionOption& option : options)
    for (const std::string& name : option.names) text += (text.empty() ? "" : " ") + name;
  return text;
}

// Option names that are followed by a value, for a `case` pattern.
std::string patterns_of(const CompletionTable& table, bool path) {
  std::vector<std::string> names;
  auto add = [&](const std::vector<CompletionOption>& options) {
    for (const CompletionOption& option : options)
      if (option.takes_value && (!path || option.takes_path))
        names.insert(names.end(), option.names.begin(), option.names.end());
  };
  add(table.everywhere);
  for (const CompletionCommand& command : table.commands) add(command.options);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return join(names, "|");
}

std::string commands_of(const CompletionTable& table) {
  std::string text;
  for (const CompletionCommand& command : table.commands) text += (text.empty() ? "" : " ") + command.name;
  return text;
}

std::string words_of(const CompletionTable& table, const CompletionCommand& command) {
  std::string words = join(command.words, " ");
  return command.name == "help" ? words + " " + commands_of(table) : words;
}

// For a description between single quotes, in zsh also within [] and after a colon.
std::string quotable(std::string_view text) {
  std::string plain;
  for (char sign : one_line(text))
    if (sign != '\'' && sign != '[' && sign != ']' && sign != '\\' && sign != ':') plain += sign;
  return plain;
}

std::string replaced(std::string text, std::string_view from, const std::string& to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

constexpr std::string_view kBash = R"script(# bash completion for reeve: `source <(reeve completion bash)`
_reeve() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= directory=. i line
  local everywhere='@EVERYWHERE@' words= ids= files=
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      -C) directory=${COMP_WORDS[i+1]}; ((++i)) ;;
      @VALUES@) ((++i)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $before in
    -C) mapfile -t COMPREPLY < <(compgen -d -- "$word"); compopt -o filenames 2>/dev/null; return ;;
    @PATHS@) mapfile -t COMPREPLY < <(compgen -f -- "$word"); compopt -o filenames 2>/dev/null; return ;;
    @VALUES@) return ;;
  esac
  case $command in
@CASES@    '') words='@COMMANDS@' ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$everywhere $words" -- "$word")
    return
  fi
  for line in $words; do
    [[ $line == "$word"* && $line != -* ]] && COMPREPLY+=("$line")
  done
  if [[ $files ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    compopt -o filenames 2>/dev/null
  fi
  [[ $ids ]] || return
  # Ids come from a file that many can edit: compared as text, never expanded.
  while IFS=$'\t' read -r line _; do
    [[ $line == "$word"* ]] && COMPREPLY+=("$line")
  done < <(reeve -C "$directory" completion --ids 2>/dev/null)
}
complete -F _reeve reeve
)script";

constexpr std::string_view kZsh = R"script(#compdef reeve
# zsh completion for reeve: `reeve completion zsh >"${fpath[1]}/_reeve"`, or `source <(reeve completion zsh)`
_reeve_ids() {
  local -a ids
  local id rest
  while IFS=$'\t' read -r id rest; do
    ids+=("${id//:/\\:}:$rest")
  done < <(reeve -C "${opt_args[-C]:-.}" completion --ids 2>/dev/null)
  _describe -t tasks task ids
}
_reeve() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands everywhere
  everywhere=(
@EVERYWHERE@  )
  commands=(
@COMMANDS@  )
  _arguments -C $everywhere '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe -t commands command commands ;;
    arguments)
      case $words[1] in
@CASES@      esac ;;
  esac
}
if [[ $funcstack[1] == _reeve ]]; then _reeve "$@"; else compdef _reeve reeve; fi
)script";

constexpr std::string_view kFish = R"script(# fish completion for reeve: `reeve completion fish | source`
function __reeve_ids
  set -l directory .
  set -l words (commandline -opc)
  if set -l at (contains -i -- -C $words)
    set directory $words[(math $at + 1)]
  end
  reeve -C $directory completion --ids 2>/dev/null
end
complete -c reeve -f
)script";

std::string zsh_options(const std::vector<CompletionOption>& options, const std::string& indent) {
  std::string text;
  for (const CompletionOption& option : options)
    for (const std::string& name : option.names) {
      std::string value = option.takes_path ? ":path:_files" : option.takes_value ? ":value: " : "";
      text += indent + "'" + name + "[" + quotable(option.help) + "]" + value + "'\n";
    }
  return text;
}

std::string fish_options(const std::vector<CompletionOption>& options, const std::string& condition) {
  std::string text;
  for (const CompletionOption& option : options) {
    text += "complete -c reeve" + condition;
    for (const std::string& name : option.names)
      text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (option.takes_value) text += option.takes_path ? " -r -F" : " -x";
    text += " -d '" + quotable(option.help) + "'\n";
  }
  return text;
}

}  // namespace

CompletionTable completion_table(const CLI::App& program) {
  CompletionTable table;
  table.everywhere = options_of(program);
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_group().empty()) continue;
    CompletionCommand entry;
    entry.name = command->get_name();
    entry.help = command->get_description();
    entry.options = options_of(*command);
    for (const CLI::Option* option : command->get_options()) {
      std::string name = to_lower_ascii(option->get_name(true));
      entry.takes_id |= name == "id";
      entry.takes_file |= name == "file";
    }
    auto words = kArguments.find(entry.name);
    if (words != kArguments.end()) entry.words = words->second;
    table.commands.push_back(std::move(entry));
  }
  return table;
}

std::string bash_completion(const CompletionTable& table) {
  std::string cases;
  for (const CompletionCommand& command : table.commands) {
    std::string words = words_of(table, command);
    std::string options = names_of(command.options);
    cases += "    " + command.name + ") words='" + words + (words.empty() ? "" : " ") + options + "'" +
             (command.takes_id ? " ids=yes" : "") + (command.takes_file ? " files=yes" : "") + " ;;\n";
  }
  std::string script = replaced(std::string(kBash), "@EVERYWHERE@", names_of(table.everywhere));
  script = replaced(script, "@VALUES@", patterns_of(table, false));
  script = replaced(script, "@PATHS@", patterns_of(table, true));
  script = replaced(script, "@CASES@", cases);
  return replaced(script, "@COMMANDS@", commands_of(table));
}

std::string zsh_completion(const CompletionTable& table) {
  std::string commands;
  std::string cases;
  for (const CompletionCommand& command : table.commands) {
    commands += "    '" + command.name + ":" + quotable(command.help) + "'\n";
    cases += "        " + command.name + ") _arguments $everywhere \\\n";
    std::string options = zsh_options(command.options, "          ");
    cases += replaced(options, "'\n", "' \\\n");
    std::string words = words_of(table, command);
    if (command.takes_id)
      cases += "          '*: :_reeve_ids'";
    else if (command.takes_file)
      cases += "          '1:file:_files'";
    else if (!words.empty())
      cases += "          '1: :(" + words + ")'";
    else
      cases += "          '*: :'";
    cases += " ;;\n";
  }
  std::string script = replaced(std::string(kZsh), "@EVERYWHERE@", zsh_options(table.everywhere, "    "));
  script = replaced(script, "@COMMANDS@", commands);
  return replaced(script, "@CASES@", cases);
}

std::string fish_completion(const CompletionTable& table) {
  std::string script(kFish);
  script += fish_options(table.everywhere, "");
  for (const CompletionCommand& command : table.commands) {
    script += "complete -c reeve -n __fish_use_subcommand -a " + command.name + " -d '" +
              quotable(command.help) + "'\n";
    std::string seen = " -n '__fish_seen_subcommand_from " + command.name + "'";
    script += fish_options(command.options, seen);
    std::string words = words_of(table, command);
    if (!words.empty()) script += "complete -c reeve" + seen + " -a '" + words + "'\n";
    if (command.takes_file) script += "complete -c reeve" + seen + " -F\n";
    if (command.takes_id) script += "complete -c reeve" + seen + " -a '(__reeve_ids)'\n";
  }
  return script;
}

bool can_be_completed(std::string_view id) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+%";
  if (id.empty() || id.front() == '-' || invalid_utf8_at(id) || has_invisible(id)) return false;
  // What is not ASCII is nothing special to a shell; C1 controls are, to a terminal.
  return one_line(id) == id && std::all_of(id.begin(), id.end(), [&](char sign) {
           return (static_cast<unsigned char>(sign) & 0x80) != 0 || kPlain.find(sign) != kPlain.npos;
         });
}

}  // namespace reeve::cli
