#include "app/session_folder.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/json_parts.h"

#include "reeve/base/ids.h"

namespace reeve::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kNotesMax = 64 << 10;
constexpr std::size_t kRemindedMax = 64;
constexpr std::size_t kTextMax = 500;
constexpr int kSuccessorsMax = 64;

template <typename Value>
Value value_at(const Json& object, const char* key, Value otherwise) {
  auto found = object.find(key);
  if (found == object.end()) return otherwise;
  bool fits = std::is_same_v<Value, std::string> ? found->is_string()
              : std::is_same_v<Value, bool>      ? found->is_boolean()
                                                 : found->is_number();
  return fits ? found->template get<Value>() : otherwise;
}

std::optional<Json> read_object(port::Files& files, const std::string& path) {
  auto text = files.read(path, kNotesMax);
  if (!text) return std::nullopt;
  Json value = Json::parse(*text, nullptr, false);
  return value.is_object() ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace

SessionFolder::SessionFolder(port::Files& files, const std::string& reeve_dir, const std::string& session)
    : files_(files), folder_(reeve_dir + "/sessions"), name_(safe_name(session)) {}

SessionNotes SessionFolder::notes() const {
  SessionNotes notes;
  auto object = read_object(files_, file(".json"));
  if (!object) return notes;
  notes.model = value_at(*object, "model", std::string());
  notes.orchestrates = value_at(*object, "orchestrates", false);
  notes.progress = {value_at(*object, "seen", std::string()), value_at(*object, "holds", 0),
                    value_at(*object, "said", std::string())};
  notes.context_told = value_at(*object, "context_told", 0.0);
  notes.failure = value_at(*object, "failure", std::string());
  notes.successor = value_at(*object, "successor", std::string());
  auto reminded = object->find("reminded");
  if (reminded == object->end() || !reminded->is_object()) return notes;
  for (const auto& [agent, times] : reminded->items())
    if (times.is_number()) notes.reminded[agent] = times.get<int>();
  return notes;
}

Status SessionFolder::record(const SessionNotes& notes) {
  Json reminded = Json::object();
  for (const auto& [agent, times] : notes.reminded)
    if (reminded.size() < kRemindedMax) reminded[agent.substr(0, kTextMax)] = times;
  Json object = {{"model", notes.model.substr(0, kTextMax)},
                 {"orchestrates", notes.orchestrates},
                 {"seen", notes.progress.seen.substr(0, kTextMax)},
                 {"holds", notes.progress.holds},
                 {"said", notes.progress.said.substr(0, kTextMax)},
                 {"context_told", notes.context_told},
                 {"failure", notes.failure.substr(0, kTextMax)},
                 {"successor", notes.successor.substr(0, kTextMax)},
                 {"reminded", reminded}};
  return files_.write(file(".json"), dump(object) + "\n");
}

std::optional<SessionGauge> SessionFolder::gauge() const {
  auto object = read_object(files_, file(".gauge.json"));
  if (!object) return std::nullopt;
  SessionGauge gauge;
  gauge.context = {value_at(*object, "tokens", std::int64_t{0}),
                   value_at(*object, "window", std::int64_t{0})};
  auto limits = object->find("limits");
  if (limits == object->end() || !limits->is_array()) return gauge;
  for (const Json& limit : *limits) {
    if (!limit.is_object()) continue;
    gauge.limits.push_back({value_at(limit, "name", std::string()),
                            value_at(limit, "share", 0.0),
                            {value_at(limit, "resets_at", std::int64_t{0})}});
  }
  return gauge;
}

Status SessionFolder::record(const SessionGauge& gauge) {
  Json limits = Json::array();
  for (const LimitUse& limit : gauge.limits)
    limits.push_back({{"name", limit.name}, {"share", limit.share}, {"resets_at", limit.resets_at.ms}});
  std::string text =
      dump({{"tokens", gauge.context.tokens}, {"window", gauge.context.window}, {"limits", limits}}) + "\n";
  // It is told many times a minute, and each write waits for the disk.
  auto before = files_.read(file(".gauge.json"), kNotesMax);
  if (before && *before == text) return Done{};
  return files_.write(file(".gauge.json"), text);
}

void SessionFolder::clean(Instant now, Duration keep) {
  auto entries = files_.list(folder_);
  if (!entries) return;
  std::sort(entries->begin(), entries->end(),
            [](const auto& a, const auto& b) { return a.modified > b.modified; });
  for (std::size_t i = 0; i < entries->size(); ++i) {
    const port::FileEntry& entry = (*entries)[i];
    bool old = now - entry.modified > keep;
    if (!entry.directory && (old || i >= kFilesMax)) (void)files_.remove(folder_ + "/" + entry.name);
  }
}

std::string session_now(port::Files& files, const std::string& reeve_dir, const std::string& session) {
  std::string now = session;
  for (int i = 0; i < kSuccessorsMax && !now.empty(); ++i) {
    std::string next = SessionFolder(files, reeve_dir, now).notes().successor;
    if (next.empty() || next == session) break;
    now = next;
  }
  return now;
}

}  // namespace reeve::app
