#include "app/claude_files.h"

#include <algorithm>
#include <cstdio>

#include "reeve/base/ids.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using State = SetupPart::State;

constexpr int kHookSeconds = 5;  // hooks answer in milliseconds; past this the session goes on without
constexpr const char* kStatusLine = "reeve statusline";
constexpr const char* kOwn = "as you have it";

struct HookEvent {
  const char* name;     // Claude Code's
  const char* matcher;  // of tools; "" = none
  const char* word;     // of `reeve hook`
};
// As in hooks/claude/hooks/hooks.json.
constexpr HookEvent kHookEvents[] = {
    {"SessionStart", "", "session-start"},
    {"PreToolUse", "Edit|Write|MultiEdit|NotebookEdit|Bash", "pre-tool"},
    {"PostToolBatch", "", "post-tool-batch"},
    {"PreCompact", "", "pre-compact"},
    {"Stop", "", "stop"},
    {"SubagentStop", "", "subagent-stop"},
    {"StopFailure", "", "stop-failure"},
    {"SessionEnd", "", "session-end"},
};

std::string marker_of(std::string_view text) {
  return "<!-- reeve " + hash_text(text) + " -->\n";
}

SetupPart part(State state, std::string what, std::string about = "", bool enough = false) {
  return {state, "", std::move(what), std::move(about), enough};
}

