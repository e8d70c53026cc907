#include "baseline.h"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "measure.h"

namespace reeve::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kNothingKnown = 77;
constexpr const char* kMend =
    "If that is meant: ./dev bench --renew, and commit tests/bench/baseline.json with the reason.";

enum class Kind { instructions, processes, ratio };

Kind kind_of(const Figure& figure) {
  if (figure.unit == "instructions") return Kind::instructions;
  return figure.unit == "processes" ? Kind::processes : Kind::ratio;
}

Json load(const std::string& path) {
  std::ifstream in(path);
  Json baseline = Json::parse(in, nullptr, false);
  return baseline.is_object() ? baseline : Json::object();
}

Json measured(const Report& report, Kind kind) {
  Json values = Json::object();
  for (const Figure& figure : report.figures()) {
    if (!figure.missing.empty() || kind_of(figure) != kind) continue;
    if (kind == Kind::instructions)
      values[figure.name.substr(0, figure.name.find(':'))] = static_cast<long long>(figure.value);
    else
      values[figure.name] = std::stod(number_text(figure.value));
  }
  return values;
}

// Says what is worse; how many.
int compare(const Json& before, const Json& now, double tolerance, const char* worse_by) {
  int worse = 0;
  for (const auto& [name, value] : now.items()) {
    if (!before.contains(name)) {
      std::printf("new: %s is not in the baseline\n", name.c_str());
      ++worse;
      continue;
    }
    const double was = before[name].get<double>();
    const double is = value.get<double>();
    const char* text = is > was * tolerance ? "WORSE" : is < was / tolerance ? "better" : nullptr;
    if (!text) continue;
    worse += is > was * tolerance;
    std::printf("%s: %s: %s, baseline %s (%+.0f %%; %s is too much)\n", text, name.c_str(),
                number_text(is).c_str(), number_text(was).c_str(), 100 * (is / was - 1), worse_by);
  }
  for (const auto& [name, value] : before.items()) {
    if (now.contains(name)) continue;
    std::printf("gone: %s is in the baseline and was not measured\n", name.c_str());
    ++worse;
  }
  return worse;
}

}  // namespace

std::string compiler_name() {
#if defined(__clang__)
  return "clang " + std::to_string(__clang_major__);
#else
  return "gcc " + std::to_string(__GNUC__);
#endif
}

int check_baseline(const std::string& path, const Report& report) {
  const Json baseline = load(path);
  if (!baseline.contains("ratios") || !baseline.contains("instructions") || !baseline.contains("processes")) {
    std::printf("bench: %s cannot be read; ./dev bench --renew writes it\n", path.c_str());
    return 1;
  }
  int worse = compare(baseline["ratios"], measured(report, Kind::ratio), kRatioTolerance, "50 %");
  worse += compare(baseline["processes"], measured(report, Kind::processes), kCountTolerance, "10 %");
  const Json& all_counts = baseline["instructions"];
  const bool known = all_counts.contains(compiler_name());
  if (known)
    worse +=
        compare(all_counts[compiler_name()], measured(report, Kind::instructions), kCountTolerance, "10 %");
  if (worse > 0 || !report.is_complete()) {
    std::printf("%d figures are worse than the baseline, or not the same ones. %s\n", worse, kMend);
    return 1;
  }
  if (!known) {
    std::printf("SKIP: the baseline knows no instruction counts of %s; ./dev bench --renew adds them\n",
                compiler_name().c_str());
    return kNothingKnown;
  }
  std::printf("no figure is worse than the baseline\n");
  return 0;
}

int renew_baseline(const std::string& path, const Report& report) {
  if (!report.is_complete()) {
    std::printf("bench: not every figure was measured; the baseline stays as it is\n");
    return 1;
  }
  Json baseline = load(path);
  baseline["what"] = "What ./dev bench --check compares with; ./dev bench --renew writes it.";
  baseline["instructions"][compiler_name()] = measured(report, Kind::instructions);
  baseline["processes"] = measured(report, Kind::processes);
  baseline["ratios"] = measured(report, Kind::ratio);
  write_file(path, baseline.dump(1) + "\n");
  std::printf("written: %s\n", path.c_str());
  return 0;
}

}  // namespace reeve::bench
