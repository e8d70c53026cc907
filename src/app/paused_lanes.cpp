#include "app/paused_lanes.h"

namespace reeve::app {

Result<PausedLanes::Names> PausedLanes::read() const {
  Names lanes;
  if (!files_.exists(folder_)) return lanes;
  REEVE_TRY(auto entries, files_.list(folder_));
  for (const port::FileEntry& entry : entries)
    if (!entry.name.starts_with('.')) lanes.insert(entry.name);  // a writer's temporary file
  return lanes;
}

Status PausedLanes::add(const std::string& lane) {
  return files_.write(folder_ + "/" + lane, "");
}

Status PausedLanes::remove(const std::string& lane) {
  return files_.remove(folder_ + "/" + lane);
}

Status PausedLanes::write(const Names& lanes) {
  REEVE_TRY(Names before, read());
  for (const std::string& lane : lanes)
    if (!before.contains(lane)) REEVE_CHECK(add(lane));
  for (const std::string& lane : before)
    if (!lanes.contains(lane)) REEVE_CHECK(remove(lane));
  return Done{};
}

}  // namespace reeve::app
