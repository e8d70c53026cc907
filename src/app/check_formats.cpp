// What others read of a check: test reports (JUnit), code scanning (SARIF), workflow commands.
#include <map>

#include "app/json_parts.h"

#include "reeve/app/check.h"
#include "reeve/base/ids.h"
#include "reeve/base/text.h"
#include "reeve/board/rules.h"

namespace reeve::app {
namespace {

using Json = nlohmann::ordered_json;

// "…, in 0123456789ab by A. Hand <hand@example.org>", on one line.
std::string told(const CheckProblem& problem) {
  std::string text = one_line(to_valid_utf8(problem.message));
  if (problem.commit.empty()) return text;
  return text + " (in " + problem.commit.substr(0, 12) + " by " + one_line(to_valid_utf8(problem.author)) +
         ")";
}

// ---- JUnit: no standard; what Jenkins, GitLab and their like agree on ----

// What XML 1.0 allows: no control characters, no U+FFFE or U+FFFF.
std::string xml(std::string_view text) {
  std::string escaped;
  const std::string valid = to_valid_utf8(text);
  for (std::size_t i = 0; i < valid.size(); ++i) {
    char c = valid[i];
    bool noncharacter = valid.compare(i, 3, "\xef\xbf\xbe") == 0 || valid.compare(i, 3, "\xef\xbf\xbf") == 0;
    if (noncharacter) {
      escaped += "\xef\xbf\xbd";
      i += 2;
    } else if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (c == '\t' || c == '\n' || c == '\r') {
      escaped += "&#" + std::to_string(static_cast<int>(c)) + ";";
    } else if (static_cast<unsigned char>(c) >= ' ') {
      escaped += c;
    }
  }
  return escaped;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

// "docs/tasks.md" → "docs.tasks"
std::string class_name(std::string file) {
  auto dot = file.rfind('.');
  if (dot != file.npos && dot > 0 && file.find('/', dot) == file.npos) file.resize(dot);
  for (char& c : file)
    if (c == '/') c = '.';
  return file;
}

struct TestCase {
  std::string name;
  std::uint32_t line = 0;
  std::vector<const CheckProblem*> problems;

  bool failed() const {
    for (const CheckProblem* problem : problems)
      if (problem->level == board::Level::error) return true;
    return false;
  }
};

// The file itself first, then its tasks, then those that are gone.
std::vector<TestCase> cases_of(const CheckResponse& response) {
  std::vector<TestCase> cases{{response.file, 0, {}}};
  std::map<std::string, std::size_t, std::less<>> index{{"", 0}};
  auto add = [&](const std::string& id, std::uint32_t line) {
    if (index.emplace(id, cases.size()).second) cases.push_back({id, line, {}});
  };
  if (response.board)
    for (const board::Task& task : response.board->tasks()) add(std::string(task.id), task.line);
  for (const CheckProblem& problem : response.problems) add(problem.id, problem.line);
  for (const CheckProblem& problem : response.problems)
    cases[index.find(problem.id)->second].problems.push_back(&problem);
  return cases;
}

std::string lines_of(const TestCase& test_case, bool errors) {
  std::string text;
  for (const CheckProblem* problem : test_case.problems) {
    if ((problem->level == board::Level::error) != errors) continue;
    text += std::string(board::name_of(problem->level)) + " " + problem->rule + ": " + told(*problem) + "\n";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

std::string element_of(const TestCase& test_case, const std::string& file) {
  std::string head = "    <testcase" + attribute("classname", class_name(file)) +
                     attribute("name", one_line(test_case.name)) + attribute("file", file);
  if (test_case.line > 0) head += attribute("line", test_case.line);
  head += " time=\"0\"";
  std::string content;
  if (test_case.failed()) {
    const CheckProblem* first = nullptr;
    for (const CheckProblem* problem : test_case.problems)
      if (!first && problem->level == board::Level::error) first = problem;
    content += "      <failure" + attribute("message", told(*first)) + attribute("type", first->rule) + ">" +
               xml(lines_of(test_case, true)) + "</failure>\n";
  }
  std::string others = lines_of(test_case, false);
  if (!others.empty()) content += "      <system-out>" + xml(others) + "</system-out>\n";
  return head + (content.empty() ? "/>\n" : ">\n" + content + "    </testcase>\n");
}

// ---- SARIF 2.1.0 ----

// RFC 3986: all but the unreserved characters and the slash.
std::string uri_path(std::string_view path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri;
  for (char c : path) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain)
      uri += c;
    else
      uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return uri;
}

Json place_of(const std::string& file) {
  if (file.starts_with('/')) return {{"uri", "file://" + uri_path(file)}};
  return {{"uri", uri_path(file)}, {"uriBaseId", "%SRCROOT%"}};
}

Json rules_json() {
  Json list = Json::array();
  for (const board::Rule& rule : board::rules())
    list.push_back({{"id", std::string(rule.id)},
                    {"shortDescription", {{"text", std::string(rule.text)}}},
                    {"defaultConfiguration", {{"level", std::string(board::name_of(rule.level))}}}});
  return list;
}

// The same finding has the same name wherever its line is by now.
std::string fingerprint(const CheckProblem& problem) {
  const std::string text =
      problem.rule + "\n" + problem.id + "\n" + problem.cell + "\n" + problem.commit + "\n" + problem.message;
  return hash_text(text);
}

Json result_json(const CheckProblem& problem, const std::string& file) {
  Json region = {{"startLine", std::max(problem.line, 1u)}};
  if (problem.line > 0 && problem.character > 0) region["startColumn"] = problem.character;
  Json result = {
      {"ruleId", problem.rule},
      {"level", std::string(board::name_of(problem.level))},
      {"message", {{"text", told(problem)}}},
      {"locations",
       Json::array({{{"physicalLocation", {{"artifactLocation", place_of(file)}, {"region", region}}}}})},
      {"partialFingerprints", {{"reeve/v1", fingerprint(problem)}}}};
  if (!problem.id.empty()) result["properties"]["task"] = problem.id;
  if (!problem.commit.empty()) result["properties"]["commit"] = problem.commit;
  return result;
}

// ---- Workflow commands ----

// Of a value between `::`; of a property also what ends that.
std::string command_text(std::string_view text, bool is_property) {
  std::string escaped;
  for (char c : one_line(to_valid_utf8(text))) {
    if (c == '%')
      escaped += "%25";
    else if (is_property && c == ':')
      escaped += "%3A";
    else if (is_property && c == ',')
      escaped += "%2C";
    else
      escaped += c;
  }
  return escaped;
}

std::string property(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + command_text(value, true);
}

}  // namespace

void write_junit(const CheckResponse& response, const Sink& sink) {
  auto cases = cases_of(response);
  std::size_t failures = 0;
  for (const TestCase& test_case : cases) failures += test_case.failed();
  std::string counts = attribute("tests", cases.size()) + attribute("failures", failures) +
                       " errors=\"0\" skipped=\"0\" time=\"0\"";
  sink("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "reeve check") + counts +
       ">\n  <testsuite" + attribute("name", response.file) + counts + ">\n");
  for (const TestCase& test_case : cases) sink(element_of(test_case, response.file));
  sink("  </testsuite>\n</testsuites>\n");
}

void write_sarif(const CheckResponse& response, const Sink& sink) {
  Json results = Json::array();
  for (const CheckProblem& problem : response.problems)
    results.push_back(result_json(problem, response.file));
  Json run = {
      {"tool", {{"driver", {{"name", "reeve"}, {"version", REEVE_VERSION}, {"rules", rules_json()}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "the checkout"}}}}}}},
      {"results", results}};
  Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", Json::array({run})}};
  sink(dump(log) + "\n");
}

void write_annotations(const CheckResponse& response, const Sink& sink) {
  for (const CheckProblem& problem : response.problems) {
    bool note = problem.level == board::Level::note;
    std::string line = "::" + std::string(note ? "notice" : board::name_of(problem.level)) + " ";
    line += property("file", response.file);
    if (problem.line > 0) {
      std::string number = std::to_string(problem.line);
      line += "," + property("line", number) + "," + property("endLine", number);
      if (problem.character > 0) line += "," + property("col", std::to_string(problem.character));
    }
    sink(line + "," + property("title", problem.rule) + "::" + command_text(told(problem), false) + "\n");
  }
}

}  // namespace reeve::app
