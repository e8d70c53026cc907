// Who holds a lock file: it must never look unused while somebody does.
#include <fcntl.h>
#include <unistd.h>

#include "world.h"

using namespace world;
using State = reeve::port::FileUse::State;

namespace {

bool nobody(State state) {
  return state == State::unused || state == State::unseen;  // in a container some processes are unseen
}

// A program named `name` that says "up" and waits in `directory`, whatever it was told.
void wait_as(reeve::os::Loop& loop, const std::string& name, const std::string& directory,
             const std::string& argument = "") {
  ProcessSpec spec = command({directory + "/" + name, "-c", "echo up; sleep 1000 & wait", argument});
  std::filesystem::copy_file("/bin/sh", directory + "/" + name);
  spec.directory = directory;
  REQUIRE(loop.start(spec, {}, [&](std::string_view) { loop.post(reeve::run::event::Noted{"up"}); }));
  loop.wait();
}

}  // namespace

TEST_CASE("a file that nobody has open, and that is not there") {
  auto loop = new_loop();
  Folder folder;
  CHECK(loop->use_of(folder / "index.lock", {}).state == State::gone);
  std::ofstream(folder / "index.lock") << "half";
  CHECK(nobody(loop->use_of(folder / "index.lock", {folder.path}).state));
}

TEST_CASE("a file from before the clock was set back is old") {
  auto loop = new_loop();
  Folder folder;
  std::ofstream(folder / "index.lock") << "half";
  auto in_an_hour = std::filesystem::file_time_type::clock::now() + std::chrono::hours(1);
  std::filesystem::last_write_time(folder / "index.lock", in_an_hour);
  auto use = loop->use_of(folder / "index.lock", {folder.path});
  auto expected = use.state == State::unused ? std::chrono::minutes(59) : std::chrono::minutes(0);
  CHECK(use.age >= expected);
  CHECK(use.age <= std::chrono::hours(1));
}

TEST_CASE("who has a file open uses it") {
  auto loop = new_loop();
  Folder folder;
  std::string lock = folder / "index.lock";
  REQUIRE(loop->start(shell("exec 9>'" + lock + "'; echo up; sleep 1000 & wait"), {},
                      [&](std::string_view) { loop->post(reeve::run::event::Noted{"up"}); }));
  loop->wait();
  auto use = loop->use_of(lock, {});
  CHECK(use.state == State::used);
  CHECK(use.by.starts_with("process "));
}

TEST_CASE("a git at work nearby may hold a lock that it does not have open") {
  auto loop = new_loop();
  Folder folder, elsewhere, plain;
  for (const auto* place : {&folder, &elsewhere, &plain}) std::ofstream(*place / "index.lock") << "";
  wait_as(*loop, "git", folder.path);
  wait_as(*loop, "sh", plain.path);
  CHECK(loop->use_of(folder / "index.lock", {folder.path}).state == State::used);
  CHECK(nobody(loop->use_of(elsewhere / "index.lock", {elsewhere.path}).state));
  CHECK(nobody(loop->use_of(plain / "index.lock", {plain.path}).state));
}

TEST_CASE("a git in a container, for whom the place has another name, counts") {
  auto loop = new_loop();
  Folder place, inside;
  std::ofstream(place / "index.lock") << "";
  std::filesystem::copy_file("/bin/sh", inside / "git");
  const std::string mount = "mount --bind '" + place.path + "' /mnt && cd /mnt && exec '" + (inside / "git") +
                            "' -c 'echo up; sleep 1000 & wait'";
  if (std::system("unshare --mount mount --bind /tmp /mnt >/dev/null 2>&1") != 0) return;  // not allowed here
  REQUIRE(loop->start(command({"unshare", "--mount", "sh", "-c", mount}), {},
                      [&](std::string_view) { loop->post(reeve::run::event::Noted{"up"}); }));
  loop->wait();
  CHECK(loop->use_of(place / "index.lock", {place.path}).state == State::used);
}

TEST_CASE("a git elsewhere that was told of the place counts, its daemons do not") {
  auto loop = new_loop();
  Folder place, elsewhere, quiet, home;
  std::ofstream(place / "index.lock") << "";
  std::ofstream(quiet / "index.lock") << "";
  wait_as(*loop, "git", elsewhere.path, place.path);
  wait_as(*loop, "git-fsmonitor", home.path, "fsmonitor--daemon " + quiet.path);
  CHECK(loop->use_of(place / "index.lock", {place.path}).state == State::used);
  CHECK(nobody(loop->use_of(quiet / "index.lock", {quiet.path}).state));
}
