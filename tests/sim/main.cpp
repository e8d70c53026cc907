// sim [--seeds N] [--from S] [--bug NAME]: many worlds, one for each seed; tells of those in which a promise
// does not hold. sim --seed N [--bug NAME]: the story of one. With a planted bug it is well if that is found.
// --night N: so many seeds if REEVE_NIGHT is set.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/world.h"

using reeve::sim::Bug;
using reeve::sim::World;

namespace {

struct Options {
  std::uint64_t from = 1;
  std::uint64_t seeds = 2000;
  std::optional<std::uint64_t> story;
  Bug bug = Bug::none;
  std::string bug_name;
};

int usage() {
  std::fprintf(stderr, "usage: sim [--seeds N] [--from S] [--seed N] [--night N] [--bug NAME]; the bugs:");
  for (const auto& [bug, name] : reeve::sim::kBugs)
    std::fprintf(stderr, " %.*s", static_cast<int>(name.size()), name.data());
  std::fprintf(stderr, "\n");
  return 2;
}

// False: there is no such option.
bool take_option(Options& options, const std::string& name, const std::string& value) {
  std::uint64_t number = std::strtoull(value.c_str(), nullptr, 10);
  if (name == "--bug") {
    auto bug = reeve::sim::bug_named(value);
    options.bug = bug.value_or(Bug::none);
    options.bug_name = value;
    return bug.has_value();
  }
  if (name == "--seed") return options.story = number, true;
  if (name == "--from") return options.from = number, true;
  if (name == "--seeds") return options.seeds = number, true;
  if (name != "--night") return false;
  if (std::getenv("REEVE_NIGHT")) options.seeds = number;
  return true;
}

std::optional<Options> options_of(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; i += 2)
    if (i + 1 == count || !take_option(options, arguments[i], arguments[i + 1])) return std::nullopt;
  return options;
}

int tell_story(const Options& options) {
  World world(*options.story, options.bug, true);
  auto violation = world.run();
  std::printf("%s\n", violation ? violation->c_str() : "every promise holds");
  return violation ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  auto options = options_of(count, arguments);
  if (!options) return usage();
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (options->story) return tell_story(*options);
  auto began = std::chrono::steady_clock::now();
  std::uint64_t events = 0, failed = 0;
  std::string planted = options->bug == Bug::none ? "" : " --bug " + options->bug_name;
  for (std::uint64_t seed = options->from; seed < options->from + options->seeds; ++seed) {
    World world(seed, options->bug, false);
    auto violation = world.run();
    events += world.events;
    if (!violation) continue;
    std::printf("seed %llu: %s\n  its story: ./dev sim --seed %llu%s\n",
                static_cast<unsigned long long>(seed), violation->c_str(),
                static_cast<unsigned long long>(seed), planted.c_str());
    if (options->bug != Bug::none) {
      std::printf("found after %llu seeds\n", static_cast<unsigned long long>(seed - options->from + 1));
      return 0;
    }
    if (++failed == 10) break;
  }
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("%llu seeds, %llu events, %.1f s: %llu failed\n",
              static_cast<unsigned long long>(options->seeds), static_cast<unsigned long long>(events),
              took.count(), static_cast<unsigned long long>(failed));
  if (options->bug != Bug::none) std::printf("the planted bug was not found\n");
  return failed > 0 || options->bug != Bug::none ? 1 : 0;
}
