// Each rule finds what it is there to find, and leaves alone what only looks like it.
#include "functions.h"
#include "includes.h"
#include "support/catch.h"
#include "words.h"

namespace reeve::tidy {
namespace {

Findings including(const std::string& path, const std::string& what) {
  return wrong_includes({path, "#include " + what + "\n"});
}

std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  for (const Function& function : functions_of({"src/a.cpp", text})) names.push_back(function.name);
  return names;
}

std::string body_of(std::size_t lines) {
  std::string text = "int f() {\n";
  for (std::size_t i = 2; i < lines; ++i) text += "  g();\n";
  return text + "}\n";
}

using NameList = std::vector<std::string>;

}  // namespace

TEST_CASE("tokens leave out comments, literals and directives") {
  NameList texts;
  for (const Token& token :
       tokens_of("#define A { \\\n  {\nint a = 1'000; // {\n/* { */ f(\"{\\\"\", '{', R\"x({)\")x\");"))
    texts.emplace_back(token.text);
  CHECK(texts == NameList{"int", "a", "=", "1'000", ";", "f", "(", "", ",", "", ",", "", ")", ";"});
}

TEST_CASE("tokens know their lines") {
  auto tokens = tokens_of("a\n/* \n */ b \"x\\\n\" c");
  REQUIRE(tokens.size() == 4);
  CHECK(tokens[0].line == 1);
  CHECK(tokens[1].line == 3);
  CHECK(tokens[3].line == 4);
}

TEST_CASE("functions are told from what else has braces") {
  CHECK(names_in("int f(int a = g({1})) {\n}\nint h();\n") == NameList{"f"});
  CHECK(
      names_in("namespace a::b {\nstruct C : D<int> {\n  int m() const { return 1; }\n  int x = 1;\n};\n}") ==
      NameList{"m"});
  CHECK(names_in("A::A(int b) : c_{b}, d_(b) {\n}\n") == NameList{"A"});
  CHECK(names_in("enum class E { a, b };\nconst int kTable[] = {1, 2};\nstd::string s{\"a\"};\n").empty());
  CHECK(names_in("auto f() -> std::vector<int> { return {}; }\n") == NameList{"f"});
  CHECK(names_in("bool operator==(A a, A b) { return true; }\n") == NameList{"="});
  CHECK(names_in("template <typename T, class U>\nvoid f(T t) {\n  auto l = [](int x) { return x; };\n}\n") ==
        NameList{"f"});
  CHECK(names_in("static struct child *find(int pid) {\n}\n") == NameList{"find"});
  CHECK(names_in("TEST_CASE(\"x\") {\n}\nextern \"C\" {\nint g(void) { return 0; }\n}\n") ==
        NameList{"TEST_CASE", "g"});
  CHECK(names_in("class [[nodiscard]] alignas(8) A {\n  A() noexcept(true) {}\n};\n") == NameList{"A"});
}

TEST_CASE("a function's length runs from its first token to its closing brace") {
  auto functions = functions_of({"src/a.cpp", "\nvoid\nf()\n{\n  g();\n}\nint h() { return 1; }\n"});
  REQUIRE(functions.size() == 2);
  CHECK(functions[0].line == 2);
  CHECK(functions[0].lines == 5);
  CHECK(functions[1].lines == 1);
}

TEST_CASE("a function of 71 lines is found, one of 70 is not") {
  CHECK(long_functions(functions_of({"src/a.cpp", body_of(70)}), 70).empty());
  CHECK(long_functions(functions_of({"src/a.cpp", body_of(71)}), 70).size() == 1);
}

TEST_CASE("the median is the middle") {
  CHECK(median_lines({{"", "", 0, 30}, {"", "", 0, 2}, {"", "", 0, 5}}) == 5);
  CHECK(median_lines({}) == 0);
}

TEST_CASE("a file of 500 lines is found") {
  CHECK(long_files({{"src/a.cpp", std::string(500, '\n')}}, kFileLinesMax).size() == 1);
  CHECK(long_files({{"src/a.cpp", std::string(499, '\n')}}, kFileLinesMax).empty());
}

TEST_CASE("an include against the arrows is found") {
  CHECK(including("src/base/a.cpp", "\"reeve/board/board.h\"").size() == 1);
  CHECK(including("include/reeve/worker/a.h", "\"reeve/board/board.h\"").size() == 1);
  CHECK(including("include/reeve/worker/a.h", "\"reeve/board/task.h\"").empty());
  CHECK(including("src/run/a.cpp", "\"reeve/port/files.h\"").size() == 1);
  CHECK(including("src/cli/a.cpp", "\"reeve/port/files.h\"").size() == 1);
  CHECK(including("src/os/a.cpp", "\"reeve/app/app.h\"").size() == 1);
  CHECK(including("src/os/a.cpp", "\"reeve/git/git.h\"").size() == 1);
  CHECK(including("src/app/a.cpp", "\"reeve/port/files.h\"").empty());
  CHECK(including("src/main.cpp", "\"reeve/os/os.h\"").empty());
  CHECK(including("src/novel/a.cpp", "\"reeve/base/result.h\"").size() == 1);
}

TEST_CASE("a private header stays in its module") {
  CHECK(including("src/run/a.cpp", "\"board/rules.h\"").size() == 1);
  CHECK(including("src/board/a.cpp", "\"board/rules.h\"").empty());
  CHECK(including("src/board/a.cpp", "\"rules.h\"").empty());
  CHECK(including("src/main.cpp", "\"board/rules.h\"").empty());
  CHECK(including("include/reeve/board/a.h", "\"board/rules.h\"").size() == 1);
}

