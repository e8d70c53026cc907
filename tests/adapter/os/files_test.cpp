#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "world.h"

using namespace world;
using reeve::ErrorKind;

TEST_CASE("what is written is read again, parents are made, modes are kept") {
  Folder folder;
  auto files = reeve::os::make_files();
  std::string path = folder / "a/b/record";
  REQUIRE(files->write(path, std::string("one\0two", 7)));
  auto bytes = files->read(path);
  REQUIRE(bytes);
  CHECK(*bytes == std::string("one\0two", 7));
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  REQUIRE(files->write(path, ""));
  CHECK(*files->read(path) == "");
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0640);
  REQUIRE(::stat((folder / "a").c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0700);
  CHECK(files->list(folder / "a/b")->size() == 1);
}

TEST_CASE("reading says what is wrong") {
  Folder folder;
  auto files = reeve::os::make_files();
  REQUIRE(files->write(folder / "file", "12345"));
  CHECK(files->read(folder / "none").error().kind == ErrorKind::missing);
  CHECK(files->read(folder / "file/below").error().kind == ErrorKind::missing);
  CHECK(files->read(folder.path).error().kind == ErrorKind::io);
  CHECK(files->read("/dev/null").error().message == "cannot read '/dev/null': it is no regular file");
  CHECK(files->read(folder / "file", 5));
  CHECK_THAT(files->read(folder / "file", 4).error().message, contains_text("larger than 4 bytes"));
  REQUIRE(files->read("/proc/self/stat"));  // says that it has no bytes
  CHECK_FALSE(files->read("/proc/self/stat")->empty());
}

TEST_CASE("a symbolic link is read through, never written through") {
  Folder folder;
  auto files = reeve::os::make_files();
  REQUIRE(files->write(folder / "real", "before"));
  std::filesystem::create_symlink(folder / "real", folder / "link");
  CHECK(*files->read(folder / "link") == "before");
  for (auto& status : {files->write(folder / "link", "after"), files->append(folder / "link", "after")}) {
    REQUIRE_FALSE(status);
    CHECK_THAT(status.error().message, contains_text("'" + (folder / "link") + "'"));
    CHECK_FALSE(status.error().hint.empty());
  }
  CHECK_FALSE(files->lock(folder / "link", "us"));
  CHECK(*files->read(folder / "real") == "before");
  CHECK(*files->real_path(folder / "link") == folder / "real");
}

TEST_CASE("a reader sees the old bytes or the new ones, also when the writer is killed") {
  Folder folder;
  auto loop = new_loop();
  auto files = reeve::os::make_files();
  std::string path = folder / "record";
  ProcessSpec spec = command({kBin + "/reeve-test-writer", path});
  spec.kept = false;
  bool over = false;
  auto writer = loop->start(
      spec,
      [&](const ProcessEnd&) {
        over = true;
        loop->post(reeve::run::event::Noted{});
      },
      [&](std::string_view) { loop->post(reeve::run::event::Noted{}); });
  REQUIRE(writer);
  loop->wait();
  for (int look = 0; look < 100; ++look) {
    auto bytes = files->read(path);
    REQUIRE(bytes);
    REQUIRE(bytes->size() == 1'000'000);
    REQUIRE(bytes->find_first_not_of((*bytes)[0]) == bytes->npos);
  }
  ::kill(static_cast<pid_t>(writer->pid), SIGKILL);
  while (!over) loop->wait();
  CHECK(files->read(path)->size() == 1'000'000);
  REQUIRE(files->write(path, "mine"));
  CHECK(files->list(folder.path)->size() == 1);  // the temporary that the writer left, if any, is gone
}

TEST_CASE("temporaries of the dead are removed, of the living kept") {
  Folder folder;
  auto loop = new_loop();
  ProcessSpec spec = shell("echo $$");
  spec.kept = false;
  std::string dead = run_in(*loop, spec).end.out;
  dead.pop_back();
  std::string stale = folder / (".reeve-tmp-" + dead + "-1");
  std::string living = folder / (".reeve-tmp-" + std::to_string(::getppid()) + "-1");
  std::ofstream(stale) << "half";
  std::ofstream(living) << "half";
  REQUIRE(reeve::os::make_files()->write(folder / "record", "whole"));
  CHECK_FALSE(std::filesystem::exists(stale));
  CHECK(std::filesystem::exists(living));
}

