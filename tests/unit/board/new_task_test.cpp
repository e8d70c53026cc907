// A new task: its id follows the file's, its row is a task that can be started.
#include "reeve/board/new_task.h"

#include "support/catch.h"

using namespace reeve;
using board::Board;
using board::NewTask;

namespace {

std::string table(const std::vector<std::string>& ids) {
  std::string text = "| id | status | description | depends_on |\n|---|---|---|---|\n";
  for (const std::string& id : ids) text += "| " + id + " | todo | x | |\n";
  return text;
}

Result<board::AddedTask> added(const std::string& file, NewTask task) {
  auto board = Board::read(file, {});
  REQUIRE(board);
  if (task.description.empty()) task.description = "more";
  return board::add_task(*board, task, {});
}

std::string id_after(const std::vector<std::string>& ids, std::optional<std::string> after = {}) {
  auto task = added(table(ids), {{}, std::move(after), {}, ""});
  return task ? task->id : task.error().message;
}

}  // namespace

TEST_CASE("the next id goes on from the highest number behind the same stem") {
  CHECK(id_after({"A-1", "A-2"}) == "A-3");
  CHECK(id_after({"A-08", "A-09"}) == "A-10");
  CHECK(id_after({"A-008"}) == "A-009");
  CHECK(id_after({"1", "2"}) == "3");
  CHECK(id_after({"MS-A-9", "MS-B-4"}) == "MS-B-5");
  CHECK(id_after({"MS-A-9", "MS-B-4"}, "MS-A-9") == "MS-A-10");
  CHECK(id_after({"T1.7", "T1.3"}) == "T1.8");
  CHECK(id_after({}) == "T-1");
  CHECK(id_after({"A-1", "cleanup"}).find("--id") == std::string::npos);
  CHECK(id_after({"A-1", "cleanup"}).find("'cleanup'") != std::string::npos);
  CHECK(id_after({"A-99999999999999999999"}).find("no numbers") != std::string::npos);
}

TEST_CASE("the new row is a task like its neighbours, behind the row that was named") {
  auto task = added(table({"A-1", "A-2"}), {"B-1", "A-1", {"A-1", "A-2"}, "with | a pipe"});
  REQUIRE(task);
  CHECK(task->bytes ==
        "| id | status | description | depends_on |\n|---|---|---|---|\n"
        "| A-1 | todo | x | |\n| B-1 | todo | with \\| a pipe | A-1, A-2 |\n| A-2 | todo | x | |\n");
}

TEST_CASE("what would be lost or held is refused") {
  CHECK_FALSE(added(table({"A-1"}), {{}, {}, {"A-2"}, ""}));
  CHECK_FALSE(added(table({"A-1"}), {{}, "A-2", {}, ""}));
  CHECK_FALSE(added(table({"A-1"}), {"A-1", {}, {}, ""}));
  CHECK_FALSE(added(table({"A-1"}), {"two words", {}, {}, ""}));
  CHECK_FALSE(added("| id | status |\n|---|---|\n| A-1 | todo |\n", {{}, {}, {}, "lost"}));
  CHECK_FALSE(added("| id | status | title |\n|---|---|---|\n| A-1 | todo | x |\n", {{}, {}, {"A-1"}, "x"}));
}
