#include "reeve/app/detect.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using Command = std::vector<std::string>;

// The project, and what has been found out about it.
class Detection {
 public:
  explicit Detection(const std::map<std::string, std::string>& files) : files_(files) {}

  bool has(const std::string& name) const { return files_.contains(name); }
  // The start of the file; "" if it is not there.
  std::string_view text(const std::string& name) const {
    auto file = files_.find(name);
    return file == files_.end() ? std::string_view()
                                : std::string_view(file->second).substr(0, kDetectBytesMax);
  }
  bool mentions(const std::string& name, std::string_view words) const {
    return text(name).find(words) != std::string_view::npos;
  }
  nlohmann::json json(const std::string& name) const {
    nlohmann::json read = nlohmann::json::parse(text(name), nullptr, false, true);
    return read.is_object() ? read : nlohmann::json::object();
  }

  void set_up(Command command) { proposal.setup.push_back(std::move(command)); }
  // Where several kinds of project meet, the later gate of a name says which it is.
  void gate(std::string name, Command command, std::string_view project) {
    auto named = [&](const run::Gate& gate) { return gate.name == name; };
    if (std::any_of(proposal.gates.begin(), proposal.gates.end(), named)) name += "-" + std::string(project);
    run::Gate gate;
    gate.name = std::move(name);
    gate.command = std::move(command);
    proposal.gates.push_back(std::move(gate));
  }
  void because(std::string reason) { proposal.reasons.push_back(std::move(reason)); }

  Proposal proposal;

 private:
  const std::map<std::string, std::string>& files_;
};

std::string text_of(const nlohmann::json& object, const char* key) {
  auto found = object.find(key);
  const auto* text = found == object.end() ? nullptr : found->get_ptr<const std::string*>();
  return text ? *text : "";
}

Command words(std::string_view line) {
  Command command;
  for (auto word : split(line, ' ')) command.emplace_back(word);
  return command;
}

struct PackageManager {
  std::string name;
  std::string because;  // the file that says so
  std::string install;
};

// What package.json names (corepack) decides, else the lock file.
PackageManager package_manager(const Detection& project, const nlohmann::json& package) {
  std::string named = text_of(package, "packageManager");
  auto is = [&](std::string_view name, std::initializer_list<const char*> locks) -> std::string {
    if (!named.empty()) return named.starts_with(std::string(name) + "@") ? "packageManager" : "";
    for (const char* lock : locks)
      if (project.has(lock)) return lock;
    return "";
  };
  if (auto why = is("pnpm", {"pnpm-lock.yaml"}); !why.empty())
    return {"pnpm", why, "pnpm install --frozen-lockfile"};
  if (auto why = is("bun", {"bun.lock", "bun.lockb"}); !why.empty())
    return {"bun", why, "bun install --frozen-lockfile"};
  if (auto why = is("yarn", {"yarn.lock"}); !why.empty()) {
    bool classic = named.empty()
                       ? !project.has(".yarnrc.yml") && !project.mentions("yarn.lock", "__metadata:")
                       : named.starts_with("yarn@1.");
    return {"yarn", why, classic ? "yarn install --frozen-lockfile" : "yarn install --immutable"};
  }
  for (const char* lock : {"package-lock.json", "npm-shrinkwrap.json"})
    if (project.has(lock)) return {"npm", lock, "npm ci"};
  return {"npm", "no lock file", "npm install"};
}

void detect_node(Detection& project) {
  if (!project.has("package.json")) return;
  nlohmann::json package = project.json("package.json");
  PackageManager manager = package_manager(project, package);
  project.because("package.json, " + manager.because + ": " + manager.name);
  project.set_up(words(manager.install));
  nlohmann::json scripts = package.value("scripts", nlohmann::json());
  if (!scripts.is_object()) return;
  for (const char* name : {"lint", "typecheck", "type-check", "build", "test"}) {
    std::string script = text_of(scripts, name);
    // `npm init` writes a test that always fails.
    if (script.empty() || script.find("no test specified") != script.npos) continue;
    project.gate(name, {manager.name, "run", name}, "node");
  }
}

void detect_cargo(Detection& project) {
  if (!project.has("Cargo.toml")) return;
  project.because("Cargo.toml: cargo");
  Command test = {"cargo", "test"};
  if (project.mentions("Cargo.toml", "[workspace]")) test.push_back("--workspace");
  if (project.has("Cargo.lock")) test.push_back("--locked");
  project.gate("test", test, "cargo");
}

void detect_go(Detection& project) {
  if (!project.has("go.mod")) return;
  project.because("go.mod: go");
  project.gate("vet", {"go", "vet", "./..."}, "go");
  project.gate("test", {"go", "test", "./..."}, "go");
}

