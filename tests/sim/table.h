// The table of the simulation, read and edited without the code under test: one table, known columns, no
// pipes but escaped ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::sim {

class Table {
 public:
  struct Row {
    std::size_t line = 0;  // index into lines()
    std::string id;
    std::vector<std::string> cells;  // the bytes between the pipes
  };

  explicit Table(std::string_view bytes);

  const std::vector<std::string>& lines() const { return lines_; }  // with their ends
  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<Row>& rows() const { return rows_; }
  const Row* find(std::string_view id) const;
  // Trimmed; "" for an absent column.
  std::string text(const Row& row, std::string_view column) const;
  std::string status(std::string_view id) const;
  std::string agent(std::string_view id) const;
  std::vector<std::string> dependencies(const Row& row) const;
  // Not-started, and all that it depends on done.
  bool is_ready(const Row& row) const;

  void set(std::string_view id, std::string_view column, const std::string& text);
  void add(const std::string& id, const std::string& description);
  void remove(std::string_view id);
  std::string bytes() const;

 private:
  void read();
  std::string line_of(const std::vector<std::string>& cells, const std::string& end) const;

  std::vector<std::string> lines_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

// The bytes between the pipes of a line.
std::vector<std::string> cells_of(std::string_view line);

// `Name: value` of the last paragraph of a commit message; "" if there is none.
std::string trailer(std::string_view message, std::string_view name);

}  // namespace reeve::sim
