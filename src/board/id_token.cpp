#include "id_token.h"

#include "words.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::string_view kBeforeToken = "*`~#[_ \t\\";
constexpr std::string_view kStops = " \t*`~[],;()<>|\"";

bool is_id_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("._-/:+@&$%").find(c) != std::string_view::npos;
}

bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != text.npos;
}

// What comes behind the token without being text: closing decoration, a link's target.
std::string_view behind_decoration(std::string_view rest) {
  for (;;) {
    auto at = rest.find_first_not_of("*`~_ \t");
    rest = at == rest.npos ? std::string_view() : rest.substr(at);
    if (!rest.starts_with("]")) return rest;
    auto close = rest.starts_with("](") ? rest.find(')') : 0;
    if (close == rest.npos) return rest;
    rest.remove_prefix(close + 1);
  }
}

}  // namespace

std::string_view id_token(std::string_view cell) {
  auto from = cell.find_first_not_of(kBeforeToken);
  if (from == cell.npos) return {};
  bool underlined = cell.substr(0, from).find('_') != cell.npos;
  std::string_view token = cell.substr(from, cell.find_first_of(kStops, from) - from);
  std::string_view rest = cell.substr(from + token.size());
  while (!token.empty() &&
         (token.back() == ':' || token.back() == '.' || (underlined && token.back() == '_')))
    token.remove_suffix(1);
  if (token.empty() || token.size() > kIdBytesMax || says_nothing(token)) return {};
  return behind_decoration(rest).empty() || has_digit(token) ? token : std::string_view();
}

bool is_strict_id(std::string_view id) {
  if (id.empty() || !has_digit(id)) return false;
  for (char c : id)
    if (!is_id_byte(c)) return false;
  return is_digit(id[0]) || (id[0] >= 'a' && id[0] <= 'z') || (id[0] >= 'A' && id[0] <= 'Z') ||
         static_cast<unsigned char>(id[0]) >= 0x80;
}

}  // namespace reeve::board
