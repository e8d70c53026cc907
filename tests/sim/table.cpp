#include "sim/table.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::sim {
namespace {

std::string end_of(const std::string& line) {
  if (line.ends_with("\r\n")) return "\r\n";
  return line.ends_with("\n") ? "\n" : "";
}

}  // namespace

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::string cell;
  bool escaped = false, first = true;
  for (char c : line) {
    if (c == '|' && !escaped) {
      if (!first) cells.push_back(cell);
      first = false;
      cell.clear();
    } else {
      cell += c;
    }
    escaped = c == '\\' && !escaped;
  }
  return cells;
}

std::string trailer(std::string_view message, std::string_view name) {
  std::string_view body = message;
  while (body.ends_with("\n")) body.remove_suffix(1);
  auto paragraph = body.rfind("\n\n");
  if (paragraph == body.npos) return "";
  std::string wanted = std::string(name) + ": ";
  for (std::string_view line : split_lines(body.substr(paragraph + 2)))
    if (line.starts_with(wanted)) return std::string(trim(line.substr(wanted.size())));
  return "";
}

Table::Table(std::string_view bytes) {
  while (!bytes.empty()) {
    auto end = bytes.find('\n');
    std::size_t length = end == bytes.npos ? bytes.size() : end + 1;
    lines_.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  read();
}

void Table::read() {
  columns_.clear();
  rows_.clear();
  for (std::size_t at = 0; at < lines_.size(); ++at) {
    if (!lines_[at].starts_with("|")) continue;
    auto cells = cells_of(lines_[at]);
    if (columns_.empty()) {
      for (const std::string& cell : cells) columns_.emplace_back(trim(cell));
    } else if (!lines_[at].starts_with("|--")) {
      rows_.push_back({at, std::string(trim(cells.at(0))), cells});
    }
  }
}

const Table::Row* Table::find(std::string_view id) const {
  auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) { return one.id == id; });
  return row == rows_.end() ? nullptr : &*row;
}

std::string Table::text(const Row& row, std::string_view column) const {
  auto at = std::find(columns_.begin(), columns_.end(), column) - columns_.begin();
  return static_cast<std::size_t>(at) < row.cells.size() ? std::string(trim(row.cells[at])) : "";
}

std::string Table::status(std::string_view id) const {
  const Row* row = find(id);
  return row ? text(*row, "status") : "";
}

std::string Table::agent(std::string_view id) const {
  const Row* row = find(id);
  return row ? text(*row, "agent") : "";
}

std::vector<std::string> Table::dependencies(const Row& row) const {
  std::vector<std::string> ids;
  std::string cell = text(row, "depends_on");
  std::string_view rest = cell;
  while (!trim(rest).empty()) {
    auto comma = rest.find(',');
    ids.emplace_back(trim(rest.substr(0, comma)));
    rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
  }
  return ids;
}

bool Table::is_ready(const Row& row) const {
  auto ids = dependencies(row);
  return text(row, "status") == "not-started" &&
         std::all_of(ids.begin(), ids.end(), [&](const std::string& id) { return status(id) == "done"; });
}

std::string Table::line_of(const std::vector<std::string>& cells, const std::string& end) const {
  return "|" + join(cells, "|") + "|" + end;
}

void Table::set(std::string_view id, std::string_view column, const std::string& text) {
  Row row = *find(id);
  auto at = std::find(columns_.begin(), columns_.end(), column) - columns_.begin();
  if (static_cast<std::size_t>(at) >= row.cells.size()) return;
  row.cells[at] = " " + text + " ";
  lines_[row.line] = line_of(row.cells, end_of(lines_[row.line]));
  read();
}

void Table::add(const std::string& id, const std::string& description) {
  std::size_t last = rows_.back().line;
  std::vector<std::string> cells(columns_.size(), " ");
  cells[0] = id;
  cells[1] = "not-started";
  cells[2] = description;
  lines_.insert(lines_.begin() + last + 1, line_of(cells, end_of(lines_[last])));
  read();
}

void Table::remove(std::string_view id) {
  lines_.erase(lines_.begin() + find(id)->line);
  read();
}

std::string Table::bytes() const {
  std::string all;
  for (const std::string& line : lines_) all += line;
  return all;
}

}  // namespace reeve::sim
