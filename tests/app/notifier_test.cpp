// The commands of `on`, really run: told in order, bounded, and harmless whatever they do.
#include "app/notifier.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

#include "support/catch.h"
#include "support/text.h"

#include "reeve/os/loop.h"

namespace reeve::app {
namespace {

using Hurry = Notifier::Hurry;

// A folder with a fifo that nobody ever writes to: who opens it hangs.
class Stage {
 public:
  Stage() {
    std::string name = (std::filesystem::temp_directory_path() / "reeve-app-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    folder_ = name;
    REQUIRE(::mkfifo((folder_ + "/fifo").c_str(), 0600) == 0);
    auto loop = os::make_loop({std::string(REEVE_BIN_DIR) + "/reeve-keeper", os::Signals::caught});
    REQUIRE(loop);
    loop_ = *std::move(loop);
    options.directory = folder_;
    options.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"};
  }
  ~Stage() {
    loop_.reset();
    std::filesystem::remove_all(folder_);
  }

  Notifier notifier() {
    return {*loop_, *loop_, options, [this](const std::string& text) { troubles.push_back(text); }};
  }
  os::Loop& loop() { return *loop_; }
  std::string file(const std::string& name) const {
    std::ifstream file(folder_ + "/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  // Lets the loop run until there is such a line in the file; false after some thousand turns of 10 ms.
  bool comes(const std::string& name, const std::string& line) {
    for (int turns = 0; turns < 3000; ++turns) {
      if (mentions(file(name), line)) return true;
      loop_->call_at(loop_->now() + Duration(10), [this] { loop_->post(run::event::Noted{"turn"}); });
      loop_->wait();
    }
    return false;
  }

  NotifierOptions options;
  std::vector<std::string> troubles;

 private:
  std::string folder_;
  std::unique_ptr<os::Loop> loop_;
};

const Command kWrite = {"sh", "-c", "cat >>told"};
const Command kHang = {"cat", "fifo"};

}  // namespace

TEST_CASE("events come on stdin, in their order, one command at a time, in the directory asked for") {
  Stage stage;
  stage.options.on.done = {"sh", "-c", "mkdir alone && cat >>told && rmdir alone"};
  stage.options.on.stopped = stage.options.on.done;
  auto notifier = stage.notifier();
  for (int i = 1; i <= 5; ++i) notifier.tell(Occasion::done, "A", std::to_string(i) + "\n");
  notifier.tell(Occasion::failed, "A-1", "no command is named for it\n");
  notifier.finish("stopped\n", Hurry::no);
  CHECK(stage.file("told") == "1\n2\n3\n4\n5\nstopped\n");
  CHECK(stage.troubles.empty());
}

TEST_CASE("a command that hangs is ended after its time, and the next one is told") {
  Stage stage;
  stage.options.longest = Duration(200);
  stage.options.on.done = kHang;
  stage.options.on.failed = kWrite;
  auto notifier = stage.notifier();
  notifier.tell(Occasion::done, "A-1", "{}\n");
  notifier.tell(Occasion::failed, "A-2", "failed\n");
  CHECK(stage.comes("told", "failed"));
  REQUIRE(stage.troubles.size() == 1);
  CHECK(mentions(stage.troubles[0], "on.done of A-1: ended after"));
  CHECK(mentions(stage.troubles[0], "timeout"));
}

TEST_CASE("the longest time of a command is half a minute") {
  CHECK(NotifierOptions().longest == std::chrono::seconds(30));
}

TEST_CASE("what hangs at the end is not waited for longer, and `stopped` is told all the same") {
  Stage stage;
  stage.options.longest = Duration(300);
  stage.options.on.done = kHang;
  stage.options.on.stopped = kWrite;
  auto notifier = stage.notifier();
  for (int i = 0; i < 4; ++i) notifier.tell(Occasion::done, "A-1", "{}\n");
  notifier.finish("stopped\n", Hurry::no);
  CHECK(stage.file("told") == "stopped\n");
  REQUIRE_FALSE(stage.troubles.empty());
  CHECK(mentions(stage.troubles.back(), "not told"));
}

TEST_CASE("a signal ends the waiting") {
  Stage stage;
  stage.options.on.done = kHang;
  stage.options.on.stopped = kWrite;
  auto notifier = stage.notifier();
  notifier.tell(Occasion::done, "A-1", "{}\n");
  notifier.tell(Occasion::done, "A-2", "{}\n");
  stage.loop().post(run::event::Interrupted{2});
  Instant began = stage.loop().now();
  notifier.finish("stopped\n", Hurry::no);
  CHECK(stage.loop().now() - began < std::chrono::seconds(10));
  CHECK(stage.file("told") == "stopped\n");
  REQUIRE(stage.troubles.size() == 2);
  CHECK(mentions(stage.troubles[0], "on.done of A-1: ended on request"));
  CHECK(stage.troubles[1] == "1 event was not told: the commands of `on` took too long");
}

TEST_CASE("so many events wait at most, and that some were left out is said once, and how many at the end") {
  Stage stage;
  stage.options.on.done = kHang;
  auto notifier = stage.notifier();
  for (int i = 0; i < 150; ++i) notifier.tell(Occasion::done, "A-1", "{}\n");
  REQUIRE(stage.troubles.size() == 1);
  CHECK(stage.troubles[0] == "on.done of A-1 takes long: what happens meanwhile is not told");
  stage.loop().post(run::event::Interrupted{2});
  notifier.finish("", Hurry::no);
  CHECK(mentions(stage.troubles.back(), "149 events were not told"));
}

TEST_CASE("failing, missing, not reading, printing without end: a line of trouble each") {
  Stage stage;
  stage.options.longest = Duration(5000);
  stage.options.on.done = {"sh", "-c", "echo 'no such \033[31mchannel' >&2; echo >&2; exit 3"};
  stage.options.on.failed = {"no-such-notifier"};
  stage.options.on.blocked = {"sh", "-c", "head -c 50000000 /dev/zero; echo; echo 'too much'; exit 1"};
  stage.options.on.stopped = {"sh", "-c", "kill -9 $$"};
  auto notifier = stage.notifier();
  const std::string large(1 << 20, 'x');  // more than a pipe holds
  notifier.tell(Occasion::done, "A-1", large);
  notifier.tell(Occasion::failed, "A-2", large);
  notifier.tell(Occasion::blocked, "A-3", large);
  notifier.finish(large, Hurry::no);
  REQUIRE(stage.troubles.size() == 4);
  CHECK(stage.troubles[0] == "on.done of A-1: exit 3: no such channel");
  CHECK(mentions(stage.troubles[1], "on.failed of A-2: "));
  CHECK(mentions(stage.troubles[1], "no-such-notifier"));
  CHECK(stage.troubles[2] == "on.blocked of A-3: exit 1: too much");
  CHECK(stage.troubles[3] == "on.stopped: killed by signal 9");
}

}  // namespace reeve::app
