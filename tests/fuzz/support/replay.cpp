// Runs a target over files (those of a folder, too), then over mutations of them: the same ones each time,
// for a second or REEVE_FUZZ_ROUNDS rounds. What it died of is left in a file in the working directory.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <unistd.h>
#include <vector>

#include "fuzz.h"

// Of the sanitizers, where they are linked.
extern "C" void __sanitizer_set_death_callback(void (*)()) __attribute__((weak));

namespace reeve::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 20'000;
constexpr std::chrono::seconds kTogether{1};
constexpr unsigned kSecondsOfOneInput = 20;  // under sanitizers, on a busy machine
constexpr std::size_t kMutatedMax = 8 << 10;
constexpr std::size_t kRepeatedMax = 128 << 10;

// Bytes that change the meaning of what they land in.
const std::vector<std::string> kFragments = {"|",
                                             "\\",
                                             "\n",
                                             "\r",
                                             "\r\n",
                                             "\t",
                                             " ",
                                             "`",
                                             "```",
                                             "{",
                                             "}",
                                             "[",
                                             "]",
                                             "\"",
                                             "'",
                                             ":",
                                             ",",
                                             "null",
                                             "true",
                                             "-1",
                                             "1e99",
                                             "\xff",
                                             "\xef\xbb\xbf",
                                             "\xe2\x80\xae",
                                             "\\ud800",
                                             "\x1b[31m",
                                             "|-|-|\n",
                                             "- ",
                                             "> ",
                                             "<!--",
                                             "-->",
                                             "$(",
                                             "<<E\n",
                                             "&&",
                                             ">",
                                             "../",
                                             "done",
                                             "[x]",
                                             "{id}",
                                             "A-1",
                                             "A-1..A-9",
                                             "9223372036854775807",
                                             std::string(1, '\0'),
                                             "\xcc\x81",
                                             "\n\n"};

std::string current;
std::string name;

void save_current() {
  std::string path = "failed-" + name + ".input";
  std::ofstream(path, std::ios::binary) << current;
  std::fprintf(stderr,
               "%s: died of the %zu bytes that are in %s now; run it with that file alone to see it again\n",
               name.c_str(), current.size(), path.c_str());
}

void on_signal(int signal) {
  std::signal(signal, SIG_DFL);
  save_current();
  std::raise(signal);
}

// A stack that overflowed has no room for its own handler.
void watch_signals() {
  static std::array<char, 256 << 10> stack;
  stack_t alternate = {};
  alternate.ss_sp = stack.data();
  alternate.ss_size = stack.size();
  sigaltstack(&alternate, nullptr);
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGALRM}) sigaction(signal, &action, nullptr);
}

void run(std::string input) {
  current = std::move(input);
  alarm(kSecondsOfOneInput);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
  alarm(0);
}

class Mutations {
 public:
  explicit Mutations(const std::vector<std::string>& files) : files_(files) {}

  std::string next() {
    std::string bytes = window(files_[below(files_.size())]);
    for (std::size_t times = 1 + below(5); times > 0; --times) mutate(bytes);
    return bytes;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  std::string window(const std::string& file) {
    if (file.size() <= kMutatedMax) return file;
    return file.substr(below(file.size() - kMutatedMax), kMutatedMax);
  }

  void mutate(std::string& bytes) {
    std::size_t at = below(bytes.size());
    std::size_t size = std::min(bytes.size() - at, below(below(4) == 0 ? 300 : 12));
    switch (below(8)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(below(bytes.size()), bytes.substr(at, size));
        break;
      case 3:
        bytes.resize(at);
        break;
      case 4: {
        std::string other = window(files_[below(files_.size())]);
        bytes.insert(at, other.substr(below(other.size()), below(300)));
        break;
      }
      case 5:
        if (below(20) == 0) repeat(bytes, at, size);
        break;
      default:
        bytes.replace(at, below(2) * size, kFragments[below(kFragments.size())]);
    }
  }

  // What takes more than linear time, or a stack frame a byte, shows.
  void repeat(std::string& bytes, std::size_t at, std::size_t size) {
    std::string piece = size == 0 ? kFragments[below(kFragments.size())] : bytes.substr(at, size);
    std::string many;
    for (std::size_t wanted = below(kRepeatedMax); many.size() < wanted;) many += piece;
    bytes.insert(at, many);
  }

  const std::vector<std::string>& files_;
  std::mt19937 random_{1};
};

std::vector<std::string> read_files(int count, char** paths) {
  std::vector<fs::path> found;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(paths[i])) found.emplace_back(paths[i]);
    if (!fs::is_directory(paths[i])) continue;
    for (const auto& entry : fs::directory_iterator(paths[i])) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> files;
  for (const fs::path& path : found) {
    std::ifstream file(path, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return files;
}

int mutations_run(const std::vector<std::string>& files) {
  using Clock = std::chrono::steady_clock;
  const char* wanted = std::getenv("REEVE_FUZZ_ROUNDS");
  const int rounds = wanted ? std::atoi(wanted) : kRounds;
  const auto end = wanted ? Clock::time_point::max() : Clock::now() + kTogether;
  Mutations mutations(files);
  int round = 0;
  for (; round < rounds && Clock::now() < end; ++round) run(mutations.next());
  return round;
}

int replay(int count, char** arguments) {
  name = fs::path(arguments[0]).filename().string();
  watch_signals();
  if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(save_current);
  auto files = read_files(count - 1, arguments + 1);
  if (files.empty()) return std::fprintf(stderr, "usage: %s FILE|FOLDER…\n", name.c_str()), 2;
  run("");
  for (const std::string& file : files) run(file);
  bool one_file = count == 2 && !fs::is_directory(arguments[1]);
  int rounds = one_file ? 0 : mutations_run(files);
  std::printf("%zu files, %d mutations\n", files.size(), rounds);
  return 0;
}

}  // namespace
}  // namespace reeve::fuzz

int main(int count, char** arguments) {
  return reeve::fuzz::replay(count, arguments);
}
