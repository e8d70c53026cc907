// Template → prompt: what a worker is told. Placeholders and their rules: section 7 of the design.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::worker {

// Name → value: the built-in names (below) and those under `worker.vars`.
using PromptValues = std::map<std::string, std::string>;

// Bounds of a template and of what it expands to; more is error `config`.
inline constexpr std::size_t kTemplateBytesMax = 1 << 20;
inline constexpr std::size_t kPromptBytesMax = 8 << 20;

// {id} {description} {issue} {repo} {path} {branch} {base} {depends_on} {gates} {evidence}
const std::vector<std::string>& placeholder_names();

// A name in a template: letters, digits and '_', no digit first. {name} is a placeholder; all other
// braces are literal text.
bool is_placeholder_name(std::string_view name);

// Checks a template without values: error `config` names an unknown {name}, its line, and the known
// ones. `vars`: further known names.
Status check_template(std::string_view text, const std::vector<std::string>& vars);

// Single pass: values are never expanded again.
Result<std::string> expand(std::string_view text, const PromptValues& values);

// Text of others as data inside a prompt: fenced with a fence longer than any in the text, control
// characters and invisible marks removed, at most `bytes_max` bytes (the cut is said).
std::string fenced(std::string_view text, std::size_t bytes_max);

}  // namespace reeve::worker