// The first preset of a kind that is for everybody and belongs to that configure preset ("" = any).
std::optional<nlohmann::json> visible_preset(const nlohmann::json& presets, const char* kind,
                                             const std::string& configure) {
  auto list = presets.find(kind);
  if (list == presets.end() || !list->is_array()) return std::nullopt;
  for (const nlohmann::json& preset : *list) {
    if (!preset.is_object() || text_of(preset, "name").empty() ||
        preset.value("hidden", nlohmann::json()) == true)
      continue;
    std::string of = text_of(preset, "configurePreset");
    if (!of.empty() && (configure.empty() || of == configure)) return preset;
  }
  return std::nullopt;
}

// Configuring is part of the build gate: as set-up it would leave an unclean tree where the build
// directory is not ignored.
bool detect_cmake_presets(Detection& project) {
  nlohmann::json presets = project.json("CMakePresets.json");
  auto test = visible_preset(presets, "testPresets", "");
  auto build = visible_preset(presets, "buildPresets", test ? text_of(*test, "configurePreset") : "");
  if (!build) return false;
  std::string configure = shell_quote("--preset=" + text_of(*build, "configurePreset"));
  std::string build_preset = shell_quote("--preset=" + text_of(*build, "name"));
  project.because("CMakePresets.json: cmake with presets");
  project.gate("build", {"sh", "-c", "cmake " + configure + " && cmake --build " + build_preset}, "cmake");
  if (test) project.gate("test", {"ctest", "--preset=" + text_of(*test, "name")}, "cmake");
  return true;
}

void detect_cmake(Detection& project) {
  if (!project.has("CMakeLists.txt") || detect_cmake_presets(project)) return;
  project.because("CMakeLists.txt: cmake");
  project.gate("build", {"sh", "-c", "cmake -S . -B build && cmake --build build"}, "cmake");
  bool tested = project.mentions("CMakeLists.txt", "enable_testing") ||
                project.mentions("CMakeLists.txt", "include(CTest)");
  if (tested) project.gate("test", {"ctest", "--test-dir", "build", "--output-on-failure"}, "cmake");
}

struct PythonManager {
  const char* lock;
  const char* name;
  const char* install;
};
constexpr PythonManager kPythonManagers[] = {{"uv.lock", "uv", "uv sync --locked"},
                                             {"poetry.lock", "poetry", "poetry install"},
                                             {"pdm.lock", "pdm", "pdm sync"}};

void detect_python(Detection& project) {
  if (!project.has("pyproject.toml")) return;
  Command prefix = {"python3", "-m"};
  std::string reason = "pyproject.toml: python3";
  for (const auto& manager : kPythonManagers) {
    if (!project.has(manager.lock)) continue;
    project.set_up(words(manager.install));
    prefix = {manager.name, "run"};
    reason = std::string("pyproject.toml, ") + manager.lock + ": " + manager.name;
    break;
  }
  project.because(reason);
  auto gate = [&](const char* name, const char* mention, std::string_view line) {
    if (!project.mentions("pyproject.toml", mention)) return;
    Command command = prefix;
    for (const auto& word : words(line)) command.push_back(word);
    project.gate(name, command, "python");
  };
  gate("lint", "ruff", "ruff check .");
  gate("typecheck", "tool.mypy", "mypy .");
  gate("test", "pytest", "pytest");
}

bool has_target(std::string_view makefile, std::string_view target) {
  for (auto line : split_lines(makefile)) {
    if (!line.starts_with(target)) continue;
    auto rest = trim(line.substr(target.size()));
    if (rest.starts_with(':') && !rest.starts_with(":=") && !rest.starts_with("::=")) return true;
  }
  return false;
}

// Only where nothing more telling was found: a Makefile often wraps what was found already.
void detect_make(Detection& project) {
  if (!project.proposal.gates.empty()) return;
  for (const char* file : {"GNUmakefile", "makefile", "Makefile"}) {
    if (!project.has(file)) continue;
    for (const char* target : {"lint", "check", "test"})
      if (has_target(project.text(file), target)) project.gate(target, {"make", target}, "make");
    if (!project.proposal.gates.empty()) project.because(std::string(file) + ": make");
    return;
  }
}

}  // namespace

const std::vector<std::string>& files_to_detect() {
  static const std::vector<std::string> names = {"package.json",
                                                 "package-lock.json",
                                                 "npm-shrinkwrap.json",
                                                 "pnpm-lock.yaml",
                                                 "yarn.lock",
                                                 ".yarnrc.yml",
                                                 "bun.lock",
                                                 "bun.lockb",
                                                 "Cargo.toml",
                                                 "Cargo.lock",
                                                 "CMakeLists.txt",
                                                 "CMakePresets.json",
                                                 "pyproject.toml",
                                                 "uv.lock",
                                                 "poetry.lock",
                                                 "pdm.lock",
                                                 "go.mod",
                                                 "GNUmakefile",
                                                 "makefile",
                                                 "Makefile"};
  return names;
}

Proposal detect(const std::map<std::string, std::string>& files) {
  Detection project(files);
  detect_node(project);
  detect_cargo(project);
  detect_go(project);
  detect_cmake(project);
  detect_python(project);
  detect_make(project);
  return project.proposal;
}

}  // namespace reeve::app
