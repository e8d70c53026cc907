// A second pair of eyes: what an auditor is told about an attempt, and what it answers. It is a gate: it may
// refuse work, and cannot make work pass that another gate refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reeve::worker {

// The verdict block: {"task_id", "verdict": "accepted|rejected", "findings"}. `findings`: a text, or a list
// of texts, which become lines; at most 8 KiB, control characters but line breaks made visible.
struct AuditVerdict {
  bool accepted = false;
  std::string findings;
};

// Of the blocks of the text that are about this task. Work that is judged may hold such blocks, and an
// auditor may quote them: so only one that rejects outweighs others, whatever its shape; accepted is what no
// block rejects. What is a block: as for ResultScanner.
std::optional<AuditVerdict> find_audit_verdict(std::string_view text, std::string_view task_id);

}  // namespace reeve::worker
