#include "reeve/worker/audit.h"

#include <nlohmann/json.hpp>

#include "worker/blocks.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kFindingsMax = 8 << 10;
constexpr std::string_view kUnfilled = "accepted|rejected";  // the form, repeated

std::string lines_of(std::string_view text) {
  std::string lines;
  for (std::string_view line : split_lines(text)) lines += (lines.empty() ? "" : "\n") + one_line(line);
  return lines;
}

std::string read_findings(const Json& value) {
  if (value.is_null()) return "";
  if (const auto* text = value.get_ptr<const std::string*>()) return lines_of(trim(*text));
  if (!value.is_array()) return one_line(value.dump(-1, ' ', false, Json::error_handler_t::replace));
  std::string findings;
  for (const Json& item : value) {
    const auto* text = item.get_ptr<const std::string*>();
    std::string words =
        text ? std::string(trim(*text)) : item.dump(-1, ' ', false, Json::error_handler_t::replace);
    findings += (findings.empty() ? "- " : "\n- ") + one_line(words);
  }
  return findings;
}

std::optional<AuditVerdict> read_block(std::string_view text, std::string_view task_id) {
  const Json block = Json::parse(to_valid_utf8(text), nullptr, false);
  if (!block.is_object() || !block.contains("task_id") || !block.contains("verdict")) return std::nullopt;
  const auto* id = block["task_id"].get_ptr<const std::string*>();
  bool same_id =
      id ? *id == task_id : block["task_id"].is_number_integer() && block["task_id"].dump() == task_id;
  if (!same_id) return std::nullopt;
  const auto* word = block["verdict"].get_ptr<const std::string*>();
  std::string verdict = word ? to_lower_ascii(trim(*word)) : "";
  if (verdict == kUnfilled) return std::nullopt;
  return AuditVerdict{verdict == "accepted",
                      shorten(read_findings(block.value("findings", Json())), kFindingsMax)};
}

}  // namespace

std::optional<AuditVerdict> find_audit_verdict(std::string_view text, std::string_view task_id) {
  std::optional<AuditVerdict> found;
  for (auto block : json_objects(text)) {
    auto verdict = read_block(block, task_id);
    if (verdict && (!verdict->accepted || !found || found->accepted)) found = std::move(verdict);
  }
  return found;
}

}  // namespace reeve::worker
