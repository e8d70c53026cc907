// Lines on the control socket that another program wrote.
#include "app/control_codec.h"

#include "support/catch.h"

namespace reeve::app {

TEST_CASE("an answer that nests deep takes no more of the stack than another") {
  constexpr std::size_t kDepth = 200'000;
  auto reply = decode_reply(R"({"text": "paused", "lanes": )" + std::string(kDepth, '[') +
                            std::string(kDepth, ']') + "}");
  REQUIRE(reply);
  CHECK(reply->text == "paused");
  CHECK(reply->lanes.empty());
}

}  // namespace reeve::app
