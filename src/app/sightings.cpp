#include "app/sightings.h"

#include <nlohmann/json.hpp>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using nlohmann::json;

constexpr std::size_t kRowsMax = 1000;
constexpr std::uint64_t kSightingsMax = 4 << 20;

}  // namespace

const Sightings::Rows& Sightings::rows() {
  if (rows_) return *rows_;
  rows_.emplace();
  auto text = files_.read(path_, kSightingsMax);
  json object = text ? json::parse(*text, nullptr, false) : json();
  if (!object.is_object()) return *rows_;
  for (const auto& [id, row] : object.items()) {
    bool sound = row.is_object() && row.contains("agent") && row["agent"].is_string() &&
                 row.contains("since_ms") && row["since_ms"].is_number_integer();
    if (sound) (*rows_)[id] = {row["agent"].get<std::string>(), {row["since_ms"].get<std::int64_t>()}};
  }
  return *rows_;
}

void Sightings::look(const board::Board& board, Instant now) {
  Rows seen;
  for (const board::Task& task : board.tasks()) {
    if (task.task_class != board::TaskClass::in_progress || seen.size() == kRowsMax) continue;
    std::string id = to_valid_utf8(task.id);
    std::string agent = to_valid_utf8(board.cell(task, board::Column::agent));
    seen[id] = {agent, since(id, agent).value_or(now)};
  }
  if (seen == rows()) return;
  json object = json::object();
  for (const auto& [id, row] : seen) object[id] = {{"agent", row.agent}, {"since_ms", row.since.ms}};
  // Only people read it: a disk that is full is told of where it matters.
  (void)files_.write(path_, object.dump(1) + "\n");
  rows_ = std::move(seen);
}

std::optional<Instant> Sightings::since(const std::string& id, const std::string& agent) {
  auto row = rows().find(id);
  if (row == rows().end() || row->second.agent != agent) return std::nullopt;
  return row->second.since;
}

}  // namespace reeve::app
