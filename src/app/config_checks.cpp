#include "app/config_checks.h"

#include <algorithm>
#include <vector>

#include "reeve/base/text.h"
#include "reeve/board/task.h"
#include "reeve/run/lane.h"
#include "reeve/worker/prompt.h"

namespace reeve::app {
namespace {

constexpr std::size_t kNameMax = 64;
constexpr std::size_t kSubjectMax = 200;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool all_of(std::string_view text, std::string_view further) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter_or_digit(c) || further.find(c) != further.npos; });
}

std::string check_name(std::string_view name, std::string_view further) {
  if (name.size() > kNameMax) return "is longer than " + std::to_string(kNameMax) + " bytes";
  if (name.empty() || name.front() == '-' || !all_of(name, further))
    return "may hold letters, digits and " + std::string(further) + " only, and not begin with -";
  return "";
}

// Replaces {name} by a text that is legal wherever letters are.
std::string filled(std::string_view pattern, std::string_view name) {
  std::string placeholder = "{" + std::string(name) + "}", text(pattern);
  for (auto at = text.find(placeholder); at != text.npos; at = text.find(placeholder))
    text.replace(at, placeholder.size(), "x");
  return text;
}

}  // namespace

std::string check_path_inside(std::string_view path) {
  if (path.starts_with('/')) return "must be relative to the checkout";
  if (path.starts_with('-')) return "may not begin with -";
  for (auto component : split(path, '/'))
    if (component.empty() || component == "." || component == "..")
      return "must be a plain path inside the checkout, without empty components, \".\" or \"..\"";
  return "";
}

std::string check_remote(std::string_view name) {
  if (name.empty()) return "";
  if (name.find("..") != name.npos || name.front() == '/' || name.back() == '/')
    return "is no name of a remote (`git remote` lists them)";
  std::string wrong = check_name(name, "._-/");
  return wrong.empty() ? "" : wrong + " (the name of a remote, not its address; `git remote` lists them)";
}

// https://git-scm.com/docs/git-check-ref-format
std::string check_branch(std::string_view name) {
  if (name.starts_with('-')) return "may not begin with -";
  if (name.starts_with("refs/")) return "must be the short name of a branch, without refs/heads/";
  bool bad = name == "@" || name.find_first_of(" ~^:?*[\\\x7f") != name.npos ||
             name.find("..") != name.npos || name.find("@{") != name.npos || name.ends_with('.');
  for (auto component : split(name, '/'))
    bad = bad || component.empty() || component.starts_with('.') || component.ends_with(".lock");
  return bad ? "is no valid name of a branch" : "";
}

std::string check_branch_pattern(std::string_view pattern) {
  if (pattern.find("{id}") == pattern.npos) return "must contain {id}, so that every task has its own branch";
  return check_branch(filled(pattern, "id"));
}

std::string check_revision(std::string_view revision) {
  if (revision.starts_with('-')) return "may not begin with -";
  return revision.find_first_of(" :?*[\\") == revision.npos ? "" : "is no revision";
}

std::string check_gate_name(std::string_view name) {
  return check_name(name, "._-");
}

std::string check_lane_name(std::string_view name) {
  if (name == run::kAllLanes) return "is what stands for every lane";
  if (name.starts_with('.')) return "may not begin with .";
  return check_name(name, "._-");
}

std::string check_worker_name(std::string_view name) {
  return check_name(name, "._+@-");
}

std::string check_model(std::string_view name) {
  return check_name(name, "._:/@[]-");
}

std::string check_tool(std::string_view name) {
  return check_name(name, "_-");
}

std::string check_domain(std::string_view name) {
  return check_name(name.starts_with("*.") ? name.substr(2) : name, ".-");
}

std::string check_absolute(std::string_view path) {
  return path.starts_with('/') ? "" : "must be an absolute path";
}

std::string check_variable(std::string_view name) {
  bool good = !name.empty() && all_of(name, "_") && !(name.front() >= '0' && name.front() <= '9');
  return good ? "" : "is no name of an environment variable";
}

std::string check_placeholder(std::string_view name) {
  const auto& known = worker::placeholder_names();
  if (!worker::is_placeholder_name(name)) return "a name must be letters, digits and _, no digit first";
  bool taken = std::find(known.begin(), known.end(), name) != known.end();
  return taken ? "the name is taken: {" + std::string(name) + "} is filled in from the task" : "";
}

std::string check_subject(std::string_view subject) {
  if (subject.size() > kSubjectMax) return "is longer than " + std::to_string(kSubjectMax) + " bytes";
  bool known = worker::expand(subject, {{"id", ""}, {"status", ""}}).ok();
  if (!known) return "holds a placeholder other than {id} and {status}";
  return trim(filled(filled(subject, "id"), "status")).empty() ? "is blank" : "";
}

std::string check_glob(std::string_view glob) {
  return trim(glob).empty() || glob == "/" ? "matches nothing" : "";
}

std::string check_column(std::string_view name) {
  if (board::column_named(name)) return "";
  std::vector<std::string> known;
  for (int i = 0; i < board::kColumnCount; ++i)
    known.emplace_back(board::name_of(static_cast<board::Column>(i)));
  return "is no column of the schema: " + join(known, ", ");
}

std::string check_status_class(std::string_view name) {
  std::vector<std::string> known;
  for (auto task_class : board::kTaskClasses) known.emplace_back(board::name_of(task_class));
  bool found = std::find(known.begin(), known.end(), name) != known.end();
  return found ? "" : "is no class of statuses: " + join(known, ", ");
}

std::string check_header(std::string_view name) {
  return trim(name).empty() ? "is blank" : "";
}

}  // namespace reeve::app
