#include "app/json_edit.h"

#include <algorithm>
#include <set>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kNestingMax = 64;
constexpr std::size_t kLineMax = 100;  // a longer value takes several
constexpr std::size_t kWordsMax = 200;
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c) {
  return kBlanks.find(c) != kBlanks.npos;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

Error wrong(std::size_t line, const std::string& what, std::string hint) {
  return {ErrorKind::config, "line " + std::to_string(line) + ": " + what, std::move(hint)};
}

// Finds where the values of a text stand that is known to be JSON.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Result<JsonNode> value(std::size_t depth) {
    skip_blanks();
    JsonNode node;
    node.begin = at_;
    char first = text_[at_];
    if (first == '{' || first == '[') {
      if (depth == kNestingMax)
        return wrong(line_at(text_, at_), "nested deeper than " + std::to_string(kNestingMax) + " levels",
                     "");
      node.bracket = first;
      REEVE_CHECK(children(node, depth + 1));
    } else if (first == '"') {
      skip_string();
    } else {
      at_ = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
    }
    node.end = at_;
    return node;
  }

 private:
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size()); }

  void skip_string() {
    for (++at_; text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }

  Status children(JsonNode& node, std::size_t depth) {
    std::set<std::string> names;
    ++at_;
    for (skip_blanks(); text_[at_] != ']' && text_[at_] != '}'; skip_blanks()) {
      if (text_[at_] == ',') ++at_;
      skip_blanks();
      JsonChild child;
      child.begin = at_;
      if (node.bracket == '{') {
        skip_string();
        child.name = JsonValue::parse(text_.substr(child.begin, at_ - child.begin)).get<std::string>();
        if (!names.insert(child.name).second)
          return wrong(line_at(text_, child.begin), "\"" + one_line(child.name) + "\" is there twice",
                       "keep one of them: programs read the last one only");
        skip_blanks();
        ++at_;  // the colon
      }
      REEVE_TRY(child.value, value(depth));
      node.children.push_back(std::move(child));
    }
    ++at_;
    return Done{};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string text_of(const JsonValue& value) {
  return value.dump(-1, ' ', false, JsonValue::error_handler_t::replace);
}

// How what is added is laid out: "\n" and the blanks that begin a line there, or "" = all in one line; and by
// how much a deeper line is moved in.
struct Layout {
  std::string new_line;
  std::string unit;
  Layout deeper() const { return {new_line.empty() ? "" : new_line + unit, unit}; }
};

std::string rendered(const JsonValue& value, const Layout& layout) {
  if (!value.is_structured() || value.empty()) return text_of(value);
  auto put_together = [&](const std::string& first, const std::string& next, const std::string& last,
                          const Layout& inner) {
    std::string text(1, value.is_object() ? '{' : '[');
    std::string between = first;
    for (const auto& item : value.items()) {
      text += between + (value.is_object() ? text_of(item.key()) + ": " : "") + rendered(item.value(), inner);
      between = "," + next;
    }
    return text + last + (value.is_object() ? "}" : "]");
  };
  std::string line = put_together(" ", " ", " ", {"", ""});
  if (layout.new_line.empty() || line.size() <= kLineMax) return line;
  Layout inner = layout.deeper();
  return put_together(inner.new_line, inner.new_line, layout.new_line, inner);
}

std::string rendered(const std::optional<std::string>& name, const JsonValue& value, const Layout& layout) {
  return (name ? text_of(*name) + ": " : "") + rendered(value, layout);
}

// The end of the line before `begin` with the blanks that follow it; "" if something else stands between.
std::string line_start(std::string_view text, std::size_t begin) {
  std::size_t from = begin;
  while (from > 0 && is_blank(text[from - 1])) --from;
  std::string_view blanks = text.substr(from, begin - from);
  std::size_t end = blanks.rfind('\n');
  if (end == blanks.npos) return "";
  if (end > 0 && blanks[end - 1] == '\r') --end;
  return std::string(blanks.substr(end));
}

const JsonChild* child_at(const JsonNode& node, const JsonStep& step) {
  if (auto name = std::get_if<std::string>(&step)) {
    auto found = std::ranges::find(node.children, *name, &JsonChild::name);
    return node.bracket == '{' && found != node.children.end() ? &*found : nullptr;
  }
  auto place = std::get<std::size_t>(step);
  return node.bracket == '[' && place < node.children.size() ? &node.children[place] : nullptr;
}

std::string name_of(const JsonPath& path) {
  std::string name;
  for (const JsonStep& step : path) {
    if (auto key = std::get_if<std::string>(&step))
      name += (name.empty() ? "" : ".") + *key;
    else
      name += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
  }
  return name.empty() ? "the file" : "\"" + name + "\"";
}

JsonPath above(const JsonPath& path) {
  return {path.begin(), path.end() - 1};
}

}  // namespace

Result<JsonText> JsonText::parse(std::string bytes) {
  if (bytes.starts_with(kByteOrderMark))
    return wrong(1, "begins with a byte order mark, which JSON has not", "save it as UTF-8 without it");
  try {
    if (!JsonValue::parse(bytes).is_object()) return wrong(1, "no JSON object", "it begins with { there");
  } catch (const nlohmann::json::parse_error& failure) {
    std::string what = failure.what();
    auto colon = what.find(": ");
    what = one_line(colon == what.npos ? what : what.substr(colon + 2));
    return wrong(line_at(bytes, std::min(failure.byte, bytes.size())),
                 "no valid JSON: " + shorten(what, kWordsMax),
                 "take out what is no JSON (comments are none, nor is a comma behind the last entry)");
  } catch (const nlohmann::json::exception& failure) {
    return wrong(1, "no valid JSON: " + shorten(one_line(failure.what()), kWordsMax), "");
  }
  JsonText text;
  REEVE_TRY(text.root_, Scanner(bytes).value(0));
  text.bytes_ = std::move(bytes);
  return text;
}

const JsonNode* JsonText::find(const JsonPath& path) const {
  const JsonNode* node = &root_;
  for (const JsonStep& step : path) {
    const JsonChild* child = child_at(*node, step);
    if (child == nullptr) return nullptr;
    node = &child->value;
  }
  return node;
}

std::optional<JsonValue> JsonText::get(const JsonPath& path) const {
  const JsonNode* node = bytes_.empty() ? nullptr : find(path);
  if (node == nullptr) return std::nullopt;
  return JsonValue::parse(std::string_view(bytes_).substr(node->begin, node->end - node->begin));
}

std::size_t JsonText::items(const JsonPath& path) const {
  const JsonNode* node = find(path);
  return node == nullptr ? 0 : node->children.size();
}

Status JsonText::add_member(const JsonPath& object, const std::string& name, const JsonValue& value) {
  return add(object, name, value);
}

Status JsonText::add_item(const JsonPath& list, const JsonValue& value) {
  return add(list, std::nullopt, value);
}

Status JsonText::add(const JsonPath& holder, const std::optional<std::string>& name, const JsonValue& value) {
  const char bracket = name ? '{' : '[';
  const JsonNode* node = find(holder);
  if (node == nullptr) {
    JsonValue made = name ? JsonValue::object() : JsonValue::array();
    if (name)
      made[*name] = value;
    else
      made.push_back(value);
    return add(above(holder), std::get<std::string>(holder.back()), made);
  }
  if (bytes_.empty()) {
    edit(0, 0, "{\n  " + rendered(name, value, {"\n  ", "  "}) + "\n}\n");
    return Done{};
  }
  if (node->bracket != bracket)
    return wrong(line_at(bytes_, node->begin), name_of(holder) + (name ? " is no object" : " is no list"),
                 "make it one, or take it out");
  insert(*node, name, value);
  return Done{};
}

void JsonText::insert(const JsonNode& holder, const std::optional<std::string>& name,
                      const JsonValue& value) {
  if (holder.children.empty())
    return edit(holder.begin + 1, holder.begin + 1, rendered(name, value, {"", ""}));
  const JsonChild& last = holder.children.back();
  Layout layout{line_start(bytes_, last.begin), unit()};
  std::string between = layout.new_line.empty() ? std::string(", ") : "," + layout.new_line;
  edit(last.value.end, last.value.end, between + rendered(name, value, layout));
}

void JsonText::replace(const JsonPath& path, const JsonValue& value) {
  const JsonChild* child = child_at(*find(above(path)), path.back());
  edit(child->value.begin, child->value.end, rendered(value, {line_start(bytes_, child->begin), unit()}));
}

void JsonText::remove(const JsonPath& path) {
  const JsonNode& holder = *find(above(path));
  const JsonChild* child = child_at(holder, path.back());
  const JsonChild* first = holder.children.data();
  if (child != first) return edit((child - 1)->value.end, child->value.end, "");
  if (holder.children.size() > 1) return edit(child->begin, (child + 1)->begin, "");
  const bool made = is_blank(bytes_[holder.begin + 1]);
  if (!made) return edit(child->begin, child->value.end, "");
  if (path.size() > 1) return remove(above(path));
  bytes_.clear();
  root_ = {};
}

void JsonText::edit(std::size_t from, std::size_t to, std::string_view text) {
  bytes_.replace(from, to - from, text);
  auto scanned = Scanner(bytes_).value(0);
  REEVE_ASSERT(scanned.ok());
  root_ = *std::move(scanned);
}

std::string JsonText::unit() const {
  std::string first = root_.children.empty() ? "" : line_start(bytes_, root_.children.front().begin);
  std::string unit(trim(first).empty() ? first.substr(std::min(first.find('\n') + 1, first.size())) : "");
  return unit.empty() ? "  " : unit;
}

}  // namespace reeve::app
