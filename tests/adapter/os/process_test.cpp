#include <fcntl.h>
#include <unistd.h>

#include "world.h"

using namespace world;

TEST_CASE("a process's words and its exit status come back") {
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    ProcessSpec spec = shell("echo out; echo err >&2; exit 3");
    spec.kept = kept;
    Ended ended = run_in(*loop, spec);
    CHECK(ended.end.how == How::exited);
    CHECK(ended.end.code == 3);
    CHECK(ended.end.out == "out\n");
    CHECK(ended.end.err == "err\n");
    CHECK(ended.seen == "out\n");
    CHECK_FALSE(ended.end.ok());
  }
}

TEST_CASE("a process that a signal ends is told apart from one that exits") {
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    ProcessSpec spec = shell("kill -KILL $$");
    spec.kept = kept;
    Ended ended = run_in(*loop, spec);
    CHECK(ended.end.how == How::signaled);
    CHECK(ended.end.code == 9);
  }
}

TEST_CASE("a process begins with default signals, none blocked, and no descriptor but its three") {
  int leaked = ::open("/dev/null", O_RDONLY);  // without close-on-exec, as a careless parent leaves them
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    // The last two fields of the signal masks' four: the classic signals. Real-time ones may come from
    // anywhere.
    ProcessSpec spec = shell(
        "cat /proc/self/status | sed -n 's/^Sig\\(Blk\\|Ign\\):.*\\(.\\{7\\}\\)$/\\1 \\2/p'; ls "
        "/proc/self/fd");
    spec.kept = kept;
    // ls itself opens the folder it lists, as 3.
    CHECK(run_in(*loop, spec).end.out == "Blk 0000000\nIgn 0000000\n0\n1\n2\n3\n");
  }
  ::close(leaked);
}

TEST_CASE("a process leads a session of its own: no Ctrl-C, no questions on our terminal") {
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    ProcessSpec spec = shell("echo $$ $(ps -o sid= -p $$)");
    spec.kept = kept;
    std::istringstream numbers(run_in(*loop, spec).end.out);
    int own = 0, session = 1;
    numbers >> own >> session;
    CHECK(own == session);
  }
}

TEST_CASE("input larger than a pipe arrives whole, then ends") {
  auto loop = new_loop();
  ProcessSpec spec = command({"wc", "-c"});
  spec.input = std::string(3 << 20, 'x');
  CHECK(run_in(*loop, spec).end.out == "3145728\n");
}

TEST_CASE("a process that does not read its input harms nobody") {
  auto loop = new_loop();
  ProcessSpec spec = shell("exec <&-; echo well");
  spec.input = std::string(3 << 20, 'x');
  Ended ended = run_in(*loop, spec);
  CHECK(ended.end.ok());
  CHECK(ended.end.out == "well\n");
}

TEST_CASE("a process without input sees its end at once") {
  auto loop = new_loop();
  CHECK(run_in(*loop, command({"wc", "-c"})).end.out == "0\n");
}

TEST_CASE("of much output the end is kept, all of it is handed on, and the file is bounded") {
  Folder folder;
  auto loop = new_loop();
  ProcessSpec spec = shell("head -c 5000000 /dev/zero | tr '\\0' 'a'; echo; echo last");
  spec.captured_max = 100;
  spec.output = reeve::port::OutputFile{folder / "deep/output.log", 1000};
  Ended ended = run_in(*loop, spec);
  CHECK(ended.end.ok());
  CHECK(ended.end.out == std::string(94, 'a') + "\nlast\n");
  CHECK(ended.end.out_cut);
  CHECK(ended.seen.size() == 5000006);
  CHECK(contents(folder / "deep/output.log") ==
        std::string(1000, 'a') + "\n[reeve: output past 1000 bytes is not recorded]\n");
}

TEST_CASE("a full disk costs the record of the output, not the process") {
  auto loop = new_loop();
  ProcessSpec spec = shell("echo one; echo two; exit 5");
  spec.output = reeve::port::OutputFile{"/dev/full", 1 << 20};
  std::string noted;
  ProcessEnd end;
  bool over = false;
  REQUIRE(loop->start(spec, [&](const ProcessEnd& how) {
    end = how;
    loop->post(reeve::run::event::Started{});
  }));
  while (!over) {
    auto event = loop->wait();
    if (auto* note = std::get_if<reeve::run::event::Noted>(&event.body)) noted += note->text;
    over = std::holds_alternative<reeve::run::event::Started>(event.body);
  }
  CHECK(end.code == 5);
  CHECK(end.out == "one\ntwo\n");
  CHECK(noted == "output is not recorded any further in '/dev/full': No space left on device");
}

