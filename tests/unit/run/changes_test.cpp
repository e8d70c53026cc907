// What commits say.
#include "reeve/run/changes.h"

#include "support/catch.h"

using namespace reeve;

TEST_CASE("a text of others cannot keep a pipeline from its commit, and is otherwise left as it is") {
  CHECK(run::as_body("see [1] and [2], [skip ci], [NO CI]; end") ==
        " see [1] and [2], (skip ci), (NO CI); end");
  CHECK(run::as_body("***NO_CI*** and Skip-Checks: true [") == " ***NO_CI**. and Skip-Checks. true [");
}