TEST_CASE("a library has one home, and it is not in include") {
  CHECK(including("src/board/a.cpp", "<cmark-gfm.h>").empty());
  CHECK(including("src/run/a.cpp", "<cmark-gfm.h>").size() == 1);
  CHECK(including("src/git/a.cpp", "<git2.h>").size() == 1);
  CHECK(including("src/git/libgit2/a.cpp", "<git2/repository.h>").empty());
  CHECK(including("src/app/a.cpp", "<nlohmann/json.hpp>").empty());
  CHECK(including("include/reeve/app/a.h", "<nlohmann/json.hpp>").size() == 1);
  CHECK(including("src/cli/a.cpp", "<nlohmann/json.hpp>").size() == 1);
  CHECK(including("src/app/a.cpp", "<CLI/CLI.hpp>").size() == 1);
}

TEST_CASE("the operating system is reached from its adapter only") {
  CHECK(including("src/os/a.cpp", "<sys/wait.h>").empty());
  CHECK(including("src/keeper.c", "<unistd.h>").empty());
  CHECK(including("src/app/a.cpp", "<unistd.h>").size() == 1);
  CHECK(including("src/git/a.cpp", "<poll.h>").size() == 1);
  CHECK(including("src/git/a.cpp", "<dlfcn.h>").empty());
  CHECK(including("src/app/a.cpp", "<dlfcn.h>").size() == 1);
  CHECK(including("src/board/a.cpp", "<filesystem>").size() == 1);
  CHECK(including("src/git/a.cpp", "<filesystem>").empty());
  CHECK(including("src/board/a.cpp", "<vector>").empty());
  CHECK(including("tests/adapter/a.cpp", "<unistd.h>").empty());
}

TEST_CASE("a clock read outside an adapter is found") {
  CHECK(clock_readings({"src/run/a.cpp", "auto t = std::chrono::steady_clock::now();\n"}).size() == 1);
  CHECK(clock_readings({"src/run/a.cpp", "// steady_clock::now()\n"}).empty());
  CHECK(clock_readings({"src/os/a.cpp", "auto t = std::chrono::steady_clock::now();\n"}).empty());
}

TEST_CASE("unfinished work is found, the status word is not") {
  CHECK(unfinished({"src/a.cpp",
                    "// TO"
                    "DO later\n"})
            .size() == 1);
  CHECK(unfinished({"dev",
                    "# FIX"
                    "ME\n"})
            .size() == 1);
  CHECK(unfinished({"src/a.cpp",
                    "{\"TO"
                    "DO\", not_started}\n"})
            .empty());
  CHECK(unfinished({"dev", "mktemp -d reeve.XXXXXX\n"}).empty());
}

TEST_CASE("a sleeping test is found") {
  CHECK(sleeps({"tests/a.cpp", "usleep(10);\n"}).size() == 1);
  CHECK(sleeps({"tests/a.cpp", "std::this_thread::sleep_for(10ms);\n"}).size() == 1);
  CHECK(sleeps({"tests/a.cpp", "// sleep(1)\nconst char* s = \"sleep(1)\";\n"}).empty());
  CHECK(sleeps({"tests/e2e/a.sh", "while true; do sleep 1; done\n"}).size() == 1);
  CHECK(sleeps({"tests/e2e/a", "#!/usr/bin/env bash\nsleep 0.1\n"}).size() == 1);
  CHECK(sleeps({"tests/e2e/a.sh", "# does not sleep here\n"}).empty());
  CHECK(sleeps({"src/os/a.cpp", "usleep(10);\n"}).empty());
  CHECK(sleeps({"tests/bench/a.cpp", "usleep(10);\n"}).empty());
}

TEST_CASE("an opened namespace is found") {
  CHECK(opened_namespaces({"src/a.cpp", "using namespace std;\n"}).size() == 1);
  CHECK(opened_namespaces({"src/a.cpp", "void f() { using namespace std::chrono; }\n"}).empty());
  CHECK(opened_namespaces({"src/a.cpp", "namespace a = b;\nusing std::string;\n"}).empty());
}

TEST_CASE("a path of one machine is found") {
  CHECK(machine_paths({"src/a.cpp",
                       "open(\"/wo"
                       "rk/x\");\n"})
            .size() == 1);
  CHECK(machine_paths({"dev",
                       "cd /ro"
                       "ot/project\n"})
            .size() == 1);
  CHECK(machine_paths({"dev",
                       "cd \"$folder/wo"
                       "rk/x\"\n"})
            .empty());
}

TEST_CASE("a stranger at the top is found") {
  CHECK(strangers_at_top({{"notes.txt", ""}}).size() == 1);
  CHECK(strangers_at_top({{"scratch/a.cpp", ""}, {"scratch/b.cpp", ""}}).size() == 1);
  CHECK(strangers_at_top({{"src/a.cpp", ""}, {"README.md", ""}}).empty());
}

TEST_CASE("a missing README and one of 251 lines are found") {
  CHECK(long_readme({}, kReadmeLinesMax).size() == 1);
  CHECK(long_readme({{"README.md", std::string(251, '\n')}}, kReadmeLinesMax).size() == 1);
  CHECK(long_readme({{"README.md", std::string(250, '\n')}}, kReadmeLinesMax).empty());
}

}  // namespace reeve::tidy
