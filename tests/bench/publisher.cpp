#include "publisher.h"

#include <filesystem>

#include "reeve/git/objects.h"
#include "reeve/git/source.h"
#include "reeve/os/files.h"
#include "reeve/os/loop.h"
#include "reeve/os/system.h"

namespace reeve::bench {
namespace {

constexpr int kPublishedRows = 100;
constexpr int kLinesBefore = 4;  // of the tracking file, above its rows

template <class T>
T must(Result<T> result) {
  if (!result) throw Failure(result.error().message);
  return std::move(*result);
}

std::string make_clone(const Options& options, int files) {
  std::string folder = options.place + "/files-" + std::to_string(files);
  shell("git init -q --bare " + folder + ".git && git clone -q " + folder + ".git " + folder);
  for (int i = 0; i < files; ++i) {
    std::string parent = folder + "/d" + std::to_string(i / 100);
    if (i % 100 == 0) std::filesystem::create_directory(parent);
    write_file(parent + "/f" + std::to_string(i % 100), std::to_string(i) + "\n");
  }
  std::filesystem::create_directory(folder + "/docs");
  write_board(folder + "/docs/tasks.md", kPublishedRows);
  shell("git add -A && git commit -q -m start && git push -q -u origin main && git gc -q", folder);
  return folder;
}

}  // namespace

class TransitionBench::Publisher {
 public:
  Publisher(const Options& options, const std::string& folder)
      : loop_(must(os::make_loop({options.bin + "/reeve-keeper", os::Signals::left_alone}))),
        files_(os::make_files()),
        objects_(must(git::open_objects(folder + "/.git"))),
        source_(git::make_git_source(*loop_, *loop_, *files_, *objects_, options_for(folder))) {}

  // What git did since is seen first; the loop knows its own tip.
  Usage publish(int row) {
    source_->observe();
    expect<run::event::Observed>();
    char id[16];
    std::snprintf(id, sizeof id, "T-%06d", row);
    run::Change change;
    change.run = RunId::from_random(static_cast<std::uint64_t>(row));
    change.edit = board::Edit{id, board::TaskClass::not_started, {}, board::StatusWord::in_progress, {}};
    change.message = "edit\n";
    double start = now_milliseconds();
    double worked = own_processor_milliseconds();
    must(source_->stage({change}));
    source_->publish();
    expect<run::event::Published>();
    return {now_milliseconds() - start, own_processor_milliseconds() - worked, 0, 0};
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
      if (auto* noted = std::get_if<run::event::Noted>(&event.body)) throw Failure(noted->text);
      throw Failure("an unexpected event, " + std::to_string(event.body.index()));
    }
  }

  std::unique_ptr<os::Loop> loop_;
  std::unique_ptr<port::Files> files_;
  std::unique_ptr<git::Objects> objects_;
  std::unique_ptr<port::Source> source_;
};

TransitionBench::TransitionBench(const Options& options, int files)
    : folder_(make_clone(options, files)), publisher_(std::make_unique<Publisher>(options, folder_)) {}

TransitionBench::~TransitionBench() = default;

Usage TransitionBench::with_git() {
  std::string edit =
      "sed -i '" + std::to_string(++row_ + kLinesBefore) + "s/not-started/in-progress/' docs/tasks.md";
  return shell("git pull -q --rebase && " + edit + " && git commit -q -a -m edit && git push -q", folder_);
}

Pairs TransitionBench::best(int times) {
  return best_usage_by_turns(
      times, [&] { return publisher_->publish(++row_); }, [&] { return with_git(); });
}

}  // namespace reeve::bench
