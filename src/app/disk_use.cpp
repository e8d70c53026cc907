#include "app/disk_use.h"

namespace reeve::app {
namespace {

constexpr std::size_t kEntriesMax = 20'000;  // below one directory, measured

void measure(port::Files& files, const std::string& directory, std::size_t& entries, Taken& taken) {
  auto list = files.list(directory);
  if (!list) return;
  for (const port::FileEntry& entry : *list) {
    if (++entries > kEntriesMax) {
      taken.more = true;
      return;
    }
    if (entry.directory)
      measure(files, directory + "/" + entry.name, entries, taken);
    else
      taken.bytes += entry.size;
  }
}

}  // namespace

Taken measured(port::Files& files, const std::string& directory) {
  Taken taken;
  std::size_t entries = 0;
  measure(files, directory, entries, taken);
  return taken;
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kMega = 1 << 20;
  return bytes < kMega ? std::to_string((bytes + 1023) / 1024) + " KiB"
                       : std::to_string(bytes / kMega) + " MiB";
}

}  // namespace reeve::app
