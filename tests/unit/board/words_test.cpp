// Words of a status, where they end, and in whatever case they are written.
#include "support.h"

namespace reeve::board {
namespace {

TaskClass class_of(const std::string& status, const ReadOptions& options = {}) {
  return read_board("| id | status |\n|---|---|\n| A | " + status + " |\n| B | todo |\n", options)
      .tasks()
      .at(0)
      .task_class;
}

TEST_CASE("a word of a status ends before what is no letter, in any script") {
  CHECK(class_of("done×2") == TaskClass::done);
  CHECK(class_of("done→2") == TaskClass::done);
  CHECK(class_of("done\U00043400") == TaskClass::done);  // no letter yet
  CHECK(class_of("doneé") == TaskClass::other);
  CHECK(class_of("done㐀") == TaskClass::other);  // the first of its block
  CHECK(class_of("done-ish") == TaskClass::other);
  CHECK(class_of("done-") == TaskClass::done);
}

TEST_CASE("capitals of other alphabets are the same letters") {
  ReadOptions options;
  options.statuses = {{"done", {"учтён"}}};
  CHECK(class_of("УЧТЁН", options) == TaskClass::done);
  CHECK(class_of("TERMINÉ") == TaskClass::done);
  CHECK(class_of("ГОТОВО") == TaskClass::done);
}

}  // namespace
}  // namespace reeve::board
