// Counts tokens, money and turns of a stream, and how full the context is.
//
// Facts (Claude Code 2.1.197): each request is told by several events with its message's id, output tokens
// finally only in a `message_delta`; a result's `usage` is the sum over the main thread of one prompt; its
// `modelUsage` and `total_cost_usd` count everything since the process began, subagents and compactions too.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "worker/claude_line.h"

#include "reeve/worker/usage.h"

namespace reeve::worker {

// A context that is chosen by a suffix of the model's name.
inline constexpr std::string_view kMillionSuffix = "[1m]";
inline constexpr std::int64_t kMillion = 1'000'000;

class UsageTally {
 public:
  // `agent`: the tool call that a subagent works for; "" = the main thread.
  void session(std::string_view id, std::string_view model);
  void request(std::string_view agent, const Json& message);
  void request_goes_on(std::string_view agent, const Json& usage);
  void result(const Json& event);
  void compacted(std::int64_t tokens_after);

  Usage so_far() const;
  // The same with what was not told, once no more comes.
  Usage whole() const;
  ContextUse context() const { return context_; }

 private:
  struct Request {
    std::string id;
    std::string agent;
    Usage usage;
  };
  // A total that runs on through a process, and would be right too if it began anew.
  struct RunningTotal {
    Usage before;
    Usage last;
  };

  // Requests that can still go on: several subagents work side by side. Older ones are only summed.
  static constexpr std::size_t kOpenMax = 256;

  Request& request_named(const std::string& id, std::string_view agent);
  void answered_by(std::string_view model);
  void settle(const Json& event);
  void find_window(const Json& models);
  Usage open_sum(bool main_too) const;

  std::deque<Request> open_;  // since the last result
  Usage older_;               // of the main thread and subagents, since the last result, not in open_
  Usage prompts_;             // as the results tell them, and subagents as they were seen
  RunningTotal models_;
  bool tokens_told_ = false;
  bool price_told_ = false;
  std::string session_;
  std::string model_;          // as chosen, with its suffix: "claude-opus-4-8[1m]"
  std::string message_model_;  // as the last main-thread message names it, without
  ContextUse context_;
};

}  // namespace reeve::worker
