// The rules of the house, held on the repository itself. Each failure names file, line and reason.
#include "functions.h"
#include "includes.h"
#include "support/catch.h"
#include "words.h"

namespace reeve::tidy {
namespace {

const std::vector<SourceFile>& files() {
  static const std::vector<SourceFile> all = repository_files();
  return all;
}

std::vector<Function> functions_under(const std::vector<std::string>& folders) {
  std::vector<Function> functions;
  for (const SourceFile& file : files()) {
    for (const std::string& folder : folders) {
      if (!file.is_cpp() || !file.under(folder)) continue;
      auto more = functions_of(file);
      functions.insert(functions.end(), more.begin(), more.end());
    }
  }
  return functions;
}

template <typename Rule>
void hold(Rule rule) {
  Findings findings;
  for (const SourceFile& file : files()) {
    Findings more = rule(file);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  INFO(report(findings));
  CHECK(findings.empty());
}

void check_none(const Findings& findings) {
  INFO(report(findings));
  CHECK(findings.empty());
}

}  // namespace

TEST_CASE("modules include only what the table allows") {
  hold(wrong_includes);
}

TEST_CASE("only adapters read a clock") {
  hold(clock_readings);
}

TEST_CASE("functions are short") {
  check_none(long_functions(functions_under({"src/", "include/", "tests/"}), kFunctionLinesMax));
  std::vector<Function> ours = functions_under({"src/", "include/"});
  REQUIRE(!ours.empty());
  INFO("median " << median_lines(ours) << " of " << ours.size() << " functions");
  CHECK(median_lines(ours) <= kFunctionLinesMedianMax);
}

TEST_CASE("files are short") {
  check_none(long_files(files(), kFileLinesMax));
}

TEST_CASE("nothing is left unfinished") {
  hold(unfinished);
}

TEST_CASE("no test sleeps") {
  hold(sleeps);
}

TEST_CASE("no namespace is opened") {
  hold(opened_namespaces);
}

TEST_CASE("no path of one machine") {
  hold(machine_paths);
}

TEST_CASE("the top of the repository holds what belongs there") {
  check_none(strangers_at_top(files()));
}

TEST_CASE("the README is there and short") {
  check_none(long_readme(files(), kReadmeLinesMax));
}

}  // namespace reeve::tidy
