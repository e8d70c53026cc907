// mutate apply SAMPLE SOURCES TO: copies what SOURCES (src/) has of the modules under test, with the mistakes
// that SAMPLE lists. mutate check SAMPLE SOURCES: whether each of them still has its place. mutate sample
// SAMPLE SOURCES: the list anew, on stdout. mutate list SAMPLE: number, kind and place, and whether it is
// explained, a line each. mutate show SAMPLE NUMBER: how it reads.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "mutate/places.h"
#include "mutate/sample.h"

namespace reeve::mutate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSampleSize = 150;
constexpr const char* kHead =
    "# Small mistakes in src/board and src/run that the tests have to notice: file, kind, which of those "
    "alike\n"
    "# in such a line; the line, and what it becomes. Drawn by `./dev mutate --sample`; by hand only "
    "`survives: `,\n"
    "# why no test can tell the two apart.\n";

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// By path below `top`.
std::map<std::string, std::string> sources_in(const fs::path& top) {
  std::map<std::string, std::string> sources;
  for (const char* module : {"board", "run"}) {
    for (const auto& entry : fs::directory_iterator(top / module))
      sources[module + ("/" + entry.path().filename().string())] = content_of(entry.path());
  }
  return sources;
}

std::vector<Place> places_in_all(const std::map<std::string, std::string>& sources) {
  std::vector<Place> places;
  for (const auto& [file, text] : sources)
    for (Place& place : places_in(file, text)) places.push_back(std::move(place));
  return places;
}

int check(const std::vector<Entry>& sample, const std::vector<Place>& places) {
  std::vector<Entry> lost;
  for (const Entry& entry : sample)
    if (!find(places, entry)) lost.push_back(entry);
  for (const Entry& entry : lost) std::printf("no such place in src/ any more:\n%s", text_of(entry).c_str());
  if (!lost.empty()) std::printf("`./dev mutate --sample` chooses others instead of them\n");
  if (sample.size() != kSampleSize) std::printf("%zu places, not %zu\n", sample.size(), kSampleSize);
  return lost.empty() && sample.size() == kSampleSize ? 0 : 1;
}

int apply(const std::vector<Entry>& sample, const std::map<std::string, std::string>& sources,
          const fs::path& to) {
  for (const auto& [file, text] : sources) {
    std::vector<Place> all = places_in(file, text), places;
    std::vector<int> numbers;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      const Place* place = find(all, sample[i]);
      if (!place) continue;
      places.push_back(*place);
      numbers.push_back(static_cast<int>(i + 1));
    }
    std::string switched = with_switches(text, places, numbers);
    write(to / file, "#include \"mutate/switch.h\"\n#line 1 \"" + file + "\"\n" + switched);
  }
  return 0;
}

int list(const std::vector<Entry>& sample) {
  int number = 0;
  for (const Entry& entry : sample)
    std::printf("%d %s %s %s\n", ++number, entry.file.c_str(), entry.kind.c_str(),
                entry.survives.empty() ? "unexplained" : "explained");
  return 0;
}

int main_of(const std::vector<std::string>& arguments) {
  std::string what = arguments.empty() ? "" : arguments[0];
  std::size_t wanted = what == "list" ? 2 : what == "apply" ? 4 : 3;
  if (arguments.size() != wanted) throw std::runtime_error("see the head of tests/mutate/main.cpp");
  std::vector<Entry> sample = read_sample(content_of(arguments[1]));
  if (what == "list") return list(sample);
  if (what == "show") {
    std::printf("%s", text_of(sample.at(std::stoul(arguments[2]) - 1)).c_str());
    return 0;
  }
  auto sources = sources_in(arguments[2]);
  if (what == "apply") return apply(sample, sources, arguments[3]);
  if (what == "check") return check(sample, places_in_all(sources));
  std::printf("%s\n", kHead);
  for (const Entry& entry : choose(places_in_all(sources), sample, kSampleSize))
    std::printf("%s\n", text_of(entry).c_str());
  return 0;
}

}  // namespace
}  // namespace reeve::mutate

int main(int count, char** arguments) {
  try {
    return reeve::mutate::main_of({arguments + 1, arguments + count});
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "mutate: %s\n", problem.what());
    return 2;
  }
}
