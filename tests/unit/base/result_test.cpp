#include "reeve/base/result.h"

#include <memory>
#include <set>

#include "support/catch.h"

namespace reeve {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0)
    return Error{ErrorKind::usage, "halving " + std::to_string(number) + ": it is odd", ""};
  return number / 2;
}

Result<int> quarter(int number) {
  REEVE_TRY(int once, half(number));
  REEVE_TRY(int twice, half(once));
  return twice;
}

Status check_even(int number) {
  REEVE_CHECK(half(number));
  return Done{};
}

}  // namespace

TEST_CASE("a result is a value or an error, and the error passes up") {
  CHECK(*quarter(12) == 3);
  auto failed = quarter(6);
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().message == "halving 3: it is odd");
  CHECK(check_even(4).ok());
  CHECK_FALSE(check_even(5).ok());
}

TEST_CASE("a result can hold what cannot be copied") {
  Result<std::unique_ptr<int>> held(std::make_unique<int>(7));
  std::unique_ptr<int> taken = *std::move(held);
  CHECK(*taken == 7);
}

TEST_CASE("an error says what its caller was doing") {
  Error error = Error{ErrorKind::io, "cannot write x", "free some space"}.within("claiming A-1");
  CHECK(error.message == "claiming A-1: cannot write x");
  CHECK(error.hint == "free some space");
  CHECK(error.kind == ErrorKind::io);
}

TEST_CASE("every kind of error has a name of its own") {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::interrupted); ++kind)
    names.insert(name_of(static_cast<ErrorKind>(kind)));
  CHECK(names.size() == static_cast<std::size_t>(ErrorKind::interrupted) + 1);
}

}  // namespace reeve