TEST_CASE("a time limit ends a process, whatever it does") {
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    ProcessSpec spec = shell("while :; do echo busy; read -r x </dev/zero; done & sleep 1000; wait");
    spec.input = "";
    spec.timeout = Duration(50);
    spec.kept = kept;
    Ended ended = run_in(*loop, spec);
    CHECK(ended.end.how == How::timed_out);
    CHECK(ended.end.took >= Duration(50));
  }
}

TEST_CASE("silence ends a process; output keeps it alive") {
  auto loop = new_loop();
  ProcessSpec silent = shell("echo once; sleep 1000");
  silent.silence = Duration(50);
  Ended ended = run_in(*loop, silent);
  CHECK(ended.end.how == How::silent);
  CHECK(ended.end.out == "once\n");

  ProcessSpec talking = shell("for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.05; done");
  talking.silence = Duration(300);
  CHECK(run_in(*loop, talking).end.ok());
}

TEST_CASE("a process that is asked to end may say goodbye") {
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    ProcessSpec spec = shell("trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.01; done");
    spec.kept = kept;
    reeve::run::ProcessMark mark;
    ProcessEnd end;
    bool over = false;
    auto started = loop->start(
        spec,
        [&](const ProcessEnd& how) {
          end = how;
          over = true;
          loop->post(reeve::run::event::Noted{});
        },
        [&](std::string_view) { loop->end(mark); });
    REQUIRE(started);
    mark = *started;
    while (!over) loop->wait();
    CHECK(end.how == How::stopped);
    CHECK(end.code == 7);
    CHECK(end.out == "ready\nbye\n");
  }
}

TEST_CASE("a missing program is an error that says where it was looked for") {
  auto loop = new_loop();
  for (bool kept : {true, false}) {
    ProcessSpec spec = command({"no-such-program"});
    spec.kept = kept;
    auto started = loop->start(spec, {});
    REQUIRE_FALSE(started);
    CHECK(started.error().kind == reeve::ErrorKind::config);
    CHECK(started.error().message ==
          "cannot start 'no-such-program': No such file or directory (looked in PATH "
          "/usr/local/bin:/usr/bin:/bin)");
    CHECK_FALSE(started.error().hint.empty());
  }
}

TEST_CASE("programs are found as a shell finds them, in the environment given and from the directory given") {
  Folder folder;
  auto files = reeve::os::make_files();
  auto loop = new_loop();
  REQUIRE(files->write(folder / "tools/greet", "#!/bin/sh\necho hello from \"$PWD\"\n"));
  ProcessSpec spec = command({"tools/greet"});
  spec.directory = folder.path;
  CHECK_THAT(loop->start(spec, {}).error().message, contains_text("Permission denied"));
  std::filesystem::permissions(folder / "tools/greet", std::filesystem::perms::owner_all);
  for (bool kept : {true, false}) {
    spec.kept = kept;
    CHECK(run_in(*loop, spec).end.out == "hello from " + folder.path + "\n");
    ProcessSpec by_name = command({"greet"});
    by_name.kept = kept;
    by_name.environment = {"PATH=/bin:" + (folder / "tools")};
    by_name.directory = folder.path;
    CHECK(run_in(*loop, by_name).end.out == "hello from " + folder.path + "\n");
  }
}

TEST_CASE("what cannot be executed is told by name") {
  Folder folder;
  auto files = reeve::os::make_files();
  auto loop = new_loop();
  REQUIRE(files->write(folder / "odd", "#!/no/such/interpreter\n"));
  REQUIRE(files->write(folder / "plain", "echo no first line\n"));
  for (const char* name : {"odd", "plain"}) {
    std::filesystem::permissions(folder / name, std::filesystem::perms::owner_all);
    for (bool kept : {true, false}) {
      ProcessSpec spec = command({folder / name});
      spec.kept = kept;
      auto started = loop->start(spec, {});
      REQUIRE_FALSE(started);
      INFO(started.error().message);
      CHECK(started.error().message.starts_with("cannot start '" + (folder / name) + "': "));
      CHECK_FALSE(started.error().hint.empty());
    }
  }
}

