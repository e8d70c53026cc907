// Any bytes as a request on the control socket, and as the answer that comes back.
#include "app/control_codec.h"
#include "support/fuzz.h"

namespace reeve::app {
namespace {

void check_request(std::string_view line) {
  auto request = decode_request(line);
  if (!request) return fuzz::check_error(request.error());
  std::string written = encode_request(*request);
  FUZZ_CHECK(written.find('\n') == written.npos);
  auto again = decode_request(written);
  FUZZ_CHECK(again && again->kind == request->kind);
  FUZZ_CHECK(again->lane == request->lane && again->task == request->task);
}

void check_reply(std::string_view line) {
  auto reply = decode_reply(line);
  if (!reply) return fuzz::check_error(reply.error());
  std::string written = encode_reply(*reply);
  FUZZ_CHECK(written.find('\n') == written.npos);
  auto again = decode_reply(written);
  FUZZ_CHECK(again && encode_reply(*again) == written);
}

}  // namespace
}  // namespace reeve::app

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::app::check_request(reeve::fuzz::text_of(data, size));
  reeve::app::check_reply(reeve::fuzz::text_of(data, size));
  return 0;
}
