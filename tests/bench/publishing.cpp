// One published transition against a local bare remote, over what a script of git commands takes for the
// same.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "measure.h"

#include "reeve/git/objects.h"
#include "reeve/git/source.h"
#include "reeve/os/files.h"
#include "reeve/os/loop.h"
#include "reeve/os/system.h"

namespace reeve::bench {
namespace {

constexpr int kTimes = 9;
constexpr int kRows = 100;

struct Size {
  int files;
  double at_most;
};
constexpr Size kSizes[] = {{100, 0.6}, {10000, 0.5}, {100000, 0.4}};

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "bench: %s\n", result.error().message.c_str());
  std::exit(1);
}

// A clone with so many tracked files beside the tracking file, a hundred to a folder.
std::string make_clone(const Options& options, const std::string& name, int files) {
  std::string folder = options.place + "/" + name;
  shell("git init -q --bare " + folder + ".git && git clone -q " + folder + ".git " + folder);
  for (int i = 0; i < files; ++i) {
    std::string parent = folder + "/d" + std::to_string(i / 100);
    if (i % 100 == 0) std::filesystem::create_directory(parent);
    write_file(parent + "/f" + std::to_string(i % 100), std::to_string(i) + "\n");
  }
  std::filesystem::create_directory(folder + "/docs");
  write_file(folder + "/docs/tasks.md", board_of(kRows));
  shell("git add -A && git commit -q -m start && git push -q -u origin main", folder);
  return folder;
}

double with_git(const std::string& folder) {
  static int line = 4;  // the rows begin at line 5
  std::string edit = "sed -i '" + std::to_string(++line) + "s/not-started/in-progress/' docs/tasks.md";
  double start = now_milliseconds();
  shell("git pull -q --rebase && " + edit + " && git commit -q -a -m edit && git push -q", folder);
  return now_milliseconds() - start;
}

class Publisher {
 public:
  explicit Publisher(const Options& options, const std::string& folder)
      : loop_(must(os::make_loop({options.bin + "/reeve-keeper", os::Signals::left_alone}))),
        files_(os::make_files()),
        objects_(must(git::open_objects(folder + "/.git"))),
        source_(git::make_git_source(*loop_, *loop_, *files_, *objects_, options_for(folder))) {
    source_->observe();
    expect<run::event::Observed>();
  }

  double publish(int row) {
    char id[16];
    std::snprintf(id, sizeof id, "T-%06d", row);
    run::Change change;
    change.run = RunId::from_random(static_cast<std::uint64_t>(row));
    change.edit = board::Edit{id, board::TaskClass::not_started, {}, board::StatusWord::in_progress, {}};
    change.message = "edit\n";
    double start = now_milliseconds();
    must(source_->stage({change}));
    source_->publish();
    expect<run::event::Published>();
    return now_milliseconds() - start;
  }

 private:
  static git::SourceOptions options_for(const std::string& folder) {
    git::SourceOptions options;
    options.top = folder;
    options.git_dir = folder + "/.git";
    options.file = "docs/tasks.md";
    options.remote = "origin";
    options.branch = "main";
    options.environment = os::environment_without_git();
    return options;
  }

  template <class Expected>
  void expect() {
    for (;;) {
      run::Event event = loop_->wait();
      if (std::holds_alternative<Expected>(event.body)) return;
      if (auto* noted = std::get_if<run::event::Noted>(&event.body)) {
        std::fprintf(stderr, "bench: %s\n", noted->text.c_str());
        continue;
      }
      std::fprintf(stderr, "bench: an unexpected event, %zu\n", event.body.index());
      std::exit(1);
    }
  }

  std::unique_ptr<os::Loop> loop_;
  std::unique_ptr<port::Files> files_;
  std::unique_ptr<git::Objects> objects_;
  std::unique_ptr<port::Source> source_;
};

double by_git(const Options& options, const Size& size) {
  std::string folder = make_clone(options, "git", size.files);
  return median_of(kTimes, [&] { return with_git(folder); });
}

double by_reeve(const Options& options, const Size& size) {
  std::string folder = make_clone(options, "reeve", size.files);
  Publisher publisher(options, folder);
  int row = 0;
  return median_of(kTimes, [&] { return publisher.publish(++row); });
}

}  // namespace

void measure_publishing(const Options& options, Report& report) {
  for (const Size& size : kSizes) {
    double git = by_git(options, size);
    double reeve = by_reeve(options, size);
    report.add({"a published transition, " + std::to_string(size.files) + " files / git's commands",
                reeve / git, "", size.at_most,
                std::to_string(reeve) + " ms, git " + std::to_string(git) + " ms"});
    // Git's own background maintenance may still write there.
    shell("rm -rf git git.git reeve reeve.git || true", options.place);
    shell("rm -rf git git.git reeve reeve.git", options.place);
  }
}

}  // namespace reeve::bench
