// Bytes that cannot be part of a tracking file: conflict markers, NUL, text that is no UTF-8.
#include <algorithm>

#include "content.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::size_t kMarkerLength = 7;

bool is_marker(std::string_view line, char sign) {
  return line.size() > kMarkerLength + 1 && line.find_first_not_of(sign) == kMarkerLength &&
         line[kMarkerLength] == ' ';
}

bool is_in_code(const Outline& outline, std::uint32_t line) {
  auto behind =
      std::lower_bound(outline.top.begin(), outline.top.end(), line,
                       [](const Block& block, std::uint32_t wanted) { return block.first_line < wanted; });
  if (behind == outline.top.begin()) return false;
  const Block& block = *std::prev(behind);
  return block.kind == BlockKind::code && line <= block.last_line;
}

// One pass without branches: nearly every line of nearly every file is plain.
bool is_plain(std::string_view text) {
  unsigned char all = 0;
  bool zero = false;
  for (char c : text) {
    all |= static_cast<unsigned char>(c);
    zero |= c == 0;
  }
  return all < 0x80 && !zero;
}

Status check_line(const Document& document, std::uint32_t line) {
  std::string_view text = document.text(document.line(line));
  if (is_plain(text)) return Done{};
  if (text.find('\0') != text.npos)
    return unreadable(line, "there is a NUL byte in a task table",
                      "take it out with an editor: the text of that line must be UTF-8");
  if (invalid_utf8_at(text))
    return unreadable(line, "the text in a task table is not UTF-8",
                      "save the file as UTF-8 (each editor can; iconv -f latin1 -t utf-8 prints it so)");
  return Done{};
}

}  // namespace

Status check_bytes(const Document& document, const Outline& outline) {
  bool divided = false;
  for (std::uint32_t number = 1; number <= document.line_count(); ++number) {
    std::string_view line = document.text(document.line(number));
    if (line.empty() || (line[0] != '<' && line[0] != '=' && line[0] != '>')) continue;
    divided = divided || line == "=======";
    if (!is_marker(line, '<') && !(divided && is_marker(line, '>'))) continue;
    if (is_in_code(outline, number)) continue;
    return unreadable(
        number, "there is a conflict marker of a merge",
        "edit the file: of the two sides keep what is right, and take out the lines that begin with "
        "<<<<<<<, ======= and >>>>>>>");
  }
  return Done{};
}

Status check_task_tables(const Board::Content& content) {
  std::uint32_t tasks = 0;
  for (std::size_t i = 0; i < content.tables.size(); ++i) {
    if (!content.tables[i].taken) continue;
    const TableShape& shape = content.shapes[i];
    if (shape.rows > kTasksMax - tasks)
      return unreadable(shape.line_of_row(kTasksMax - tasks), "more than 300 000 tasks",
                        "move tasks that are done to another file");
    tasks += shape.rows;
    for (std::uint32_t line = shape.delimiter - 1; line <= shape.delimiter + shape.rows; ++line)
      REEVE_CHECK(check_line(content.document, line));
  }
  return Done{};
}

}  // namespace reeve::board
