// Any text as a settings file of others: what is added to it and taken out again leaves it byte for byte.
#include "app/json_edit.h"

#include "support/fuzz.h"

namespace reeve::app {
namespace {

// Other bytes than the value's stay; without it they are what they were.
void check_addition(const JsonText& before, const JsonPath& list, const JsonValue& value) {
  JsonText text = before;
  auto added = text.add_item(list, value);
  if (!added) return fuzz::check_error(added.error());
  std::size_t count = text.items(list);
  FUZZ_CHECK(count == before.items(list) + 1);
  auto parsed = JsonText::parse(text.bytes());
  FUZZ_CHECK(parsed && parsed->bytes() == text.bytes());
  JsonPath item = list;
  item.emplace_back(count - 1);
  FUZZ_CHECK(text.get(item) == value);
  text.remove(item);
  FUZZ_CHECK(text.bytes() == before.bytes());
}

void check_member(const JsonText& before, const std::string& name) {
  if (before.get({name})) return;
  JsonText text = before;
  auto added = text.add_member({}, name, "reeve statusline");
  if (!added) return fuzz::check_error(added.error());
  FUZZ_CHECK(text.get({name}) == JsonValue("reeve statusline"));
  text.remove({name});
  FUZZ_CHECK(text.bytes() == before.bytes());
}

void edit(std::string_view bytes) {
  auto text = JsonText::parse(std::string(bytes));
  if (!text) return fuzz::check_error(text.error());
  FUZZ_CHECK(text->bytes() == bytes);
  JsonValue hook = {{"hooks", {{{"type", "command"}, {"command", "reeve hook stop"}}}}};
  check_addition(*text, {"hooks", "Stop"}, hook);
  check_addition(*text, {"permissions", "allow"}, "Bash(reeve:*)");
  check_member(*text, "statusLine");
}

}  // namespace
}  // namespace reeve::app

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::app::edit(reeve::fuzz::text_of(data, size));
  return 0;
}
