// The record of a run that something else wrote, or broke.
#include "app/run_record.h"

#include "support/catch.h"

namespace reeve::app {
namespace {

std::string record_with(const std::string& more) {
  return R"({"record_version": 1, "id": "abcdefgh", "task": {"id": "A-1"}, "phase": "working", )" + more +
         "}";
}

}  // namespace

TEST_CASE("a number that no field of a record can hold is none") {
  auto run = decode_record(record_with(R"("attempt": 1e300, "worked_ms": -1e300, "push_attempts": 2.0)"));
  REQUIRE(run);
  CHECK(run->attempt == 0);
  CHECK(run->worked.count() == 0);
  CHECK(run->push_attempts == 2);
}

TEST_CASE("a record that nests deep takes no more of the stack than another") {
  constexpr std::size_t kDepth = 200'000;
  auto run =
      decode_record(record_with(R"("verdict": )" + std::string(kDepth, '[') + std::string(kDepth, ']')));
  REQUIRE(run);
  CHECK(run->task.id == "A-1");
}

}  // namespace reeve::app
