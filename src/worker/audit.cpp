#include "reeve/worker/audit.h"

#include <nlohmann/json.hpp>

#include "worker/blocks.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kFindingsMax = 8 << 10;

std::string lines_of(std::string_view text) {
  std::string lines;
  for (std::string_view line : split_lines(text)) lines += (lines.empty() ? "" : "\n") + one_line(line);
  return lines;
}

std::optional<std::string> read_findings(const Json& value) {
  if (value.is_null()) return "";
  if (const auto* text = value.get_ptr<const std::string*>()) return lines_of(trim(*text));
  if (!value.is_array()) return std::nullopt;
  std::string findings;
  for (const Json& item : value) {
    const auto* text = item.get_ptr<const std::string*>();
    if (!text) return std::nullopt;
    findings += (findings.empty() ? "- " : "\n- ") + one_line(trim(*text));
  }
  return findings;
}

std::optional<AuditVerdict> read_block(std::string_view text, std::string_view task_id) {
  const Json block = Json::parse(to_valid_utf8(text), nullptr, false);
  if (!block.is_object() || !block.contains("task_id") || !block.contains("verdict")) return std::nullopt;
  const auto* id = block["task_id"].get_ptr<const std::string*>();
  const auto* word = block["verdict"].get_ptr<const std::string*>();
  bool same_id =
      id ? *id == task_id : block["task_id"].is_number_integer() && block["task_id"].dump() == task_id;
  if (!same_id || !word) return std::nullopt;
  std::string verdict = to_lower_ascii(trim(*word));
  auto findings = read_findings(block.value("findings", Json()));
  if ((verdict != "accepted" && verdict != "rejected") || !findings) return std::nullopt;
  return AuditVerdict{verdict == "accepted", shorten(*findings, kFindingsMax)};
}

}  // namespace

std::optional<AuditVerdict> find_audit_verdict(std::string_view text, std::string_view task_id) {
  auto blocks = json_objects(text);
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block)
    if (auto verdict = read_block(*block, task_id)) return verdict;
  return std::nullopt;
}

}  // namespace reeve::worker
