#include "app/hook_file.h"

#include <algorithm>
#include <array>

#include "app/git_hook_texts.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::string_view kBegin = "# >>> reeve";
constexpr std::string_view kEnd = "# <<< reeve";

constexpr std::string_view section_of(std::string_view whole) {
  auto end = whole.find('\n', whole.find(kEnd));
  return whole.substr(0, end + 1).substr(whole.find(kBegin));
}

constexpr std::array kHooks = {
    HookText{"pre-commit", kPreCommitHook, section_of(kPreCommitHook), "reeve check --staged"},
    HookText{"pre-push", kPrePushHook, section_of(kPrePushHook), "reeve check --pre-push"}};

// What install wrote before it kept to a section.
constexpr std::array<std::string_view, 1> kFormerFiles = {
    R"sh(#!/bin/sh
# From `reeve hooks install`: a commit that changes the task table is judged first, as it is staged.
# It advises: `git commit --no-verify` and REEVE_HOOKS=0 go past it, and without reeve it is quiet.
[ "$REEVE_HOOKS" = 0 ] && exit 0
command -v reeve >/dev/null 2>&1 || exit 0
exec reeve check --staged
)sh"};

constexpr std::array<std::string_view, 6> kShells = {"sh", "bash", "dash", "ash", "ksh", "zsh"};

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// "#!/bin/sh -e", "#!/usr/bin/env bash", "#!/usr/bin/env -S bash -e"
bool runs_in_shell(std::string_view first_line) {
  if (!first_line.starts_with("#!")) return false;
  bool by_env = false;
  for (std::string_view word : split(first_line.substr(2), ' ')) {
    if (word.empty()) continue;
    if (by_env && (word.starts_with('-') || word.find('=') != word.npos)) continue;
    if (!by_env && base_name(word) == "env") {
      by_env = true;
      continue;
    }
    return std::ranges::find(kShells, base_name(word)) != kShells.end();
  }
  return false;
}

std::size_t at_line_start(std::string_view text, std::string_view what) {
  auto at = text.find(what);
  while (at != text.npos && at > 0 && text[at - 1] != '\n') at = text.find(what, at + 1);
  return at;
}

}  // namespace

std::span<const HookText> hook_texts() {
  return kHooks;
}

std::string_view pre_commit_snippet() {
  return kPreCommitSnippet;
}

std::string_view lefthook_snippet() {
  return kLefthookSnippet;
}

SectionState section_state(std::string_view text, const HookText& hook) {
  if (at_line_start(text, hook.section) != text.npos) return SectionState::whole;
  bool marked = at_line_start(text, kBegin) != text.npos || at_line_start(text, kEnd) != text.npos;
  return marked ? SectionState::damaged : SectionState::none;
}

bool is_own_file(std::string_view text, const HookText& hook) {
  return text == hook.whole ||
         (hook.name == "pre-commit" && std::ranges::find(kFormerFiles, text) != kFormerFiles.end());
}

std::optional<std::string> with_section(std::string_view text, const HookText& hook) {
  auto end = text.find('\n');
  if (end == text.npos || !runs_in_shell(text.substr(0, end))) return std::nullopt;
  std::string result(text.substr(0, end + 1));
  result += hook.section;
  result += text.substr(end + 1);
  return result;
}

std::string without_section(std::string_view text, const HookText& hook) {
  std::string result(text);
  return result.erase(at_line_start(text, hook.section), hook.section.size());
}

std::string shown_change(std::string_view path, std::string_view before, std::string_view after) {
  bool grows = after.size() >= before.size();
  auto lines = [](std::string_view text) {
    return text.empty() ? std::vector<std::string_view>() : split_lines(text);
  };
  std::vector<std::string_view> shorter = lines(grows ? before : after),
                                longer = lines(grows ? after : before);
  std::size_t head = 0, tail = 0;
  while (head < shorter.size() && shorter[head] == longer[head]) ++head;
  while (tail < shorter.size() - head &&
         shorter[shorter.size() - 1 - tail] == longer[longer.size() - 1 - tail])
    ++tail;
  std::string text = "--- " + std::string(before.empty() ? "(none)" : path) + "\n+++ " +
                     std::string(after.empty() ? "(none)" : path) + "\n@@ line " + std::to_string(head + 1) +
                     " @@\n";
  for (std::size_t i = head; i < shorter.size() - tail; ++i)
    text += (grows ? "-" : "+") + std::string(shorter[i]) + "\n";
  for (std::size_t i = head; i < longer.size() - tail; ++i)
    text += (grows ? "+" : "-") + std::string(longer[i]) + "\n";
  return text;
}

}  // namespace reeve::app
