#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <fstream>
#include <iterator>

#include "measure.h"

namespace reeve::bench {

int parse_with_cmark(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
  cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser, bytes.data(), bytes.size());
  cmark_node* document = cmark_parser_finish(parser);
  bool parsed = document != nullptr;
  cmark_node_free(document);
  cmark_parser_free(parser);
  return parsed ? 0 : 1;
}

}  // namespace reeve::bench
