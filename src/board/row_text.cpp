#include "row_text.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

std::string escaped(std::string_view text) {
  std::string cell;
  for (char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

// A cell between its pipes: blanks, text, blanks.
struct Frame {
  std::string before = " ";
  std::string behind = " ";
  std::size_t width = 0;  // to keep if the text fits; 0: none
};

std::string framed(const Frame& frame, const std::string& text) {
  if (text.empty()) {
    std::size_t least = frame.before.empty() && frame.behind.empty() ? 0 : 1;
    return std::string(std::max(frame.width, least), ' ');
  }
  if (frame.width == 0) return frame.before + text + frame.behind;
  // A cell padded on its left only is aligned right.
  bool right = frame.before.size() > 1 && frame.behind.size() <= 1;
  std::size_t width = display_width(text);
  std::size_t room = frame.width > width ? frame.width - width : 0;
  std::size_t kept = std::min(right ? frame.behind.size() : frame.before.size(), room > 1 ? room - 1 : 1);
  std::string rest(std::max<std::size_t>(1, room - std::min(room, kept)), ' '), blanks(kept, ' ');
  return right ? rest + text + blanks : blanks + text + rest;
}

class RowText {
 public:
  RowText(const Board::Content& content, const TableShape& shape, std::uint32_t line)
      : content_(content), line_(row_span(content.document, line)) {
    split_row(content.document, line, row_);
    split_row(content.document, shape.delimiter - 1, header_);
    split_row(content.document, shape.delimiter, rule_);
  }

  std::size_t size() const { return row_.raw.size(); }
  const RowCells& cells() const { return row_; }

  // As wide as header and rule in its column: the author keeps the table aligned.
  bool is_aligned(std::size_t index) const {
    if (index >= size() || index >= header_.raw.size() || index >= rule_.raw.size()) return false;
    if (index + 1 == size() && !row_.closed) return false;
    std::size_t width = raw_width(row_, index);
    return width == raw_width(header_, index) && width == raw_width(rule_, index);
  }

  Frame frame(std::size_t index) const {
    Span raw = row_.raw[index], text = row_.text[index];
    bool last_open = index + 1 == size() && !row_.closed;
    Frame frame;
    bool padded = raw.size() > 2;
    if (text.size() > 0) {
      frame.before = content_.text({raw.begin, text.begin});
      frame.behind = content_.text({text.end, raw.end});
      padded = frame.before.size() > 1 || frame.behind.size() > 1;
    } else if (last_open) {
      frame.behind.clear();
    }
    bool tabs = (frame.before + frame.behind).find('\t') != std::string::npos;
    if (!last_open && !tabs && (padded || is_aligned(index))) frame.width = raw_width(row_, index);
    return frame;
  }

  std::string raw(std::size_t index) const { return std::string(content_.text(row_.raw[index])); }
  // Indentation and opening pipe; closing pipe and what follows.
  std::string start() const { return std::string(content_.text({line_.begin, row_.raw.front().begin})); }
  std::string end() const { return std::string(content_.text({row_.raw.back().end, line_.end})); }
  std::size_t indent() const { return content_.text(line_).find_first_not_of(" \t"); }

  bool is_tight() const {
    return std::none_of(row_.raw.begin(), row_.raw.end(), [&](const Span& raw) {
      std::string_view text = content_.text(raw);
      return text.starts_with(' ') || text.ends_with(' ');
    });
  }

 private:
  std::size_t raw_width(const RowCells& cells, std::size_t index) const {
    return display_width(content_.text(cells.raw[index]));
  }

  const Board::Content& content_;
  Span line_;
  RowCells row_, header_, rule_;
};

Error not_writable(std::uint32_t line, std::string_view why) {
  return Error{ErrorKind::usage,
               "cannot write the row at line " + std::to_string(line) + ": " + std::string(why), ""};
}

// Splits the new line again: every changed cell must read as its text, every other as before.
Status verify(std::uint32_t line, const std::string& text, const std::vector<std::string>& wanted) {
  if (text.size() > kLineBytesMax) return not_writable(line, "it would be longer than 8 MiB");
  Document document(text);
  if (document.line_count() != 1 || !is_sure_row(text))
    return not_writable(line, "it would not be a row any more");
  RowCells cells;
  split_row(document, 1, cells);
  std::size_t count = std::max(cells.text.size(), wanted.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::string_view read = i < cells.text.size() ? document.text(cells.text[i]) : std::string_view();
    if (read != (i < wanted.size() ? std::string_view(wanted[i]) : std::string_view()))
      return not_writable(line, "cell " + std::to_string(i + 1) + " would not read back");
  }
  return Done{};
}

}  // namespace

std::string writable(std::string_view text) {
  std::string line = to_valid_utf8(text);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
  std::string_view kept = trim(line);
  while (kept.ends_with('\\')) kept = trim(kept.substr(0, kept.size() - 1));
  return std::string(kept);
}

Result<std::string> changed_row(const Board::Content& content, const TableShape& shape, std::uint32_t line,
                                const std::vector<CellChange>& changes) {
  RowText row(content, shape, line);
  std::vector<std::string> raws, texts;
  for (std::size_t i = 0; i < row.size(); ++i) {
    raws.push_back(row.raw(i));
    texts.emplace_back(content.text(row.cells().text[i]));
  }
  for (const CellChange& change : changes) {
    if (change.index >= kColumnsMax) return not_writable(line, "there is no such column");
    std::string text = escaped(writable(change.text));
    bool there = change.index < row.size();
    if (there && texts[change.index] == text) continue;
    if (change.index >= raws.size()) raws.resize(change.index + 1, " "), texts.resize(change.index + 1);
    raws[change.index] = framed(there ? row.frame(change.index) : Frame(), text);
    texts[change.index] = text;
  }
  if (raws.size() > row.size() && !row.cells().closed) {
    std::string& last = raws[row.size() - 1];
    if (!last.ends_with(' ')) last += ' ';
  }
  std::string result = row.start() + raws.front();
  for (std::size_t i = 1; i < raws.size(); ++i) result += "|" + raws[i];
  result += row.end();
  REEVE_CHECK(verify(line, result, texts));
  return result;
}

Result<std::string> new_row(const Board::Content& content, const TableShape& shape, std::uint32_t model,
                            const std::vector<std::string>& cells) {
  RowText row(content, shape, model);
  bool tight = row.is_tight();
  std::vector<std::string> texts;
  std::string result(row.indent(), ' ');
  std::string first = cells.empty() ? "" : escaped(writable(cells.front()));
  bool opened = row.cells().opened || !is_sure_row(first);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    texts.push_back(escaped(writable(cells[i])));
    Frame frame = tight ? Frame{"", "", 0} : Frame();
    if (row.is_aligned(i)) frame.width = row.frame(i).width;
    if (i == 0 && !opened) frame.before.clear();
    result += (i > 0 || opened ? "|" : "") + framed(frame, texts.back());
  }
  bool closed = row.cells().closed || texts.back().empty();
  while (!closed && result.ends_with(' ')) result.pop_back();
  if (closed) result += '|';
  REEVE_CHECK(verify(model, result, texts));
  return result;
}

}  // namespace reeve::board
