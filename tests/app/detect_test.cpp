#include "reeve/app/detect.h"

#include "support/catch.h"

namespace reeve::app {
namespace {

using Argv = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

Argv gate(const Proposal& proposal, std::string_view name) {
  for (const auto& candidate : proposal.gates)
    if (candidate.name == name) return candidate.command;
  return {};
}

// Of a node project with these files.
Argv setup_of(Files files) {
  files.emplace("package.json", "{}");
  auto proposal = detect(files);
  REQUIRE(proposal.setup.size() == 1);
  return proposal.setup.front();
}

}  // namespace

TEST_CASE("nothing found, nothing proposed") {
  Proposal proposal = detect({});
  CHECK(proposal.setup.empty());
  CHECK(proposal.gates.empty());
  CHECK(proposal.reasons.empty());
}

TEST_CASE("the lock file tells the package manager") {
  CHECK(setup_of({{"package-lock.json", "{}"}}) == Argv{"npm", "ci"});
  CHECK(setup_of({{"pnpm-lock.yaml", ""}}) == Argv{"pnpm", "install", "--frozen-lockfile"});
  CHECK(setup_of({{"bun.lockb", ""}}) == Argv{"bun", "install", "--frozen-lockfile"});
  CHECK(setup_of({{"yarn.lock", "# yarn lockfile v1"}}) == Argv{"yarn", "install", "--frozen-lockfile"});
  CHECK(setup_of({{"yarn.lock", "__metadata:\n  version: 6\n"}}) == Argv{"yarn", "install", "--immutable"});
  CHECK(setup_of({}) == Argv{"npm", "install"});
}

TEST_CASE("package.json itself may name the package manager, against a stale lock file") {
  Files stale = {{"package.json", R"({"packageManager": "pnpm@9.1.0"})"}, {"package-lock.json", "{}"}};
  CHECK(setup_of(stale).front() == "pnpm");
  CHECK(setup_of({{"package.json", R"({"packageManager": "yarn@4.2.0"})"}}).back() == "--immutable");
  CHECK(setup_of({{"package.json", R"({"packageManager": "npm@10.0.0"})"}, {"yarn.lock", ""}}).front() ==
        "npm");
}

TEST_CASE("scripts become gates, the cheap ones first") {
  Proposal proposal =
      detect({{"package.json", R"({"scripts": {"test": "vitest", "lint": "eslint .", "dev": "vite"}})"},
              {"pnpm-lock.yaml", ""}});
  REQUIRE(proposal.gates.size() == 2);
  CHECK(proposal.gates[0].name == "lint");
  CHECK(proposal.gates[1].command == Argv{"pnpm", "run", "test"});
  CHECK(proposal.reasons.size() == 1);
}

TEST_CASE("the test that npm init writes is no gate") {
  std::string package = R"({"scripts": {"test": "echo \"Error: no test specified\" && exit 1"}})";
  CHECK(detect({{"package.json", package}}).gates.empty());
}

TEST_CASE("cargo and go") {
  CHECK(gate(detect({{"Cargo.toml", "[package]"}}), "test") == Argv{"cargo", "test"});
  CHECK(gate(detect({{"Cargo.toml", "[workspace]"}, {"Cargo.lock", ""}}), "test") ==
        Argv{"cargo", "test", "--workspace", "--locked"});
  CHECK(gate(detect({{"go.mod", "module x"}}), "test") == Argv{"go", "test", "./..."});
}

TEST_CASE("cmake without presets") {
  Proposal tested = detect({{"CMakeLists.txt", "project(x)\nenable_testing()\n"}});
  CHECK(gate(tested, "build") == Argv{"sh", "-c", "cmake -S . -B build && cmake --build build"});
  CHECK(gate(tested, "test").front() == "ctest");
  CHECK(gate(detect({{"CMakeLists.txt", "project(x)"}}), "test").empty());
}

TEST_CASE("cmake with presets: those that are visible and belong together") {
  std::string presets = R"({
    "configurePresets": [{"name": "base", "hidden": true}, {"name": "dev"}],
    "buildPresets": [{"name": "other", "configurePreset": "release"},
                     {"name": "dev build", "configurePreset": "dev"}],
    "testPresets": [{"name": "hidden", "hidden": true, "configurePreset": "release"},
                    {"name": "dev", "configurePreset": "dev"}]})";
  Proposal proposal = detect({{"CMakeLists.txt", ""}, {"CMakePresets.json", presets}});
  CHECK(gate(proposal, "build") ==
        Argv{"sh", "-c", "cmake --preset=dev && cmake --build '--preset=dev build'"});
  CHECK(gate(proposal, "test") == Argv{"ctest", "--preset=dev"});
}

TEST_CASE("python projects are run through what their lock file names") {
  std::string project = "[tool.ruff]\n[tool.pytest.ini_options]\n";
  Proposal uv = detect({{"pyproject.toml", project}, {"uv.lock", ""}});
  CHECK(uv.setup.front() == Argv{"uv", "sync", "--locked"});
  CHECK(gate(uv, "test") == Argv{"uv", "run", "pytest"});
  CHECK(gate(uv, "lint") == Argv{"uv", "run", "ruff", "check", "."});
  CHECK(gate(uv, "typecheck").empty());
  CHECK(gate(detect({{"pyproject.toml", project}, {"poetry.lock", ""}}), "test") ==
        Argv{"poetry", "run", "pytest"});
  CHECK(gate(detect({{"pyproject.toml", project}}), "test") == Argv{"python3", "-m", "pytest"});
}

TEST_CASE("a Makefile counts where nothing else was found") {
  std::string makefile = "check := no\n.PHONY: lint\nlint:\n\ttrue\ntest : lint\n\ttrue\n";
  Proposal proposal = detect({{"Makefile", makefile}});
  CHECK(gate(proposal, "lint") == Argv{"make", "lint"});
  CHECK(gate(proposal, "test") == Argv{"make", "test"});
  CHECK(gate(proposal, "check").empty());
  CHECK(detect({{"Makefile", "test := no\ntesting:\n"}}).gates.empty());
  CHECK(gate(detect({{"Makefile", makefile}, {"go.mod", ""}}), "test").front() == "go");
}

TEST_CASE("in a project of several kinds every gate has its own name") {
  Proposal proposal = detect({{"package.json", R"({"scripts": {"test": "x", "build": "y"}})"},
                              {"Cargo.toml", ""},
                              {"go.mod", ""},
                              {"CMakeLists.txt", "include(CTest)"},
                              {"pyproject.toml", "pytest"}});
  for (auto name : {"test", "test-cargo", "test-go", "test-cmake", "test-python", "build", "build-cmake"}) {
    INFO(name);
    CHECK_FALSE(gate(proposal, name).empty());
  }
}

TEST_CASE("files that make no sense propose nothing and do no harm") {
  auto build_of = [](const std::string& presets) {
    return gate(detect({{"CMakeLists.txt", ""}, {"CMakePresets.json", presets}}), "build").back();
  };
  for (auto text :
       {"", "[]", "null", "{\"scripts\": 7}", "{\"scripts\": {\"test\": 7}}", "\xff\xfe", "{{{{"}) {
    INFO(text);
    CHECK(detect({{"package.json", text}}).gates.empty());
    CHECK(build_of(text).starts_with("cmake -S"));
  }
  CHECK(build_of(R"({"buildPresets": [7, {"name": 7}, {"hidden": 7}]})").starts_with("cmake -S"));
}

}  // namespace reeve::app
