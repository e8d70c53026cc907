// The text of a git hook: reeve's lines in it, put in and taken out without a stray byte. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reeve::app {

// A hook that reeve has a part in.
struct HookText {
  std::string_view name;     // of its file
  std::string_view whole;    // the file where there was none
  std::string_view section;  // reeve's lines: from the begin mark to the end mark, which it is known by
  std::string_view command;  // what they run: whoever calls that by a line of his own has it too
};
std::span<const HookText> hook_texts();

// What users of these programs put into their configuration, for both hooks.
std::string_view pre_commit_snippet();
std::string_view lefthook_snippet();

enum class SectionState { none, whole, damaged };
SectionState section_state(std::string_view text, const HookText& hook);

// A file that was reeve's alone, also as earlier versions wrote it.
bool is_own_file(std::string_view text, const HookText& hook);

// Reeve's lines first, behind the `#!` line: what follows may end the script anywhere, or hand over with
// exec. Nothing: it is no shell script.
std::optional<std::string> with_section(std::string_view text, const HookText& hook);
// Exactly the bytes that were there before; needs SectionState::whole.
std::string without_section(std::string_view text, const HookText& hook);

// The lines that come or go between two texts, of which one is the other with lines put in; for people.
std::string shown_change(std::string_view path, std::string_view before, std::string_view after);

}  // namespace reeve::app
