#include "shapes.h"

#include <algorithm>
#include <string_view>

namespace reeve::hostile {
namespace {

constexpr std::size_t kLineBytes = (8u << 20) - 64;  // just below what a line may have

const std::string kTable = "| id | status | depends_on | blocks | branch |\n|---|---|---|---|---|\n";

std::string room(std::size_t bytes, std::string_view beginning = "") {
  std::string text;
  text.reserve(bytes);
  text += beginning.substr(0, bytes);
  return text;
}

// As often as it fits.
void fill(std::string& text, std::size_t bytes, std::string_view piece) {
  while (text.size() + piece.size() <= bytes) text += piece;
}

std::string repeated(std::size_t bytes, std::string_view piece, std::string_view beginning = "") {
  std::string text = room(bytes, beginning);
  fill(text, bytes, piece);
  return text;
}

// Lines that are nearly as long as lines may be.
std::string long_lines(std::size_t bytes, std::string_view piece, std::string_view before = "",
                       std::string_view behind = "") {
  std::string text = room(bytes, kTable);
  while (text.size() + before.size() + piece.size() + behind.size() + 1 < bytes) {
    std::size_t end = std::min(bytes - behind.size() - 1, text.size() + kLineBytes);
    text += before;
    fill(text, end, piece);
    text += behind;
    text += '\n';
  }
  return text;
}

// Half is one thing, half the other.
std::string halves(std::size_t bytes, std::string_view first, std::string_view middle,
                   std::string_view second) {
  std::string text = room(bytes);
  fill(text, bytes / 2, first);
  text += middle;
  fill(text, bytes, second);
  return text;
}

std::string number(std::size_t value) {
  return std::to_string(value);
}

template <class Row>
std::string rows(std::size_t bytes, Row row) {
  std::string text = room(bytes, kTable);
  for (std::size_t i = 1;; ++i) {
    std::string line = row(i);
    if (text.size() + line.size() > bytes) return text;
    text += line;
  }
}

// Rows in so many bytes whose cells are "T", "todo" and `depends_on`.
std::string fanned(std::size_t bytes, std::string_view depends_on) {
  return rows(bytes, [&](std::size_t i) {
    return "|T" + number(i) + "|todo|" + std::string(i == 1 ? "" : depends_on) + "|\n";
  });
}

// All tasks in one cell of the last one.
std::string all_in_one_cell(std::size_t bytes) {
  std::string cell;
  cell.reserve(bytes / 2);
  std::string text = room(bytes, kTable);
  for (std::size_t i = 1; text.size() + cell.size() + 64 < bytes && cell.size() < kLineBytes - 64; ++i) {
    text += "|T" + number(i) + "|todo||\n";
    cell += "T" + number(i) + ",";
  }
  return text + "|Z|todo|" + cell + "|\n";
}

std::string one_cycle(std::size_t bytes) {
  std::size_t count = bytes / 26;
  std::string text = room(bytes, kTable);
  for (std::size_t i = 1; i <= count && text.size() + 32 < bytes; ++i)
    text += "|T" + number(i) + "|todo|T" + number(i == count ? 1 : i + 1) + "|\n";
  return text;
}

std::string dense_ranges(std::size_t bytes) {
  return rows(bytes, [&](std::size_t i) { return "|T" + number(i) + "|todo|T1–T1000|T1–T1000|\n"; });
}

// A list in a list in a list, each line one deeper; then blank lines, which leave all of them open.
std::string deeper_lists(std::size_t bytes, std::string_view indent, std::string_view behind) {
  std::string text = room(bytes), before;
  while (text.size() + before.size() + 4 < bytes / 2) {
    text += before + "- a\n";
    before += indent;
  }
  fill(text, bytes, behind);
  return text;
}

std::string nested_at_once(std::size_t bytes, std::string_view marker, std::string_view behind) {
  std::string text = room(bytes);
  fill(text, std::min(bytes / 2, kLineBytes), marker);
  text += "a\n";
  fill(text, bytes, behind);
  return text;
}

std::string growing_runs(std::size_t bytes, char sign) {
  std::string text = room(bytes, kTable + "\n");
  for (std::size_t run = 1; text.size() + run + 2 < bytes; ++run) text += std::string(run, sign) + "a ";
  return text;
}

std::string one_target(std::size_t bytes) {
  std::string text = room(bytes, "[a]: <");
  fill(text, bytes / 4, "x");
  text += ">\n\n";
  fill(text, bytes, "[a] ");
  return text;
}

std::string many_targets(std::size_t bytes) {
  std::string text = room(bytes);
  for (std::size_t i = 0; text.size() + 32 < bytes; ++i) text += "[r" + number(i) + "]: /u 't'\n";
  return text;
}

std::string wide(std::size_t bytes, std::size_t columns, std::string_view row) {
  std::string header = "|id|status|", rule = "|-|-|";
  for (std::size_t i = 2; i < columns; ++i) header += "c|", rule += "-|";
  return repeated(bytes, row, header + "\n" + rule + "\n");
}

std::string markers_in_code(std::size_t bytes) {
  std::string text = room(bytes, kTable);
  fill(text, bytes / 4, "# a\n");
  text += "```\n";
  fill(text, bytes, "<<<<<<< HEAD\n");
  return text;
}

std::string look_alikes(std::size_t bytes) {
  return rows(bytes, [&](std::size_t i) {
    std::string id = "T" + number(i / 2);
    return "|" + id + (i % 2 == 0 ? "\u200b" : "") + "|todo||\n";
  });
}

std::string series(std::size_t bytes) {
  return rows(bytes, [](std::size_t i) { return "|6-" + number(i) + "|todo|6系|\n"; });
}

std::string with_nul(std::size_t bytes) {
  std::string text = repeated(bytes, std::string_view("a\0b\n", 4));
  text.replace(0, kTable.size(), kTable);
  return text;
}

// As many things to say of each row as there are.
std::string bad_rows(std::size_t bytes) {
  return rows(bytes, [](std::size_t i) {
    return "|" + std::string(60, 'T') + number(i / 2) +
           "\u200b|todo|unknown-one, unknown-two|unknown-three|..|x|y|\n";
  });
}

std::string many_phases(std::size_t bytes) {
  std::string text = room(bytes, "# a\n\n" + kTable + "|A|todo||\n\n# b\n\n" + kTable);
  for (std::size_t i = 0; text.size() + 24 < bytes; ++i) text += "|T" + number(i) + "|todo||\n";
  return text;
}

const std::vector<Shape> kRows = {
    {"rows: smallest",
     [](std::size_t n) { return rows(n, [](auto i) { return "|T" + number(i) + "|todo|\n"; }); }},
    {"rows: one id", [](std::size_t n) { return repeated(n, "|A|todo|\n", kTable); }},
    {"rows: no id", [](std::size_t n) { return repeated(n, "||todo|\n", kTable); }},
    {"rows: words", [](std::size_t n) { return repeated(n, "a\n", kTable); }},
    {"rows: short", [](std::size_t n) { return repeated(n, "|A\n", kTable); }},
    {"rows: long", [](std::size_t n) { return repeated(n, "|A|todo|||||||||||||||\n", kTable); }},
    {"rows: no text", [](std::size_t n) { return repeated(n, "|-|na|None|n/a|nil|\n", kTable); }},
    {"rows: bad branches",
     [](std::size_t n) { return rows(n, [](auto i) { return "|T" + number(i) + "|todo|||..|\n"; }); }},
    {"rows: ids that differ by nothing visible", look_alikes},
    {"rows: all that is bad", bad_rows},
    {"rows: phases", many_phases},
    {"rows: a thousand columns", [](std::size_t n) { return wide(n, 1000, "|A|todo|\n"); }},
    {"rows: a thousand columns, words", [](std::size_t n) { return wide(n, 1000, "a\n"); }},
    {"rows: a thousand columns, indented", [](std::size_t n) { return wide(n, 1000, "    a\n"); }},
    {"rows: very many columns", [](std::size_t n) { return wide(n, n / 8, "|A|todo|\n"); }},
    {"cells: nothing in them", [](std::size_t n) { return long_lines(n, "|"); }},
    {"cells: statuses", [](std::size_t n) { return long_lines(n, "todo|", "|A|"); }},
    {"cells: escaped pipes", [](std::size_t n) { return long_lines(n, "\\|", "|A|"); }},
    {"cells: blanks", [](std::size_t n) { return long_lines(n, " ", "|A|todo|", "|"); }},
    {"cells: long id", [](std::size_t n) { return long_lines(n, "a", "|", "|todo|"); }},
    {"cells: brackets behind an id", [](std::size_t n) { return long_lines(n, "]", "|a1", "|todo|"); }},
    {"cells: links behind an id", [](std::size_t n) { return long_lines(n, "](a)", "|a1", "|todo|"); }},
    {"cells: long status", [](std::size_t n) { return long_lines(n, "*", "|A|", "|"); }},
    {"cells: signs", [](std::size_t n) { return long_lines(n, "🔵", "|A|", "|"); }},
    {"cells: long branch", [](std::size_t n) { return long_lines(n, "x/", "|A|todo|||", "|"); }},
    {"cells: no UTF-8 at the end", [](std::size_t n) { return long_lines(n, "é", "|A|todo|", "\xff|"); }},
};

const std::vector<Shape> kDependencies = {
    {"dependencies: one cycle", one_cycle},
    {"dependencies: all on one", [](std::size_t n) { return fanned(n, "T1"); }},
    {"dependencies: one on all", all_in_one_cell},
    {"dependencies: unknown", [](std::size_t n) { return fanned(n, "x,y"); }},
    {"dependencies: wide ranges", dense_ranges},
    {"dependencies: ranges of ranges", [](std::size_t n) { return fanned(n, "T1-T2-T3-T4-T5-T6-T7"); }},
    {"dependencies: elided", [](std::size_t n) { return fanned(n, "T1,2,3,4,5,6,7"); }},
    {"dependencies: series", series},
    {"dependencies: remarks", [](std::size_t n) { return fanned(n, "T1 (a), T1 [b]"); }},
    {"dependencies: words", [](std::size_t n) { return fanned(n, "T1 and T2 & T3/T4+T5"); }},
    {"dependencies: cell of commas", [](std::size_t n) { return long_lines(n, ",", "|A|todo|", "|"); }},
    {"dependencies: cell of dashes", [](std::size_t n) { return long_lines(n, "-,", "|A|todo|", "|"); }},
    {"dependencies: cell of nothing", [](std::size_t n) { return long_lines(n, "na,", "|A|todo|", "|"); }},
    {"dependencies: cell of brackets", [](std::size_t n) { return long_lines(n, "(", "|A|todo|", "|"); }},
    {"dependencies: cell of links", [](std::size_t n) { return long_lines(n, "[a](", "|A|todo|", "|"); }},
    {"dependencies: cell of ands", [](std::size_t n) { return long_lines(n, " and ", "|A|todo|", "|"); }},
    {"dependencies: cell of ids", [](std::size_t n) { return long_lines(n, "A,", "|A|todo|", "|"); }},
    {"dependencies: cell of marks", [](std::size_t n) { return long_lines(n, "#", "|A|todo|", "|"); }},
};

const std::vector<Shape> kTables = {
    {"tables: empty ones", [](std::size_t n) { return repeated(n, "|id|status|\n|-|-|\n\n"); }},
    {"tables: of one row", [](std::size_t n) { return repeated(n, "|id|status|\n|-|-|\n|A|todo|\n\n"); }},
    {"tables: with headings",
     [](std::size_t n) { return repeated(n, "# a\n|id|status|\n|-|-|\n|A|todo|\n\n"); }},
    {"tables: marked",
     [](std::size_t n) { return repeated(n, "<!-- reeve:tasks -->\n\n|id|status|\n|-|-|\n|A|todo|\n\n"); }},
    {"tables: in quotes",
     [](std::size_t n) { return repeated(n, "> |id|status|\n> |-|-|\n> |A|todo|\n\n"); }},
    {"tables: one in a quote",
     [](std::size_t n) { return repeated(n, "> |A|todo|\n", "> |id|status|\n> |-|-|\n"); }},
    {"tables: only delimiters", [](std::size_t n) { return repeated(n, "|-|\n"); }},
    {"tables: delimiters that do not fit", [](std::size_t n) { return repeated(n, "|-|\n|-|-|\n"); }},
    {"tables: delimiters in a quote", [](std::size_t n) { return repeated(n, "> |-|\n> |-|-|\n"); }},
    {"tables: text, then delimiters", [](std::size_t n) { return halves(n, "a|\n", "a\n", "|-|-|\n"); }},
    {"tables: one text, then delimiters", [](std::size_t n) { return halves(n, "a ", "\n", "|-|-|\n"); }},
    {"tables: colons", [](std::size_t n) { return repeated(n, "a\n:-\n"); }},
    {"tables: none, only pipes", [](std::size_t n) { return repeated(n, "|\n"); }},
    {"tables: spoilt by text", [](std::size_t n) { return repeated(n, "a|\n|id|status|\n|-|-|\n\n"); }},
    {"tables: in open code", [](std::size_t n) { return repeated(n, "|A|todo|\n", "```\n" + kTable); }},
    {"tables: many in open code",
     [](std::size_t n) {
       return repeated(n, "|id|status|\n|-|-|\n|A|todo|\n|B|todo|\n", kTable + "\n```\n");
     }},
    {"tables: many in an open comment",
     [](std::size_t n) {
       return repeated(n, "|id|status|\n|-|-|\n|A|todo|\n|B|todo|\n", kTable + "\n<!--\n");
     }},
    {"conflict markers in code", markers_in_code},
};

const std::vector<Shape> kBlocks = {
    {"lines: empty", [](std::size_t n) { return repeated(n, "\n", kTable); }},
    {"lines: CRLF", [](std::size_t n) { return repeated(n, "\r\n", kTable); }},
    {"lines: CR", [](std::size_t n) { return repeated(n, "\r", kTable); }},
    {"lines: CR, one LF", [](std::size_t n) { return halves(n, "a\r", "\n", "b\r"); }},
    {"lines: rows that end in CR",
     [](std::size_t n) { return repeated(n, "|A|todo|\r", "|id|status|\r|-|-|\r"); }},
    {"lines: all ends", [](std::size_t n) { return repeated(n, "a\r\n\rb\n\n\r", kTable); }},
    {"lines: blanks", [](std::size_t n) { return repeated(n, "   \t \n", kTable); }},
    {"lines: long", [](std::size_t n) { return long_lines(n, "x"); }},
    {"lines: longer than may be", [](std::size_t n) { return repeated(n, "x", kTable); }},
    {"lines: of one letter", [](std::size_t n) { return repeated(n, "a\n\n"); }},
    {"text: plain", [](std::size_t n) { return repeated(n, "some words that make a line of text\n"); }},
    {"text: headings", [](std::size_t n) { return repeated(n, "#\n"); }},
    {"text: underlined headings", [](std::size_t n) { return repeated(n, "a\n=\n"); }},
    {"text: rules", [](std::size_t n) { return repeated(n, "---\n\n"); }},
    {"text: a rule", [](std::size_t n) { return long_lines(n, "- "); }},
    {"text: fences", [](std::size_t n) { return repeated(n, "```\n```\n"); }},
    {"text: indented", [](std::size_t n) { return repeated(n, "    a\n"); }},
    {"text: tabs", [](std::size_t n) { return long_lines(n, "\t"); }},
    {"text: NUL", with_nul},
    {"text: no UTF-8", [](std::size_t n) { return repeated(n, "\xff\xfe\n", kTable + "\n"); }},
    {"text: UTF-16", [](std::size_t n) { return repeated(n, std::string_view("a\0", 2), "\xff\xfe"); }},
    {"nesting: >", [](std::size_t n) { return nested_at_once(n, ">", "\n"); }},
    {"nesting: > on each line", [](std::size_t n) { return repeated(n, std::string(2000, '>') + "a\n"); }},
    {"nesting: > and text", [](std::size_t n) { return nested_at_once(n, "> ", "a\n"); }},
    {"nesting: lists", [](std::size_t n) { return nested_at_once(n, "- ", "\n"); }},
    {"nesting: numbers", [](std::size_t n) { return nested_at_once(n, "1. ", "\n"); }},
    {"nesting: both", [](std::size_t n) { return nested_at_once(n, "> - ", "\n"); }},
    {"nesting: many lists", [](std::size_t n) { return repeated(n, "- - - - - - - - a\n"); }},
    {"nesting: deeper lists", [](std::size_t n) { return deeper_lists(n, "  ", "\n"); }},
    {"nesting: deeper lists by tabs", [](std::size_t n) { return deeper_lists(n, "\t", "\n"); }},
    {"nesting: deeper lists, text", [](std::size_t n) { return deeper_lists(n, "  ", "a\n"); }},
    {"nesting: items", [](std::size_t n) { return repeated(n, "-\n"); }},
};

const std::vector<Shape> kInlines = {
    {"markup: backticks", [](std::size_t n) { return repeated(n, "`", kTable + "\n"); }},
    {"markup: backticks in long lines", [](std::size_t n) { return long_lines(n, "`a"); }},
    {"markup: growing backticks", [](std::size_t n) { return growing_runs(n, '`'); }},
    {"markup: growing stars", [](std::size_t n) { return growing_runs(n, '*'); }},
    {"markup: stars", [](std::size_t n) { return repeated(n, "*a_ \n", kTable + "\n"); }},
    {"markup: emphasis", [](std::size_t n) { return repeated(n, "*a **a \n", kTable + "\n"); }},
    {"markup: underscores", [](std::size_t n) { return long_lines(n, "_a"); }},
    {"markup: brackets", [](std::size_t n) { return long_lines(n, "["); }},
    {"markup: closed brackets", [](std::size_t n) { return repeated(n, "[a]\n", kTable + "\n"); }},
    {"markup: images", [](std::size_t n) { return repeated(n, "![[]()\n", kTable + "\n"); }},
    {"markup: links", [](std::size_t n) { return repeated(n, "[a](<b\n", kTable + "\n"); }},
    {"markup: links with titles", [](std::size_t n) { return repeated(n, "[a](b '\n", kTable + "\n"); }},
    {"markup: one target", one_target},
    {"markup: many targets", many_targets},
    {"markup: entities", [](std::size_t n) { return repeated(n, "&amp;&#35;\n", kTable + "\n"); }},
    {"markup: ampersands", [](std::size_t n) { return long_lines(n, "&"); }},
    {"markup: backslashes", [](std::size_t n) { return long_lines(n, "\\"); }},
    {"markup: tags", [](std::size_t n) { return repeated(n, "a <b c='\n", kTable + "\n"); }},
    {"markup: angles", [](std::size_t n) { return long_lines(n, "<"); }},
    {"markup: instructions", [](std::size_t n) { return repeated(n, "a <?\n", kTable + "\n"); }},
    {"markup: declarations", [](std::size_t n) { return repeated(n, "a <!A \n", kTable + "\n"); }},
    {"markup: CDATA", [](std::size_t n) { return repeated(n, "a <![CDATA[\n", kTable + "\n"); }},
    {"markup: comments", [](std::size_t n) { return repeated(n, "a <!-- b\n", kTable + "\n"); }},
    {"markup: open comment", [](std::size_t n) { return repeated(n, "a\n", kTable + "\n<!--\n"); }},
    {"markup: html", [](std::size_t n) { return repeated(n, "<div>\n\n", kTable + "\n"); }},
    {"markup: in rows", [](std::size_t n) { return repeated(n, "|[A](<?`*_|todo|\n", kTable); }},
    {"markup: in unusual rows", [](std::size_t n) { return repeated(n, "[A](<?`*_|todo|\n", kTable); }},
    {"markup: in headings", [](std::size_t n) { return long_lines(n, "<?", "# "); }},
};

}  // namespace

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = [] {
    std::vector<Shape> joined;
    for (const auto* some : {&kRows, &kDependencies, &kTables, &kBlocks, &kInlines})
      joined.insert(joined.end(), some->begin(), some->end());
    return joined;
  }();
  return all;
}

}  // namespace reeve::hostile
