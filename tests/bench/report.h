// The table of what was measured.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reeve::bench {

// What a figure is compared with, measured in the same run.
struct Yardstick {
  std::string name;
  double value = 0;
  std::string unit;
};

// One figure with its bound, if it has one. A ratio tells more than the milliseconds of a machine.
struct Figure {
  std::string name;
  double value = 0;
  std::string unit;  // "" = a ratio
  std::optional<double> at_most;
  std::optional<Yardstick> beside;
  std::string detail;
  std::string missing = "";  // why it was not measured; "" = it was
  bool holds() const { return !at_most || (missing.empty() && value <= *at_most); }
};

// `subject` over the yardstick, as a ratio; both are shown.
Figure ratio(std::string name, double subject, Yardstick yardstick, std::optional<double> at_most = {},
             std::string detail = "");
// `subject` less the yardstick.
Figure above(std::string name, double subject, Yardstick yardstick, std::optional<double> at_most = {},
             std::string detail = "");

class Report {
 public:
  // Tells it as it comes.
  void add(Figure figure);
  // The same without a word.
  void take(Figure figure) { figures_.push_back(std::move(figure)); }
  void add_missing(const std::string& part, const std::string& why, bool failed);
  const std::vector<Figure>& figures() const { return figures_; }
  // Every part was measured to its end.
  bool is_complete() const { return complete_; }
  // Nothing is over its bound, and no part failed.
  bool holds() const;
  std::string table() const;
  std::string json() const;

 private:
  std::vector<Figure> figures_;
  bool failed_ = false;
  bool complete_ = true;
};

// What json() once wrote; throws what the parser throws.
Report report_from(const std::string& json);

// Short: 0.4312, 15.8 M, 124 000.
std::string number_text(double value);

}  // namespace reeve::bench
