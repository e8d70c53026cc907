#include "outline.h"

#include <algorithm>
#include <utility>

#include "split.h"

namespace reeve::board {
namespace {

constexpr int kIndentMax = 3;

// Lines first … first + count - 1 are sure rows of a table whose delimiter row is the line before.
struct Candidate {
  std::uint32_t delimiter = 0;
  std::uint32_t rows = 0;
  bool cut = true;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// The offset of the first byte behind at most three blanks; `npos` if there are more or nothing follows.
std::size_t text_start(std::string_view line) {
  std::size_t at = line.find_first_not_of(' ');
  return at > kIndentMax ? line.npos : at;
}

bool is_delimiter_row(std::string_view line) {
  std::size_t at = text_start(line);
  if (at == line.npos || (line[at] != '|' && line[at] != ':' && line[at] != '-')) return false;
  return line.find_first_not_of("|:- \t\v\f", at) == line.npos && line.find('-', at) != line.npos &&
         (line.find('|', at) != line.npos || line.find(':', at) != line.npos);
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\v\f") == line.npos;
}

std::uint64_t pipes_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '|'));
}

// The bytes of a list's marker at the start of `text`; 0 if there is none.
std::size_t list_marker(std::string_view text) {
  constexpr std::size_t kDigitsMax = 9;
  std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  bool number = digits > 0 && digits <= kDigitsMax;
  std::size_t end = number ? digits + 1 : 1;
  std::string_view signs = number ? ".)" : "-+*";
  bool is_marker = end <= text.size() && signs.find(text[end - 1]) != signs.npos;
  bool ends = end == text.size() || (end < text.size() && (text[end] == ' ' || text[end] == '\t'));
  return is_marker && ends ? end : 0;
}

// What may open lists and quotes, at the start of a line, or leave them open.
struct Prefix {
  std::uint64_t markers = 0;  // an item has a list
  std::uint64_t blanks = 0;   // an item takes two of them
  std::size_t size = 0;
};

Prefix prefix_of(std::string_view line) {
  Prefix prefix;
  std::size_t& at = prefix.size;
  while (at < line.size()) {
    if (line[at] == ' ' || line[at] == '\t') {
      prefix.blanks += line[at++] == ' ' ? 1 : 4;
    } else if (line[at] == '>') {
      ++prefix.markers, ++at;
    } else if (std::size_t size = list_marker(line.substr(at)); size > 0) {
      prefix.markers += 2, at += size;
    } else {
      break;
    }
  }
  return prefix;
}

// A line as the bounds below look at it.
struct Line {
  explicit Line(std::string_view bytes)
      : text(bytes), blank(is_blank(bytes)), prefix(blank ? Prefix() : prefix_of(bytes)) {}

  std::string_view text;
  bool blank;
  Prefix prefix;
};

// No fewer bytes than cmark-gfm reads once more: at each delimiter row it takes all of the paragraph above
// for a header.
class Paragraphs {
 public:
  std::uint64_t read_again(const Line& line) {
    std::uint64_t above = above_;
    above_ = line.blank ? 0 : above + line.text.size() + 1;
    return above > 0 && is_delimiter_row(line.text.substr(line.prefix.size)) ? above : 0;
  }

 private:
  std::uint64_t above_ = 0;
};

// No fewer lists, items and quotes than cmark-gfm may have open in each line.
class Nesting {
 public:
  std::uint64_t in(const Line& line) {
    bool after_blank = std::exchange(after_blank_, line.blank);
    if (line.blank) return open_;
    std::uint64_t here = line.prefix.markers + std::min(open_, line.prefix.blanks);
    // A line of text goes on with the paragraph of the line before, however deep that is.
    open_ = after_blank ? here : std::max(open_, here);
    return here;
  }

 private:
  std::uint64_t open_ = 0;
  bool after_blank_ = true;
};

class Scan {
 public:
  explicit Scan(const Document& document) : document_(document) {}

  std::vector<Candidate> candidates() const {
    std::vector<Candidate> found;
    std::uint32_t row = 0;
    // So many are refused: each leaves its delimiter row to cmark.
    for (std::uint32_t line = 2; line <= document_.line_count() && found.size() < kMarkdownNodesMax; ++line) {
      if (!is_delimiter_row(text(line)) || is_blank(text(line - 1))) continue;
      // Sure rows behind one that does not fit are gone through once, not again for each like it among them.
      row = std::max(row, line + 1);
      while (row <= document_.line_count() && is_sure_row(text(row))) ++row;
      std::uint32_t rows = row - line - 1;
      // A lone CR before the cut and an LF behind it would become one line end.
      while (rows > 0 && joins(line, line + rows + 1)) --rows;
      bool fits = count_cells(text(line)) == count_cells(text(line - 1));
      found.push_back({line, rows, fits});
      line += fits ? rows : 0;
    }
    return found;
  }

