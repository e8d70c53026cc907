// The control socket: requests of other processes come in while the loop waits.
#include "reeve/os/control.h"

#include <future>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "world.h"

using namespace world;
using reeve::ErrorKind;
using reeve::os::ask_control;
namespace event = reeve::run::event;

namespace {

constexpr Duration kLong = std::chrono::seconds(20);

// Asks from a thread, as another process would.
std::future<reeve::Result<std::string>> asked(const std::string& path, const std::string& line) {
  return std::async(std::launch::async, [=] { return ask_control(path, line, kLong); });
}

// Listens, and lets wait() return at each request.
void listen(reeve::os::Loop& loop, const std::string& path, std::vector<std::string>& lines) {
  auto listens = loop.listen(path, [&](reeve::run::Caller caller, const std::string& line) {
    lines.push_back(line);
    loop.post(event::Asked{caller, {}});
  });
  INFO((listens ? "" : listens.error().message));
  REQUIRE(listens);
}

reeve::run::Caller next_caller(reeve::os::Loop& loop) {
  return std::get<event::Asked>(loop.wait().body).caller;
}

// As somebody who was killed leaves it.
void leave_socket(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(left, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  ::close(left);
}

}  // namespace

TEST_CASE("a request comes in, its answer goes out, also to two callers at once and out of order") {
  Folder folder;
  auto loop = new_loop();
  std::vector<std::string> lines;
  listen(*loop, folder / "control", lines);
  auto one = asked(folder / "control", "first");
  auto first = next_caller(*loop);
  auto two = asked(folder / "control", "second");
  auto second = next_caller(*loop);
  loop->answer(second, "to the second");
  loop->answer(first, "to the first");
  CHECK(*one.get() == "to the first");
  CHECK(*two.get() == "to the second");
  CHECK(lines == std::vector<std::string>{"first", "second"});
}

TEST_CASE("only this user may connect, and the path may be longer than a socket's name") {
  Folder folder;
  std::string deep = folder.path + "/" + std::string(100, 'd') + "/" + std::string(100, 'e');
  std::filesystem::create_directories(deep);
  auto loop = new_loop();
  std::vector<std::string> lines;
  listen(*loop, deep + "/control", lines);
  struct stat found {};
  REQUIRE(::stat((deep + "/control").c_str(), &found) == 0);
  CHECK(S_ISSOCK(found.st_mode));
  CHECK((found.st_mode & 0777) == 0600);
  auto answer = asked(deep + "/control", "hello");
  loop->answer(next_caller(*loop), "yes");
  CHECK(*answer.get() == "yes");
}

TEST_CASE("where nobody listens it says so: no socket, no folder, one that was left by the dead") {
  Folder folder;
  CHECK(ask_control(folder / "control", "hello", kLong).error().kind == ErrorKind::missing);
  CHECK(ask_control(folder / "no/control", "hello", kLong).error().kind == ErrorKind::missing);
  leave_socket(folder / "control");
  REQUIRE(std::filesystem::is_socket(folder / "control"));
  CHECK(ask_control(folder / "control", "hello", kLong).error().kind == ErrorKind::missing);

  auto loop = new_loop();
  std::vector<std::string> lines;
  listen(*loop, folder / "control", lines);
  auto answer = asked(folder / "control", "hello");
  loop->answer(next_caller(*loop), "I am new here");
  CHECK(*answer.get() == "I am new here");
}

TEST_CASE("when the loop stops listening the socket goes, and who waits for an answer sees the end") {
  Folder folder;
  auto loop = new_loop();
  std::vector<std::string> lines;
  listen(*loop, folder / "control", lines);
  auto answer = asked(folder / "control", "hello");
  next_caller(*loop);
  loop->stop_listening();
  CHECK(answer.get().error().kind == ErrorKind::unreachable);
  CHECK_FALSE(std::filesystem::exists(folder / "control"));
}

TEST_CASE("who gets no answer in time, and who sends a line without an end, is told; the others are served") {
  Folder folder;
  auto loop = new_loop();
  std::vector<std::string> lines;
  listen(*loop, folder / "control", lines);
  auto impatient =
      std::async(std::launch::async, [&] { return ask_control(folder / "control", "hello", Duration(50)); });
  auto gone = next_caller(*loop);
  CHECK(impatient.get().error().kind == ErrorKind::unreachable);
  auto endless = asked(folder / "control", std::string(200'000, 'x'));
  auto proper = asked(folder / "control", "hello again");
  loop->answer(next_caller(*loop), "yes");
  CHECK(*proper.get() == "yes");
  loop->answer(gone, "too late");
  while (endless.wait_for(Duration(0)) != std::future_status::ready) {
    loop->arm({reeve::run::TimerId::Kind::refetch, {}}, loop->now() + Duration(5));
    loop->wait();
  }
  CHECK(endless.get().error().kind == ErrorKind::unreachable);
  CHECK(lines == std::vector<std::string>{"hello", "hello again"});
}