std::string text_at(const JsonValue& object, const char* key) {
  auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_program(std::string_view word, std::string_view program) {
  return word == program || word.ends_with("/" + std::string(program));
}

// What it runs and with which arguments; without `env` and variables before it.
std::vector<std::string> words_of(const JsonValue& value) {
  std::vector<std::string> words;
  const std::string command = text_at(value, "command");
  for (std::string_view word : split(command, ' '))
    if (!word.empty()) words.emplace_back(word);
  if (value.is_object() && value.contains("args") && value["args"].is_array())
    for (const JsonValue& argument : value["args"])
      if (argument.is_string()) words.push_back(argument.get<std::string>());
  if (words.empty() || !is_program(words.front(), "env")) return words;
  auto program = std::find_if(words.begin() + 1, words.end(),
                              [](const std::string& word) { return word.find('=') == word.npos; });
  words.erase(words.begin(), program);
  return words;
}

// By whatever path, and however spelled.
bool starts_reeve(const JsonValue& value, std::initializer_list<std::string_view> arguments) {
  const std::vector<std::string> words = words_of(value);
  return !words.empty() && is_program(words.front(), "reeve") &&
         std::equal(words.begin() + 1, words.end(), arguments.begin(), arguments.end());
}

// As some version of reeve writes it: by its name alone, and with nothing that only a person adds.
bool is_written(const JsonValue& value, const std::string& argument) {
  if (text_at(value, "command") != "reeve" || value.contains("env")) return false;
  auto arguments = value.find("args");
  return arguments != value.end() && arguments->is_array() && !arguments->empty() &&
         (*arguments)[0] == argument;
}

bool same(const JsonValue& left, const JsonValue& right) {
  return nlohmann::json(left) == nlohmann::json(right);
}

JsonValue object_of(std::initializer_list<std::pair<const char*, JsonValue>> members) {
  JsonValue made = JsonValue::object();
  for (const auto& [name, value] : members) made[name] = value;
  return made;
}

JsonValue list_of(std::initializer_list<JsonValue> items) {
  JsonValue made = JsonValue::array();
  for (const JsonValue& item : items) made.push_back(item);
  return made;
}

// --- a member, known by its value -------------------------------------------------------------------------

struct Member {
  JsonPath holder;
  std::string name;
  JsonValue wanted;
  std::string what;
  std::function<bool(const JsonValue&)> ours;
  std::function<bool(const JsonValue&)> serves;  // the project's own, which does the same
  // Something else in its place: what to say, and whether it serves.
  std::string other;
  bool enough = false;
};

ClaudeEntry entry_of(const Member& member) {
  JsonPath path = member.holder;
  path.emplace_back(member.name);
  return {[=](const JsonText& text) {
            auto found = text.get(path);
            if (!found) return part(State::missing, member.what);
            if (!member.ours(*found))
              return member.serves(*found) ? part(State::there, member.what, kOwn)
                                           : part(State::other, member.what, member.other, member.enough);
            return part(same(*found, member.wanted) ? State::there : State::changed, member.what);
          },
          [=](JsonText& text) { return text.add_member(member.holder, member.name, member.wanted); },
          [=](JsonText& text) {
            auto found = text.get(path);
            if (found && member.ours(*found)) text.remove(path);
          }};
}

// --- an item of a list, known by its spelling -------------------------------------------------------------

struct Item {
  JsonPath list;
  std::string wanted;
  std::vector<std::string> others;  // that mean the same
  std::string what;
};

std::optional<std::size_t> place_of(const JsonText& text, const JsonPath& list, const std::string& wanted) {
  auto found = text.get(list);
  if (!found || !found->is_array()) return std::nullopt;
  auto at = std::ranges::find(*found, JsonValue(wanted));
  if (at == found->end()) return std::nullopt;
  return static_cast<std::size_t>(at - found->begin());
}

ClaudeEntry entry_of(const Item& item) {
  return {[=](const JsonText& text) {
            if (place_of(text, item.list, item.wanted)) return part(State::there, item.what);
            for (const std::string& other : item.others)
              if (place_of(text, item.list, other))
                return part(State::other, item.what, "\"" + other + "\" is there", true);
            return part(State::missing, item.what);
          },
          [=](JsonText& text) { return text.add_item(item.list, item.wanted); },
          [=](JsonText& text) {
            while (auto place = place_of(text, item.list, item.wanted)) {
              JsonPath path = item.list;
              path.emplace_back(*place);
              text.remove(path);
            }
          }};
}

// --- a hook -----------------------------------------------------------------------------------------------

JsonValue handler_of(const HookEvent& event) {
  return object_of({{"type", "command"},
                    {"command", "reeve"},
                    {"args", list_of({"hook", event.word})},
                    {"timeout", kHookSeconds}});
}

JsonValue group_of(const HookEvent& event) {
  JsonValue group = JsonValue::object();
  if (*event.matcher != 0) group["matcher"] = event.matcher;
  group["hooks"] = list_of({handler_of(event)});
  return group;
}

struct HandlerPlace {
  std::size_t group;
  std::size_t handler;
};

JsonPath event_path(const HookEvent& event) {
  return {std::string("hooks"), std::string(event.name)};
}

using HandlerTest = std::function<bool(const JsonValue&)>;

// In the order of the file.
std::vector<HandlerPlace> handlers_in(const JsonText& text, const HookEvent& event, const HandlerTest& test) {
  std::vector<HandlerPlace> places;
  auto groups = text.get(event_path(event));
  if (!groups || !groups->is_array()) return places;
  for (std::size_t group = 0; group < groups->size(); ++group) {
    const JsonValue& entry = (*groups)[group];
    if (!entry.is_object() || !entry.contains("hooks") || !entry["hooks"].is_array()) continue;
    const JsonValue& handlers = entry["hooks"];
    for (std::size_t at = 0; at < handlers.size(); ++at)
      if (test(handlers[at])) places.push_back({group, at});
  }
  return places;
}

std::vector<HandlerPlace> ours_in(const JsonText& text, const HookEvent& event) {
  return handlers_in(text, event, [](const JsonValue& handler) { return is_written(handler, "hook"); });
}

bool has_own(const JsonText& text, const HookEvent& event) {
  auto starts = [&](const JsonValue& handler) { return starts_reeve(handler, {"hook", event.word}); };
  return !handlers_in(text, event, starts).empty();
}

SetupPart look_at_hook(const JsonText& text, const HookEvent& event) {
  std::string what = std::string("hook ") + event.name;
  auto places = ours_in(text, event);
  if (places.empty())
    return has_own(text, event) ? part(State::there, what, kOwn) : part(State::missing, what);
  const JsonValue groups = *text.get(event_path(event));
  const JsonValue& group = groups[places[0].group];
  bool as_wanted = places.size() == 1 && text_at(group, "matcher") == event.matcher &&
                   same(group["hooks"][places[0].handler], handler_of(event));
  return part(as_wanted ? State::there : State::changed, what);
}

void remove_hook(JsonText& text, const HookEvent& event) {
  for (auto places = ours_in(text, event); !places.empty(); places = ours_in(text, event)) {
    JsonPath path = event_path(event);
    path.emplace_back(places[0].group);
    path.emplace_back(std::string("hooks"));
    if (text.items(path) == 1)
      path.pop_back();
    else
      path.emplace_back(places[0].handler);
    text.remove(path);
  }
}

ClaudeEntry entry_of(const HookEvent& event) {
  return {[=](const JsonText& text) { return look_at_hook(text, event); },
          [=](JsonText& text) { return text.add_item(event_path(event), group_of(event)); },
          [=](JsonText& text) { remove_hook(text, event); }};
}

// --- the rest ---------------------------------------------------------------------------------------------

// In the environment, where hooks see it too. A number may begin with 0; nobody else writes it so.
ClaudeEntry compaction_entry(std::int64_t window) {
  const char* const variable = "CLAUDE_CODE_AUTO_COMPACT_WINDOW";
  const char* const setting = "autoCompactWindow";
  std::string what = "compaction (" + std::string(variable) + " " + std::to_string(window) + ")";
  ClaudeEntry entry = entry_of(Member{
      {std::string("env")},
      variable,
      "0" + std::to_string(window),
      what,
      [](const JsonValue& value) { return value.is_string() && value.get<std::string>().starts_with('0'); },
      [](const JsonValue&) { return false; },
      "it is set already",
      true});
  entry.look = [what, setting, look = entry.look](const JsonText& text) {
    if (text.get({std::string(setting)}))
      return part(State::other, what, std::string(setting) + " is set already", true);
    return look(text);
  };
  return entry;
}

}  // namespace

