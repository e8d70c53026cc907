#include "merge_rows.h"

#include <algorithm>
#include <list>
#include <unordered_map>

#include "split.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

const MergeCell kNoCell;

// What only one side changed is as that side has it; nothing: both changed it, and differently.
template <class Value>
std::optional<Value> agreed(const Value& base, const Value& ours, const Value& theirs) {
  if (ours == theirs || theirs == base) return ours;
  if (ours == base) return theirs;
  return std::nullopt;
}

// The text of one side in the padding that the other gave to its cell.
std::string padded_as(const std::string& padding, const std::string& text) {
  auto first = padding.find_first_not_of(" \t");
  std::string cell = (first == padding.npos ? " " : padding.substr(0, first)) + text;
  std::size_t width = display_width(padding), used = display_width(cell);
  return cell + std::string(used < width ? width - used : 1, ' ');
}

// `text` of ours and theirs agree, or one of them is as in base.
std::optional<std::string> merged_raw(const MergeCell& base, const MergeCell& ours, const MergeCell& theirs) {
  if (auto raw = agreed(base.raw, ours.raw, theirs.raw)) return *raw;
  if (ours.text == theirs.text) return ours.raw ? ours.raw : theirs.raw;
  const MergeCell& changed = ours.text == base.text ? theirs : ours;
  const MergeCell& padded = ours.text == base.text ? ours : theirs;
  if (!changed.raw || !padded.raw) return changed.raw;
  return padded_as(*padded.raw, changed.text);
}

std::string joined(const std::string& start, const std::vector<std::optional<std::string>>& raws,
                   const std::string& end) {
  std::string line = start;
  for (std::size_t i = 0; i < raws.size(); ++i) line += (i > 0 ? "|" : "") + raws[i].value_or(" ");
  return line + end;
}

bool reads_as(const std::string& line, const std::vector<std::string>& texts) {
  Document document(line);
  if (document.line_count() != 1 || count_cells(line) == 0) return false;
  RowCells cells;
  split_row(document, 1, cells);
  for (std::size_t i = 0; i < std::max(cells.text.size(), texts.size()); ++i) {
    std::string_view read = i < cells.text.size() ? document.text(cells.text[i]) : std::string_view();
    if (read != (i < texts.size() ? std::string_view(texts[i]) : std::string_view())) return false;
  }
  return true;
}

class RowMerge {
 public:
  RowMerge(const RowVersions& row, const Keys& columns)
      : row_(row), columns_(columns), table_columns_(columns.size()) {
    std::size_t cells = columns.size();
    for (const MergeRow* side : {row.ours, row.theirs})
      if (side && side->cells.size() > side->columns->size())
        cells = std::max(cells, columns.size() + side->cells.size() - side->columns->size());
    for (std::size_t i = 0; i + columns.size() < cells; ++i) columns_.push_back(excess_key(i));
  }

  Result<MergedRow> merge() {
    for (const MergeRow* side : {row_.ours, row_.theirs})
      if (side) REEVE_CHECK(check_kept(*side));
    for (const std::string& column : columns_) add_cell(column);
    drop_missing();
    MergedRow merged;
    merged.line_end = part(&MergeRow::line_end);
    std::string start = part(&MergeRow::start), end = part(&MergeRow::end);
    merged.ours = joined(start, ours_raw_, end);
    if (!conflict_ && reads_as(*merged.ours, ours_text_)) return merged;
    merged.conflict = true;
    merged.theirs = joined(start, theirs_raw_, end);
    if (reads_as(*merged.ours, ours_text_) && reads_as(*merged.theirs, theirs_text_)) return merged;
    return Error{ErrorKind::conflict, "the cells of a row do not go together", ""};
  }

 private:
  static const MergeCell& cell(const MergeRow* row, const std::string& column) {
    return row ? row->cell(column) : kNoCell;
  }

  // A text in a column that goes must be the one that was there.
  Status check_kept(const MergeRow& side) const {
    for (const std::string& column : *side.columns) {
      if (std::find(columns_.begin(), columns_.end(), column) != columns_.end()) continue;
      if (side.cell(column).text == cell(row_.base, column).text) continue;
      return Error{ErrorKind::conflict, "a column was removed on one side and filled on the other", ""};
    }
    return Done{};
  }

  void add_cell(const std::string& column) {
    const MergeCell &base = cell(row_.base, column), &ours = cell(row_.ours, column),
                    &theirs = cell(row_.theirs, column);
    auto add = [&](const std::optional<std::string>& ours_raw, const std::string& ours_text,
                   const std::optional<std::string>& theirs_raw, const std::string& theirs_text) {
      ours_raw_.push_back(ours_raw);
      ours_text_.push_back(ours_text);
      theirs_raw_.push_back(theirs_raw);
      theirs_text_.push_back(theirs_text);
    };
    if (!row_.ours) return add(theirs.raw, theirs.text, theirs.raw, theirs.text);
    if (!row_.theirs) return add(ours.raw, ours.text, ours.raw, ours.text);
    auto text = agreed(base.text, ours.text, theirs.text);
    if (!text) {
      conflict_ = true;
      return add(ours.raw, ours.text, theirs.raw, theirs.text);
    }
    auto raw = merged_raw(base, ours, theirs);
    add(raw, *text, raw, *text);
  }