 private:
  std::string_view text(std::uint32_t line) const { return document_.text(row_span(document_, line)); }

  bool joins(std::uint32_t before, std::uint32_t after) const {
    if (after > document_.line_count()) return false;
    return document_.text(document_.line_with_end(before)).ends_with('\r') &&
           document_.text(document_.line_with_end(after)).starts_with('\n');
  }

  const Document& document_;
};

// What is left of the document once the cut rows are out, and how its lines count in the document.
class Rest {
 public:
  Rest(const Document& document, const std::vector<Candidate>& candidates) : document_(document) {
    std::uint32_t from = 1;
    for (const Candidate& candidate : candidates) {
      if (!candidate.cut || candidate.rows == 0) continue;
      add(from, candidate.delimiter);
      from = candidate.delimiter + candidate.rows + 1;
    }
    add(from, document.line_count());
  }

  std::vector<std::string_view> pieces() const {
    std::vector<std::string_view> texts;
    for (const Piece& piece : pieces_) {
      Span last = document_.line_with_end(piece.first + piece.lines - 1);
      texts.push_back(document_.text({document_.line_with_end(piece.first).begin, last.end}));
    }
    return texts;
  }

  // The line of the document that is line `line` of the rest. A delimiter row ends its piece.
  std::uint32_t in_document(std::uint32_t line) const {
    auto behind =
        std::upper_bound(pieces_.begin(), pieces_.end(), line,
                         [](std::uint32_t wanted, const Piece& piece) { return wanted < piece.start; });
    if (behind == pieces_.begin()) return line;
    const Piece& piece = *std::prev(behind);
    return piece.first + (line - piece.start);
  }

  // Errors: what cmark-gfm would need too much time or memory for.
  Status check() const {
    std::size_t bytes = 0;
    std::uint64_t nodes = 0;
    std::uint64_t read_again = 0;
    Nesting nesting;
    Paragraphs paragraphs;
    for (const Piece& piece : pieces_) {
      std::uint64_t columns = 0;
      for (std::uint32_t line = piece.first; line < piece.first + piece.lines; ++line) {
        Line read(document_.text(document_.line(line)));
        std::uint64_t pipes = pipes_in(read.text);
        if (pipes > kColumnsMax + 1)
          return unreadable(line, "more than " + std::to_string(kColumnsMax) + " columns",
                            "keep what is no table of tasks in another file");
        // A short row is padded to the width of its table; no table reaches past a blank line.
        columns = read.blank ? 0 : std::max(columns, pipes);
        nodes += 1 + nesting.in(read) + columns;
        bytes += read.text.size();
        read_again += paragraphs.read_again(read);
        if (read_again > kReadAgainMax)
          return unreadable(line, "too many rows of dashes in one paragraph up to here",
                            "an empty line above the header of each table parts them");
        if (nodes > kMarkdownNodesMax)
          return unreadable(
              line,
              "too much markup up to here: wide tables with short or unusual rows, deeply nested "
              "lists or quotes, or hundreds of thousands of lines besides table rows",
              "keep what is no table of tasks in another file");
        if (bytes > kMarkdownBytesMax)
          return unreadable(line, "more than 8 MiB of text besides table rows up to here",
                            "keep what is no table of tasks in another file");
      }
    }
    return Done{};
  }

 private:
  struct Piece {
    std::uint32_t start = 0;  // its first line, counted in the rest
    std::uint32_t first = 0;  // the same line, counted in the document
    std::uint32_t lines = 0;
  };

  void add(std::uint32_t first, std::uint32_t last) {
    if (last < first) return;
    std::uint32_t start = pieces_.empty() ? 1 : pieces_.back().start + pieces_.back().lines;
    pieces_.push_back({start, first, last - first + 1});
  }

  const Document& document_;
  std::vector<Piece> pieces_;
};

const Block* table_at(const std::vector<Block>& top, std::uint32_t delimiter) {
  auto at = std::lower_bound(top.begin(), top.end(), delimiter,
                             [](const Block& block, std::uint32_t line) { return block.last_line < line; });
  for (; at != top.end() && at->first_line <= delimiter; ++at)
    if (at->kind == BlockKind::table && at->first_line == delimiter) return &*at;
  return nullptr;
}

