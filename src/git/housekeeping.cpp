#include "git/housekeeping.h"

#include <filesystem>

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

namespace fs = std::filesystem;

// As `git gc --auto` estimates: one of 256 directories stands for all. About 1 000 objects.
constexpr auto kSample = "/objects/17";
constexpr std::ptrdiff_t kSampledMax = 4;
constexpr Duration kMaintenanceTimeout = std::chrono::minutes(30);

bool many_loose_objects(const Context& context) {
  std::error_code error;
  auto sample = fs::directory_iterator(context.options.common_dir + kSample, error);
  return !error && std::distance(sample, fs::directory_iterator()) >= kSampledMax;
}

// "<scope>\0<name>\n<value>\0" for each; what our own command line says (scope "command") is left out.
bool is_switched_off(std::string_view answer) {
  auto fields = split(answer, '\0');
  bool off = false;
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    if (fields[i] == "command") continue;
    auto values = read_config(fields[i + 1]);
    if (values.contains("maintenance.auto")) off = !is_true(values["maintenance.auto"]);
    if (values.contains("gc.auto") && values["gc.auto"] == "0") off = true;
  }
  return off;
}

bool is_wanted(const Context& context) {
  auto end = context.git.run(
      {{"config", "--null", "--show-scope", "--get-regexp", "^(maintenance\\.auto|gc\\.auto)$"}});
  return end && !is_switched_off(end->out);
}

}  // namespace

void Housekeeping::consider(const Context& context) {
  if (*under_way_ || !many_loose_objects(context) || !is_wanted(context)) return;
  Call call{
      {"maintenance", "run", "--quiet", "--task=pack-refs", "--task=loose-objects", "--task=commit-graph"},
      kMaintenanceTimeout};
  call.survival = Survival::ends_with_us;
  auto flag = under_way_;
  *flag = context.git.start(call, [flag](const port::ProcessEnd&) { *flag = false; }).ok();
}

}  // namespace reeve::git