  // A row that ended before its table's last column still does.
  void drop_missing() {
    auto is_short = [](const MergeRow* row) { return row && row->cells.size() < row->columns->size(); };
    std::size_t least = is_short(row_.ours) || is_short(row_.theirs) ? 1 : table_columns_;
    while (ours_raw_.size() > least && !ours_raw_.back() && !theirs_raw_.back()) {
      ours_raw_.pop_back();
      theirs_raw_.pop_back();
    }
  }

  // Of what is no cell: ours wins.
  std::string part(std::string MergeRow::*member) const {
    if (!row_.ours) return row_.theirs->*member;
    bool take_theirs = row_.theirs && row_.base && row_.ours->*member == row_.base->*member;
    return take_theirs ? row_.theirs->*member : row_.ours->*member;
  }

  RowVersions row_;
  Keys columns_;
  std::size_t table_columns_;  // of columns_; the others are for what a row has too much
  std::vector<std::optional<std::string>> ours_raw_, theirs_raw_;
  std::vector<std::string> ours_text_, theirs_text_;
  bool conflict_ = false;
};

// `list` without what does not stay.
Keys kept(const Keys& list, const std::set<std::string>& stays) {
  Keys result;
  std::copy_if(list.begin(), list.end(), std::back_inserter(result),
               [&](const std::string& key) { return stays.contains(key); });
  return result;
}

std::set<std::string> common_of(const Keys& base, const Keys& ours, const Keys& theirs) {
  std::set<std::string> in_base(base.begin(), base.end()), in_ours(ours.begin(), ours.end()), common;
  for (const std::string& key : theirs)
    if (in_base.contains(key) && in_ours.contains(key)) common.insert(key);
  return common;
}

// Adds what `list` lacks of `other`, each after the key that is before it there.
enum class Among { first, last };  // of the keys that only `list` has at that place
void weave(Keys& list, const Keys& other, Among among) {
  std::list<std::string> result(list.begin(), list.end());
  std::unordered_map<std::string, std::list<std::string>::iterator> places;
  for (auto at = result.begin(); at != result.end(); ++at) places[*at] = at;
  std::set<std::string> in_other(other.begin(), other.end());
  auto behind = result.begin();
  for (const std::string& key : other) {
    auto known = places.find(key);
    if (known == places.end()) {
      while (among == Among::last && behind != result.end() && !in_other.contains(*behind)) ++behind;
      known = places.emplace(key, result.insert(behind, key)).first;
    }
    behind = std::next(known->second);
  }
  list.assign(result.begin(), result.end());
}

}  // namespace

const MergeCell& MergeRow::cell(const std::string& column) const {
  auto at = std::find(columns->begin(), columns->end(), column);
  auto index = static_cast<std::size_t>(at - columns->begin());
  for (std::size_t i = columns->size(); at == columns->end() && i < cells.size(); ++i)
    if (column == excess_key(i - columns->size())) return cells[i];
  return index < cells.size() && at != columns->end() ? cells[index] : kNoCell;
}

std::string excess_key(std::size_t index) {
  return "excess " + std::to_string(index);
}

MergeRow read_merge_row(const Document& document, std::uint32_t line, const Keys& columns) {
  RowCells cells;
  split_row(document, line, cells);
  Span span = row_span(document, line);
  MergeRow row;
  row.columns = &columns;
  for (std::size_t i = 0; i < cells.raw.size(); ++i)
    row.cells.push_back(
        {std::string(document.text(cells.raw[i])), std::string(document.text(cells.text[i]))});
  row.start = document.text({span.begin, cells.raw.front().begin});
  row.end = document.text({cells.raw.back().end, span.end});
  row.line_end = document.text({document.line(line).end, document.line_with_end(line).end});
  return row;
}

bool same_texts(const MergeRow& left, const MergeRow& right) {
  auto within = [](const MergeRow& one, const MergeRow& other) {
    for (std::size_t i = 0; i < one.cells.size(); ++i) {
      std::string key = i < one.columns->size() ? (*one.columns)[i] : excess_key(i - one.columns->size());
      if (one.cells[i].text != other.cell(key).text) return false;
    }
    return true;
  };
  return within(left, right) && within(right, left);
}

Result<MergedRow> merge_row(const RowVersions& row, const Keys& columns) {
  REEVE_TRY(MergedRow merged, RowMerge(row, columns).merge());
  if (!row.base || (row.ours && row.theirs)) return merged;
  // Changed on one side, removed on the other.
  merged.conflict = true;
  merged.theirs = row.theirs ? merged.ours : std::nullopt;
  if (!row.ours) merged.ours.reset();
  return merged;
}

Keys merge_order(const Keys& base, const Keys& ours, const Keys& theirs, const std::set<std::string>& stays) {
  auto common = common_of(base, ours, theirs);
  bool by_theirs = kept(ours, common) == kept(base, common);
  Keys order = kept(by_theirs ? theirs : ours, stays);
  weave(order, kept(by_theirs ? ours : theirs, stays), by_theirs ? Among::first : Among::last);
  return order;
}

}  // namespace reeve::board