// Puts the lines of `blocks` into the document's count, and the cut rows back into their tables.
void restore(Blocks& blocks, const Rest& rest, const std::vector<Candidate>& candidates) {
  auto candidate = candidates.begin();
  for (Block& block : blocks.top) {
    std::uint32_t first = block.first_line;
    block.first_line = rest.in_document(first);
    if (block.kind != BlockKind::table) {
      block.last_line = rest.in_document(block.last_line);
      continue;
    }
    while (candidate != candidates.end() && candidate->delimiter < block.first_line) ++candidate;
    bool cut = candidate != candidates.end() && candidate->delimiter == block.first_line && candidate->cut;
    if (cut) block.body_rows += candidate->rows;
    block.last_line = block.first_line + block.body_rows;
  }
  for (NestedTable& table : blocks.nested) table.delimiter_line = rest.in_document(table.delimiter_line);
}

// Lines that read as tables and that cmark holds for running text: mostly a mistake of the author.
std::vector<std::uint32_t> missed_tables(const std::vector<Block>& top,
                                         const std::vector<Candidate>& candidates) {
  std::vector<std::uint32_t> missed;
  auto block = top.begin();
  for (const Candidate& candidate : candidates) {
    while (block != top.end() && block->last_line < candidate.delimiter) ++block;
    if (block == top.end()) break;
    bool inside = block->first_line <= candidate.delimiter;
    if (inside && block->kind == BlockKind::paragraph) missed.push_back(candidate.delimiter);
  }
  return missed;
}

Status check_sizes(const Document& document) {
  const std::string& bytes = document.bytes();
  if (bytes.size() > kFileBytesMax)
    return unreadable(0, "the file is larger than 32 MiB", "move tasks that are done to another file");
  std::string_view start = std::string_view(bytes).substr(0, 4);
  bool marked = start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff");
  bool wide =
      start.size() >= 4 && ((start[0] == 0) != (start[1] == 0)) && ((start[2] == 0) != (start[3] == 0));
  if (marked || wide)
    return unreadable(1, "the file is UTF-16",
                      "save it as UTF-8 (each editor can; iconv -f utf-16 -t utf-8 prints it so)");
  if (document.line_count() > kLinesMax)
    return unreadable(kLinesMax + 1, "more than 2 million lines", "move tasks that are done to another file");
  for (std::uint32_t line = 1; line <= document.line_count(); ++line) {
    std::string_view text = document.text(document.line(line));
    if (text.size() > kLineBytesMax)
      return unreadable(line, "the line is longer than 8 MiB",
                        "move the long text to a file, and name that in the row");
    if (text.size() > kCellsMax && pipes_in(text) > kCellsMax)
      return unreadable(line, "the line has more than a million cells", "a pipe in a text is written \\|");
  }
  return Done{};
}

}  // namespace

bool is_sure_row(std::string_view line) {
  std::size_t at = text_start(line);
  if (at == line.npos) return false;
  if (line[at] == '|') return line.find_first_not_of(" \t\v\f", at + 1) != line.npos;
  return is_letter(line[at]);
}

Error unreadable(std::uint32_t line, std::string_view reason, std::string_view hint) {
  std::string where = line == 0 ? "" : "line " + std::to_string(line) + ": ";
  return Error{ErrorKind::unreadable, "cannot read the tracking file: " + where + std::string(reason),
               std::string(hint)};
}

Result<Outline> read_outline(const Document& document, Reading reading) {
  REEVE_CHECK(check_sizes(document));
  std::vector<Candidate> candidates = Scan(document).candidates();
  if (reading == Reading::whole)
    for (Candidate& candidate : candidates) candidate.cut = false;
  // Each round gives at least one candidate's lines back; the third reads the whole text.
  for (int round = 0;; ++round) {
    Rest rest(document, candidates);
    REEVE_CHECK(rest.check());
    Blocks blocks = read_blocks(rest.pieces());
    restore(blocks, rest, candidates);
    bool sound = true;
    for (Candidate& candidate : candidates) {
      if (!candidate.cut || candidate.rows == 0 || table_at(blocks.top, candidate.delimiter)) continue;
      candidate.cut = sound = false;
    }
    if (sound) {
      std::vector<std::uint32_t> missed = missed_tables(blocks.top, candidates);
      return Outline{std::move(blocks.top), std::move(blocks.nested), std::move(missed)};
    }
    if (round == 1)
      for (Candidate& candidate : candidates) candidate.cut = false;
  }
}

}  // namespace reeve::board