std::string with_marker(std::string text) {
  return text + marker_of(text);
}

bool has_true_marker(std::string_view bytes) {
  const std::size_t length = marker_of("").size();
  if (bytes.size() < length) return false;
  std::string_view text = bytes.substr(0, bytes.size() - length);
  return bytes.substr(text.size()) == marker_of(text);
}

std::vector<ClaudeEntry> mcp_entries() {
  JsonValue server =
      object_of({{"type", "stdio"}, {"command", "reeve"}, {"args", list_of({"mcp"})}, {"alwaysLoad", true}});
  return {entry_of({{std::string("mcpServers")},
                    "reeve",
                    server,
                    "MCP server reeve",
                    [](const JsonValue& value) { return is_written(value, "mcp"); },
                    [](const JsonValue& value) { return starts_reeve(value, {"mcp"}); },
                    "another server has that name: rename it",
                    false})};
}

std::vector<ClaudeEntry> settings_entries(const ClaudeSettings& settings) {
  std::vector<ClaudeEntry> entries;
  const std::string permissions = "permissions", &file = settings.tracking_file;
  entries.push_back(entry_of(Item{{permissions, std::string("deny")},
                                  "Edit(./" + file + ")",
                                  {"Edit(" + file + ")", "Edit(/" + file + ")"},
                                  file + " not to be edited"}));
  for (const std::string& root : settings.roots)
    entries.push_back(entry_of(Item{{permissions, std::string("additionalDirectories")},
                                    root + "/.",
                                    {root, root + "/"},
                                    "worktrees in " + root}));
  for (const HookEvent& event : kHookEvents) entries.push_back(entry_of(event));
  entries.push_back(entry_of({{},
                              "statusLine",
                              object_of({{"type", "command"}, {"command", kStatusLine}}),
                              "status line",
                              [](const JsonValue& value) { return text_at(value, "command") == kStatusLine; },
                              [](const JsonValue& value) { return starts_reeve(value, {"statusline"}); },
                              "there is one already; `reeve statusline` prints reeve's",
                              true}));
  entries.push_back(compaction_entry(settings.compact_window));
  return entries;
}

}  // namespace reeve::app
