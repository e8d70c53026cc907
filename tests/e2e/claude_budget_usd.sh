# Money: the program is told what is left and ends itself there, unless what it told before lets reeve end it first; the attempt
# has failed, and the day's budget ends the loop.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

config_more='"budget": {"attempt": {"usd": 0.005}, "day": {"usd": 0.015}}'
make_project
model "$(always "$(runs A-1 true)")"
expect_exit 5 reeve run
grep -qE 'the worker ended badly: Reached maximum budget|budget\.attempt\.usd: .* the attempt was ended' "$world/err" ||
  fail "no attempt ended by its budget"
expect_err "budget.day.usd"
expect_row A-1 not-started
expect_exit 0 reeve show A-1
expect_out "cost"
# Each attempt: the request that reaches the bound, and no further one.
(($(wc -l <"$api_log") <= 4)) || fail "$(wc -l <"$api_log") requests to the model"