TEST_CASE("a write that fails leaves the old bytes and no temporary") {
  Folder folder;
  auto files = reeve::os::make_files();
  REQUIRE(files->make_directories(folder / "taken/full"));
  auto written = files->write(folder / "taken", "bytes");
  REQUIRE_FALSE(written);
  CHECK_THAT(written.error().message, contains_text("Is a directory"));
  CHECK(files->list(folder.path)->size() == 1);
  auto appended = files->append("/dev/full", "bytes");
  REQUIRE_FALSE(appended);
  CHECK(appended.error().message == "cannot write '/dev/full': No space left on device");
  CHECK_FALSE(appended.error().hint.empty());
}

TEST_CASE("append adds, list sorts, remove does not mind") {
  Folder folder;
  auto files = reeve::os::make_files();
  REQUIRE(files->append(folder / "logs/b", "one\n"));
  REQUIRE(files->append(folder / "logs/b", "two\n"));
  REQUIRE(files->make_directories(folder / "logs/a"));
  CHECK(*files->read(folder / "logs/b") == "one\ntwo\n");
  auto entries = files->list(folder / "logs");
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].name == "a");
  CHECK((*entries)[0].directory);
  CHECK((*entries)[1].size == 8);
  CHECK((*entries)[1].modified > reeve::Instant{1'600'000'000'000});
  CHECK(files->list(folder / "none").error().kind == ErrorKind::missing);
  CHECK(files->remove(folder / "logs/b"));
  CHECK(files->remove(folder / "logs/b"));
  CHECK(files->remove(folder / "logs/a"));
  CHECK_FALSE(files->exists(folder / "logs/a"));
  REQUIRE(files->append(folder / "logs/c", ""));
  CHECK_FALSE(files->remove(folder / "logs"));
}

TEST_CASE("removing a folder removes links, not what they point to") {
  Folder folder;
  auto files = reeve::os::make_files();
  REQUIRE(files->write(folder / "precious/file", "keep"));
  REQUIRE(files->write(folder / "run/deep/er/file", "go"));
  std::filesystem::create_directory_symlink(folder / "precious", folder / "run/deep/link");
  std::filesystem::create_directory_symlink(folder / "precious", folder / "top");
  CHECK(files->remove_folder(folder / "run"));
  CHECK(files->remove_folder(folder / "top"));
  CHECK(files->remove_folder(folder / "none"));
  CHECK_FALSE(files->exists(folder / "run"));
  CHECK(*files->read(folder / "precious/file") == "keep");
}

TEST_CASE("a lock keeps another process out, and says who holds it") {
  Folder folder;
  auto loop = new_loop();
  auto files = reeve::os::make_files();
  std::string path = folder / "engine.lock";
  auto held = files->lock(path, "reeve run, process 77");
  REQUIRE(held);
  ProcessSpec other = command({"flock", "--nonblock", path, "true"});
  other.timeout = Duration(20'000);
  CHECK(loop->run(other)->code == 1);
  auto second = reeve::os::make_files()->lock(path, "another");
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::locked);
  CHECK(second.error().message == "'" + path + "' is held by reeve run, process 77");
  held->reset();
  CHECK(loop->run(other)->ok());
  CHECK(files->lock(path, "another"));
  CHECK(*files->read(path) == "another\n");
}

TEST_CASE("a lock is free when its holder was killed, though what it started lives on") {
  Folder folder;
  auto loop = new_loop();
  auto files = reeve::os::make_files();
  std::string path = folder / "engine.lock";
  bool over = false;
  auto mark = loop->start(
      command({"flock", "--no-fork", path, "sh", "-c",
               "echo 'somebody else' >" + path + "; echo up; exec sleep 1000"}),
      [&](const ProcessEnd&) {
        over = true;
        loop->post(reeve::run::event::Noted{});
      },
      [&](std::string_view) { loop->post(reeve::run::event::Noted{}); });
  REQUIRE(mark);
  loop->wait();
  auto refused = files->lock(path, "us");
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, contains_text("is held by somebody else"));
  loop->end(*mark);
  while (!over) loop->wait();
  auto held = files->lock(path, "us");
  REQUIRE(held);
  // A child of ours does not inherit the lock.
  auto child = loop->start(shell("sleep 1000"), {});
  REQUIRE(child);
  held->reset();
  CHECK(files->lock(path, "us again"));
}
