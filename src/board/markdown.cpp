#include "markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <memory>
#include <mutex>

namespace reeve::board {
namespace {

struct Freer {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Parser = std::unique_ptr<cmark_parser, Freer>;
using Root = std::unique_ptr<cmark_node, Freer>;

Root parse(const std::vector<std::string_view>& pieces) {
  // Registration writes plain static data inside cmark.
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  Parser parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  for (std::string_view piece : pieces) cmark_parser_feed(parser.get(), piece.data(), piece.size());
  return Root(cmark_parser_finish(parser.get()));
}

std::uint32_t line_of(int line) {
  return line > 0 ? static_cast<std::uint32_t>(line) : 0;
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
  Block block{kind_of(node), line_of(cmark_node_get_start_line(node)), line_of(cmark_node_get_end_line(node)),
              0, 0};
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

}  // namespace

Blocks read_blocks(const std::vector<std::string_view>& pieces) {
  Blocks blocks;
  Root root = parse(pieces);
  for (cmark_node* node = cmark_node_first_child(root.get()); node; node = cmark_node_next(node)) {
    blocks.top.push_back(block_of(node));
    if (blocks.top.back().kind == BlockKind::other) collect_nested(node, blocks.nested);
  }
  return blocks;
}

std::vector<std::vector<std::vector<std::string>>> cells_by_cmark(std::string_view text) {
  std::vector<std::vector<std::vector<std::string>>> tables;
  Root root = parse({text});
  for (cmark_node* node = cmark_node_first_child(root.get()); node; node = cmark_node_next(node))
    if (kind_of(node) == BlockKind::table) tables.push_back(cells_of(node));
  return tables;
}

}  // namespace reeve::board
