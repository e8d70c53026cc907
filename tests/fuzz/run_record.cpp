// Any bytes as run.json and as result.json: what was read is written and read again without a change.
#include "app/run_record.h"

#include "support/fuzz.h"

namespace reeve::app {
namespace {

void read(std::string_view bytes) {
  auto run = decode_record(bytes);
  if (!run) return fuzz::check_error(run.error());
  FUZZ_CHECK(!run->id.empty() && !run->task.id.empty());
  std::string record = encode_record(*run);
  auto again = decode_record(record);
  FUZZ_CHECK(again && encode_record(*again) == record);
}

void read_result(std::string_view bytes) {
  auto result = decode_result(bytes, 1);
  if (!result) return;
  std::string written = encode_result(*result, 1);
  FUZZ_CHECK(!decode_result(written, 2));
  auto again = decode_result(written, 1);
  FUZZ_CHECK(again && encode_result(*again, 1) == written);
}

}  // namespace
}  // namespace reeve::app

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  reeve::app::read(reeve::fuzz::text_of(data, size));
  reeve::app::read_result(reeve::fuzz::text_of(data, size));
  return 0;
}
