#include "report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace reeve::bench {
namespace {

constexpr std::size_t kNameWidth = 62;

// Columns, not bytes: names may hold "→".
std::string padded(std::string text, std::size_t width) {
  auto columns = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
  return text.append(columns < width ? width - columns : 0, ' ');
}

std::string with_unit(double value, const std::string& unit) {
  return number_text(value) + (unit.empty() ? "" : " " + unit);
}

std::string verdict_of(const Figure& figure) {
  if (!figure.missing.empty()) return "not measured";
  if (!figure.at_most) return "";
  return figure.holds() ? "holds" : "OVER";
}

std::string line_of(const Figure& figure) {
  std::string bound = figure.at_most ? "≤ " + number_text(*figure.at_most) : "";
  std::string beside = figure.missing;
  if (figure.missing.empty() && figure.beside)
    beside = figure.beside->name + " " + with_unit(figure.beside->value, figure.beside->unit);
  if (!figure.detail.empty()) beside += (beside.empty() ? "" : "; ") + figure.detail;
  std::string value = figure.missing.empty() ? with_unit(figure.value, figure.unit) : "–";
  return padded(figure.name, kNameWidth) + " " + padded(value, 14) + padded(bound, 10) +
         padded(verdict_of(figure), 14) + beside;
}

}  // namespace

std::string number_text(double value) {
  char text[64];
  const double size = std::fabs(value);
  if (size >= 1e6)
    std::snprintf(text, sizeof text, "%.4g M", value / 1e6);
  else if (size >= 1000 || value == std::floor(value))
    std::snprintf(text, sizeof text, "%.0f", value);
  else
    std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

Figure ratio(std::string name, double subject, Yardstick yardstick, std::optional<double> at_most,
             std::string detail) {
  std::string own = with_unit(subject, yardstick.unit);
  double value = subject / yardstick.value;
  if (!detail.empty()) own += "; " + detail;
  return {std::move(name), value, "", at_most, std::move(yardstick), std::move(own)};
}

Figure above(std::string name, double subject, Yardstick yardstick, std::optional<double> at_most,
             std::string detail) {
  std::string own = with_unit(subject, yardstick.unit);
  double value = subject - yardstick.value;
  std::string unit = yardstick.unit;
  if (!detail.empty()) own += "; " + detail;
  return {std::move(name), value, unit, at_most, std::move(yardstick), std::move(own)};
}

void Report::add(Figure figure) {
  std::printf("%s\n", line_of(figure).c_str());
  std::fflush(stdout);
  take(std::move(figure));
}

void Report::add_missing(const std::string& part, const std::string& why, bool failed) {
  Figure figure;
  figure.name = "the rest of " + part;
  figure.missing = why;
  failed_ = failed_ || failed;
  complete_ = false;
  add(std::move(figure));
}

bool Report::holds() const {
  return !failed_ &&
         std::all_of(figures_.begin(), figures_.end(), [](const Figure& figure) { return figure.holds(); });
}

std::string Report::table() const {
  std::string text = padded("figure", kNameWidth) + " " + padded("value", 14) + padded("bound", 10) +
                     padded("verdict", 14) + "beside it, in the same run\n";
  for (const Figure& figure : figures_) text += line_of(figure) + "\n";
  return text;
}

std::string Report::json() const {
  auto list = nlohmann::ordered_json::array();
  for (const Figure& figure : figures_) {
    nlohmann::ordered_json entry{{"name", figure.name}};
    if (figure.missing.empty())
      entry["value"] = figure.value;
    else
      entry["missing"] = figure.missing;
    if (!figure.unit.empty()) entry["unit"] = figure.unit;
    if (figure.at_most) entry["at_most"] = *figure.at_most, entry["holds"] = figure.holds();
    if (figure.beside)
      entry["yardstick"] = {
          {"name", figure.beside->name}, {"value", figure.beside->value}, {"unit", figure.beside->unit}};
    if (!figure.detail.empty()) entry["detail"] = figure.detail;
    list.push_back(std::move(entry));
  }
  return nlohmann::ordered_json{{"schema_version", 1}, {"figures", list}}.dump(1) + "\n";
}

Report report_from(const std::string& json) {
  Report report;
  const auto root = nlohmann::json::parse(json);
  for (const auto& entry : root.at("figures")) {
    if (entry.contains("missing")) continue;
    report.take({entry.at("name"), entry.at("value"), entry.value("unit", ""), {}, {}, ""});
  }
  return report;
}

}  // namespace reeve::bench
