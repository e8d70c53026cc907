// The edits that reeve makes and the commits that carry them.
#pragma once

#include <string>
#include <string_view>

#include "reeve/board/board.h"
#include "reeve/board/new_task.h"
#include "reeve/run/change.h"
#include "reeve/run/policy.h"
#include "reeve/run/run_state.h"

namespace reeve::run {

// not-started → in-progress, with agent and started_at: the claim.
Change claim_change(const RunState& run, const Policy& policy);
// in-progress by this run → done, failed or blocked, with completed_at, used and notes: the verdict.
Change verdict_change(const RunState& run, const Policy& policy, const board::Board& board, Instant now);
// in-progress by this run → not-started, agent, times and used cleared.
Change release_change(const RunState& run, const Policy& policy);

// Any row → not-started, cells cleared likewise; expects class and agent as they are on `board`. `name`: of
// the order.
Change put_back_change(const RunId& name, const Policy& policy, const board::Board& board,
                       const board::Task& task);
// A new row.
Change add_change(const RunId& name, const Policy& policy, const board::AddedTask& added,
                  std::string_view description);

// Whether the row is still this run's: in-progress, and (if there is an agent column) marked as its own.
bool owns_row(const board::Board& board, const RunState& run);

// Whether the row carries this run's mark in its agent column.
bool has_mark(const board::Board& board, const RunState& run);

// Whether the row says what this run in phase closing wanted to write: its verdict (with its mark), or that
// it was put back.
bool is_closed(const board::Board& board, const RunState& run);

// What the one commit of a squashed run says.
std::string squash_message(const RunState& run);

// Text of others as one paragraph of a commit body: no line can be read as a trailer, at most 2 KiB.
std::string as_body(std::string_view text);

}  // namespace reeve::run