TEST_CASE("a missing directory and a missing keeper are errors of their own") {
  auto loop = new_loop();
  ProcessSpec spec = shell("true");
  spec.directory = "/no/such/directory";
  CHECK(loop->start(spec, {}).error().message ==
        "cannot start a process in '/no/such/directory': No such file or directory");
  loop.reset();
  auto keeperless = reeve::os::make_loop({"/no/such/keeper"});
  REQUIRE(keeperless);
  CHECK((*keeperless)->start(shell("true"), {}).error().message ==
        "cannot start the keeper '/no/such/keeper': No such file or directory");
}

TEST_CASE("a quick command is run in place, without anybody else's callbacks") {
  auto loop = new_loop();
  bool other_ended = false;
  REQUIRE(loop->start(shell("true"), [&](const ProcessEnd&) {
    other_ended = true;
    loop->post(reeve::run::event::Noted{"other"});
  }));
  ProcessSpec spec = shell("cat; exit 4");
  spec.input = "question";
  spec.timeout = Duration(10'000);
  auto end = loop->run(spec);
  REQUIRE(end);
  CHECK(end->out == "question");
  CHECK(end->code == 4);
  CHECK_FALSE(other_ended);
  loop->wait();
  CHECK(other_ended);

  spec = shell("sleep 1000");
  spec.timeout = Duration(20);
  auto late = loop->run(spec);
  REQUIRE(late);
  CHECK(late->how == How::timed_out);
}

TEST_CASE("a callback may start, run and end processes; what it was given stays as it was") {
  auto loop = new_loop();
  std::string seen, asked, followed;
  ProcessSpec question = shell("echo yyyyyyyy");
  question.timeout = Duration(20'000);
  auto first = loop->start(
      shell("printf xxxxxxxx"),
      [&](const ProcessEnd&) {
        REQUIRE(loop->start(shell("echo second"), [&](const ProcessEnd& end) {
          followed = end.out;
          loop->post(reeve::run::event::Noted{});
        }));
      },
      [&](std::string_view bytes) {
        asked = loop->run(question)->out;
        seen += bytes;
      });
  REQUIRE(first);
  loop->wait();
  CHECK(asked == "yyyyyyyy\n");
  CHECK(seen == "xxxxxxxx");
  CHECK(followed == "second\n");
}

TEST_CASE("many processes at once, each with its own answer") {
  auto loop = new_loop();
  constexpr int kCount = 40;
  std::vector<std::string> answers(kCount);
  int left = kCount;
  for (int i = 0; i < kCount; ++i) {
    ProcessSpec spec = shell("head -c 200000 /dev/zero | tr '\\0' x; echo " + std::to_string(i));
    spec.kept = i % 2 == 0;
    spec.captured_max = 10;
    REQUIRE(loop->start(spec, [&, i](const ProcessEnd& end) {
      answers[i] = end.out;
      if (--left == 0) loop->post(reeve::run::event::Noted{});
    }));
  }
  loop->wait();
  for (int i = 0; i < kCount; ++i)
    CHECK_THAT(answers[i], Catch::Matchers::EndsWith("x" + std::to_string(i) + "\n"));
}

static long memory_kb() {
  std::ifstream status("/proc/self/status");
  std::string word;
  long kb = -1;
  while (status >> word) {
    if (word == "VmRSS:") status >> kb;
  }
  return kb;
}

TEST_CASE("memory does not grow with the output") {
  Folder folder;
  auto loop = new_loop();
  ProcessSpec spec = shell("head -c 200000000 /dev/zero");
  spec.output = reeve::port::OutputFile{folder / "output.log", 1 << 20};
  std::uint64_t seen = 0;
  long before = memory_kb();
  bool over = false;
  REQUIRE(loop->start(
      spec,
      [&](const ProcessEnd&) {
        over = true;
        loop->post(reeve::run::event::Noted{});
      },
      [&](std::string_view bytes) { seen += bytes.size(); }));
  while (!over) loop->wait();
  CHECK(seen == 200'000'000);
  CHECK(memory_kb() - before < 4096);
}
