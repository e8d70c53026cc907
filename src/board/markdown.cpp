#include "markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <memory>
#include <mutex>

#include "split.h"

namespace reeve::board {
namespace {

struct Freer {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Parser = std::unique_ptr<cmark_parser, Freer>;
using Root = std::unique_ptr<cmark_node, Freer>;

// Read before the text, so that the first line opens a paragraph of ours.
constexpr std::string_view kBefore = "x\n\n";
constexpr int kLinesBefore = 2;

thread_local cmark_node* root_seen = nullptr;

// An extension that opens no block: cmark asks it about the line behind `kBefore`, and so shows its tree.
cmark_node* see_root(cmark_syntax_extension*, int, cmark_parser*, cmark_node* parent, unsigned char*, int) {
  if (root_seen) return nullptr;
  for (root_seen = parent; cmark_node_parent(root_seen);) root_seen = cmark_node_parent(root_seen);
  return nullptr;
}

Parser make_parser() {
  // Registration writes plain static data inside cmark.
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  Parser parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  return parser;
}

// cmark takes the byte order mark for text anywhere but at its own start.
std::string_view without_mark(std::string_view text) {
  return text.substr(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
}

void feed(cmark_parser* parser, std::string_view text) {
  cmark_parser_feed(parser, text.data(), text.size());
}

// The document's node, which the parser keeps. Its blocks are there, the last of them closed by empty lines;
// what is in them was not looked at: that takes half of the time, and on hostile text any time (a paragraph
// of `<?`).
cmark_node* read_tree(cmark_parser* parser, const std::vector<std::string_view>& pieces) {
  static cmark_syntax_extension* const viewer = [] {
    cmark_syntax_extension* extension = cmark_syntax_extension_new("viewer");
    cmark_syntax_extension_set_open_block_func(extension, see_root);
    return extension;
  }();
  cmark_parser_attach_syntax_extension(parser, viewer);
  root_seen = nullptr;
  feed(parser, kBefore);
  bool first = true;
  for (std::string_view piece : pieces) {
    feed(parser, first ? without_mark(piece) : piece);
    first = false;
  }
  feed(parser, "\n\n");
  return root_seen;
}

std::uint32_t line_of(int line) {
  return line > kLinesBefore ? static_cast<std::uint32_t>(line - kLinesBefore) : 0;
}

BlockKind kind_of(cmark_node* node) {
  // Extension types are not constants; the table's name is.
  if (std::string_view(cmark_node_get_type_string(node)) == "table") return BlockKind::table;
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
      return BlockKind::heading;
    case CMARK_NODE_HTML_BLOCK:
      return BlockKind::html;
    case CMARK_NODE_PARAGRAPH:
      return BlockKind::paragraph;
    case CMARK_NODE_CODE_BLOCK:
      return BlockKind::code;
    default:
      return BlockKind::other;
  }
}

Block block_of(cmark_node* node) {
  Block block;
  block.kind = kind_of(node);
  block.first_line = line_of(cmark_node_get_start_line(node));
  block.last_line = line_of(cmark_node_get_end_line(node));
  if (block.kind != BlockKind::table) return block;
  cmark_node* header = cmark_node_first_child(node);
  cmark_node* body = header ? cmark_node_next(header) : nullptr;
  block.columns = cmark_gfm_extensions_get_table_columns(node);
  block.first_line = body ? line_of(cmark_node_get_start_line(body)) - 1 : block.last_line;
  for (cmark_node* row = body; row; row = cmark_node_next(row)) ++block.body_rows;
  block.last_line = block.first_line + block.body_rows;
  return block;
}

std::vector<std::vector<std::string>> cells_of(cmark_node* table) {
  std::vector<std::vector<std::string>> rows;
  for (cmark_node* row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
    auto& cells = rows.emplace_back();
    for (cmark_node* cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell)) {
      // A cell that cmark padded into a short row has column 0 and unset memory as its content.
      bool padded = cmark_node_get_start_column(cell) == 0;
      const char* text = padded ? nullptr : cmark_node_get_string_content(cell);
      cells.emplace_back(text ? text : "");
    }
  }
  return rows;
}

// The next node in document order below `top`, without going into leaves of text.
cmark_node* next_below(cmark_node* node, cmark_node* top) {
  bool container = kind_of(node) == BlockKind::other && cmark_node_first_child(node);
  if (container) return cmark_node_first_child(node);
  while (node != top && !cmark_node_next(node)) node = cmark_node_parent(node);
  return node == top ? nullptr : cmark_node_next(node);
}

void collect_nested(cmark_node* top, std::vector<NestedTable>& nested) {
  for (cmark_node* node = next_below(top, top); node; node = next_below(node, top))
    if (kind_of(node) == BlockKind::table) nested.push_back({block_of(node).first_line, cells_of(node)});
}

void collect(cmark_node* first, Blocks& blocks) {
  for (cmark_node* node = first; node; node = cmark_node_next(node)) {
    blocks.top.push_back(block_of(node));
    if (blocks.top.back().kind == BlockKind::other) collect_nested(node, blocks.nested);
  }
}

// The whole text as cmark is meant to be used, behind the same lines.
Root finished(std::string_view text) {
  Parser parser = make_parser();
  feed(parser.get(), kBefore);
  feed(parser.get(), without_mark(text));
  return Root(cmark_parser_finish(parser.get()));
}

}  // namespace

Blocks read_blocks(const std::vector<std::string_view>& pieces) {
  Blocks blocks;
  Parser parser = make_parser();
  cmark_node* root = read_tree(parser.get(), pieces);
  collect(cmark_node_next(cmark_node_first_child(root)), blocks);
  // A block that nothing closes has no last line yet.
  if (!blocks.top.empty() && blocks.top.back().last_line < blocks.top.back().first_line)
    blocks.top.back().last_line = line_of(cmark_parser_get_line_number(parser.get()));
  return blocks;
}

Blocks blocks_by_cmark(std::string_view text) {
  Blocks blocks;
  Root root = finished(text);
  collect(cmark_node_next(cmark_node_first_child(root.get())), blocks);
  return blocks;
}

std::vector<std::vector<std::vector<std::string>>> cells_by_cmark(std::string_view text) {
  std::vector<std::vector<std::vector<std::string>>> tables;
  Root root = finished(text);
  for (cmark_node* node = cmark_node_first_child(root.get()); node; node = cmark_node_next(node))
    if (kind_of(node) == BlockKind::table) tables.push_back(cells_of(node));
  return tables;
}

}  // namespace reeve::board
