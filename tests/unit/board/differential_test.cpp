// The shortcuts around cmark-gfm, held against cmark-gfm itself: rows cut out before it reads must change
// nothing, nor may a tree that is looked at before it is finished; our splitter must give its cells.
// REEVE_RANDOM_DOCUMENTS asks for more.
#include <cstdlib>
#include <random>

#include "board/markdown.h"
#include "board/outline.h"
#include "support.h"
#include "support/cells.h"

namespace reeve::board {
namespace {

constexpr int kDocuments = 20'000;

std::string described(const Outline& outline) {
  std::string text;
  for (const Block& block : outline.top)
    text += std::to_string(static_cast<int>(block.kind)) + ":" + std::to_string(block.first_line) + "-" +
            (block.kind == BlockKind::table ? std::to_string(block.last_line) : "") + "/" +
            std::to_string(block.body_rows) + "/" + std::to_string(block.columns) + " ";
  for (const NestedTable& table : outline.nested) {
    text += "nested " + std::to_string(table.delimiter_line);
    for (const auto& row : table.rows)
      for (const std::string& cell : row) text += "<" + cell + ">";
  }
  return text;
}

void compare(const std::string& text) {
  CAPTURE(text);
  Document document(text);
  auto cut = read_outline(document), whole = read_outline(document, Reading::whole);
  REQUIRE(cut);
  REQUIRE(whole);
  if (described(*cut) != described(*whole)) CHECK(described(*cut) == described(*whole));
  Blocks blocks = blocks_by_cmark(text);
  Outline finished{blocks.top, blocks.nested, {}};
  if (described(*whole) != described(finished)) CHECK(described(*whole) == described(finished));
  auto ours = cells_by_us(document, *cut), theirs = cells_by_cmark(text);
  if (ours != theirs) CHECK(ours == theirs);
}

const std::vector<std::string> kPieces = {"| a | b |",
                                          "| a | b |",
                                          "| a | b |",
                                          "|---|---|",
                                          "|---|---|",
                                          "|:-:|-|",
                                          "a | b",
                                          "---|---",
                                          "- | -",
                                          "| a |",
                                          "|-|",
                                          "a |",
                                          ":-",
                                          "> | a | b |",
                                          "> |---|---|",
                                          "- | a | b |",
                                          "  |---|---|",
                                          "  | c | d |",
                                          "    | e | f |",
                                          "   | g |",
                                          "\t| h |",
                                          "```",
                                          "~~~",
                                          "<!-- x",
                                          "-->",
                                          "| --> |",
                                          "<div>",
                                          "<pre>",
                                          "</pre>",
                                          "",
                                          "",
                                          " ",
                                          "|",
                                          "||",
                                          "| |",
                                          "|  ",
                                          "text",
                                          "# head",
                                          "===",
                                          "---",
                                          "| a \\| b | c |",
                                          "`a|b` | c",
                                          "| \\ | x |",
                                          "| \\\\| x |",
                                          "\xc3\xa9 | \xe4\xb8\xad",
                                          "|\v| x |",
                                          "| \f y \v| z",
                                          "1. | x | y |",
                                          "2) |-|-|",
                                          "| a | b | c | d",
                                          "[r]: /u | x |",
                                          "| [r]: /u |",
                                          "\\| a | b |",
                                          "\\",
                                          "a\\",
                                          "* * *",
                                          "|a|b|",
                                          "|a",
                                          "x|",
                                          "--|",
                                          "|--",
                                          "-|-",
                                          "+ z",
                                          "<b> | c",
                                          "&amp; | d",
                                          "| - | - |",
                                          "| -- | : |",
                                          "word"};

std::string random_line(std::mt19937& random) {
  static const std::string kAlphabet = "||| --::\\`a>#*\t\v\fb1.";
  if (random() % 3 != 0) return kPieces[random() % kPieces.size()];
  std::string line;
  for (std::size_t i = random() % 12; i > 0; --i) line += kAlphabet[random() % kAlphabet.size()];
  return line;
}

std::string random_document(std::mt19937& random) {
  static const std::vector<std::string> kEnds = {"\n", "\r\n", "\r"};
  std::size_t style = random() % 6;
  std::string text = random() % 40 == 0 ? "\xef\xbb\xbf" : "";
  for (std::size_t lines = 1 + random() % 14; lines > 0; --lines) {
    text += random_line(random);
    if (lines > 1 || random() % 3 != 0)
      text += style < 3 ? kEnds[style] : style == 3 ? kEnds[random() % 3] : "\n";
  }
  return text;
}

TEST_CASE("cutting rows out and splitting cells agree with cmark-gfm on shapes picked by hand") {
  const std::string table = "| a | b |\n|---|---|\n| c | d |\n";
  for (const std::string& text : std::vector<std::string>{
           table,
           "text\n" + table,
           "ends in |\n" + table,
           table + "| e |\nno pipe\n\n" + table,
           "```\n" + table + "```\n" + table,
           "<!--\n" + table + "-->\n" + table,
           "<!--\n| a | b |\n|---|---|\n| --> | d |\n" + table,
           "> " + table + table,
           "- | a | b |\n  |---|---|\n  | c | d |\n\n" + table,
           "\xef\xbb\xbf" + table,
           "---\ntitle: x\n---\n" + table,
           table + "|\n| e | f |\n",
           table + "    | e | f |\n",
           table + "- e | f\n",
           "| a | b |\n|---|---|\n| a | b |\n|---|---|\n| c | d |\n",
           "| a | b |\r|---|---|\r| c | d |\r\n\n| e | f |\n",
           "| a | b |\n|---|---|\n| c \\| d | `e|f` | g |\n| h\n| i | j | k | l |",
           "|a\n|-\n|\\|\n|\\\\|\n",
       })
    compare(text);
}

TEST_CASE("… and on random documents") {
  const char* wanted = std::getenv("REEVE_RANDOM_DOCUMENTS");
  const char* seed = std::getenv("REEVE_RANDOM_SEED");
  std::mt19937 random(seed ? static_cast<unsigned>(std::atoi(seed)) : 1);
  for (int left = wanted ? std::atoi(wanted) : kDocuments; left > 0; --left) compare(random_document(random));
}

}  // namespace
}  // namespace reeve::board
