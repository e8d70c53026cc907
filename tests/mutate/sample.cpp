#include "mutate/sample.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "unit/tidy/source.h"

namespace reeve::mutate {
namespace {

constexpr std::uint64_t kSeed = 6;

std::string identity(const std::string& file, const std::string& kind, std::size_t nth,
                     const std::string& before) {
  return file + " " + kind + " " + std::to_string(nth) + " " + before;
}
std::string identity(const Place& place) {
  return identity(place.file, place.kind, place.nth, place.before);
}
std::string identity(const Entry& entry) {
  return identity(entry.file, entry.kind, entry.nth, entry.before);
}

// FNV-1a, and splitmix64's last steps.
std::uint64_t rank(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325ull ^ kSeed;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ull;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebull;
  return hash ^ (hash >> 31);
}

Entry named(std::string_view line) {
  auto first = line.find(' '), last = line.rfind(' ');
  if (first == line.npos || first == last) throw std::runtime_error("not an entry: " + std::string(line));
  Entry entry;
  entry.file = line.substr(0, first);
  entry.kind = line.substr(first + 1, last - first - 1);
  entry.nth = std::stoul(std::string(line.substr(last + 1)));
  return entry;
}

}  // namespace

std::vector<Entry> read_sample(std::string_view text) {
  constexpr std::string_view kSurvives = "survives: ";
  std::vector<Entry> entries;
  for (std::string_view line : tidy::lines_of(text)) {
    if (line.empty() || line.starts_with("#")) continue;
    bool part = line.starts_with("- ") || line.starts_with("+ ") || line.starts_with(kSurvives);
    if (!part) {
      entries.push_back(named(line));
    } else if (entries.empty()) {
      throw std::runtime_error("before the first entry: " + std::string(line));
    } else {
      Entry& entry = entries.back();
      if (line.starts_with("- ")) entry.before = line.substr(2);
      if (line.starts_with("+ ")) entry.after = line.substr(2);
      if (line.starts_with(kSurvives)) entry.survives = line.substr(kSurvives.size());
    }
  }
  return entries;
}

std::string text_of(const Entry& entry) {
  std::string text = entry.file + " " + entry.kind + " " + std::to_string(entry.nth) + "\n- " + entry.before +
                     "\n+ " + entry.after + "\n";
  return entry.survives.empty() ? text : text + "survives: " + entry.survives + "\n";
}

const Place* find(const std::vector<Place>& places, const Entry& entry) {
  auto same = [&](const Place& place) {
    return identity(place) == identity(entry) && place.after == entry.after;
  };
  auto found = std::find_if(places.begin(), places.end(), same);
  return found == places.end() ? nullptr : &*found;
}

std::vector<Entry> choose(const std::vector<Place>& places, const std::vector<Entry>& before,
                          std::size_t size) {
  std::vector<const Place*> ranked;
  for (const Place& place : places) ranked.push_back(&place);
  auto lower = [](const Place* a, const Place* b) { return rank(identity(*a)) < rank(identity(*b)); };
  std::sort(ranked.begin(), ranked.end(), lower);
  ranked.resize(std::min(size, ranked.size()));
  auto by_file = [](const Place* a, const Place* b) { return a->file < b->file; };
  std::stable_sort(ranked.begin(), ranked.end(), by_file);
  std::vector<Entry> entries;
  for (const Place* place : ranked) {
    Entry entry{place->file, place->kind, place->nth, place->before, place->after, ""};
    for (const Entry& old : before)
      if (identity(old) == identity(entry)) entry.survives = old.survives;
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace reeve::mutate
