#include "reeve/worker/claude_stream.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <map>

#include "worker/claude_doing.h"
#include "worker/claude_ending.h"
#include "worker/claude_line.h"
#include "worker/claude_usage.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

constexpr std::size_t kLineKept = 1 << 20;    // a buffer that grew past this is given back
constexpr std::size_t kAnswerMax = 64 << 10;  // a longer answer of a tool is not looked into
constexpr std::size_t kFieldMax = 1000;       // of words and ids that are kept
constexpr std::size_t kCallsMax = 64;         // tool calls that can still be refused
constexpr std::size_t kDeniedMax = 20;
constexpr std::size_t kDirectoryMax = 4096;

// The pieces of blocks are most of a stream; their whole comes in a message of its own.
bool is_piece(std::string_view line) {
  return line.starts_with(R"({"type":"stream_event","event":{"type":"content_block_)");
}

// What tools answered can be megabytes of files and images; a refusal is short.
bool is_long_answer(std::string_view line) {
  return line.size() > kAnswerMax && line.starts_with(R"({"type":"user")");
}

bool is_refusal(std::string_view answer) {
  return answer.starts_with("Permission to use ") || answer.starts_with("Claude requested permissions");
}

std::string field(std::string_view text) {
  return std::string(text.substr(0, kFieldMax));
}

std::string spaced(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string dollars(double usd) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), usd < 0.1 ? "$%.4f" : "$%.2f", usd);
  return text.data();
}

// The text of a tool's answer: a string, or blocks.
std::string_view answer_text(const Json& block) {
  const Json& content = part_at(block, "content");
  if (content.is_array() && !content.empty()) return text_at(content.front(), "text");
  return text_at(block, "content");
}

std::string retry_text(const Json& event) {
  std::string text = "asking the API again (" + std::to_string(number_at(event, "attempt")) + " of " +
                     std::to_string(number_at(event, "max_retries")) + ")";
  std::string why = spaced(text_at(event, "error"));
  auto status = number_at(event, "error_status");
  if (status > 0) why += (why.empty() ? "" : ", ") + std::to_string(status);
  return shown(why.empty() ? text : text + ": " + why);
}

std::string compaction_text(const Json& event) {
  const Json& told = part_at(event, "compact_metadata");
  return "context compacted: " + format_tokens(number_at(told, "pre_tokens")) + " tokens to " +
         format_tokens(number_at(told, "post_tokens"));
}

ToldResult told_result(const Json& event) {
  ToldResult result;
  result.subtype = field(text_at(event, "subtype"));
  result.is_error = truth_at(event, "is_error") || result.subtype.starts_with("error");
  result.reason = field(text_at(event, "terminal_reason"));
  result.status = number_at(event, "api_error_status");
  const Json& errors = part_at(event, "errors");
  std::string_view text = text_at(event, "result");
  if (text.empty() && errors.is_array() && !errors.empty() && errors.front().is_string())
    text = errors.front().get_ref<const std::string&>();
  result.text = shown(text, kFieldMax);
  if (number_at(event, "num_turns") == 0 && text.starts_with(kPromptBlocked)) result.is_error = true;
  return result;
}

}  // namespace

std::string_view name_of(EventKind kind) {
  constexpr std::array<std::string_view, 8> kNames = {"session", "text",  "tool",       "denied",
                                                      "retry",   "limit", "compaction", "result"};
  return kNames[static_cast<std::size_t>(kind)];
}

struct ClaudeStream::State {
  struct Call {
    std::string id;
    std::string call;
  };

  OnEvent on_event;
  int events = 0;
  std::string line;  // what came of it so far
  bool skipping = false;
  std::string directory;
  UsageTally tally;
  ToldEnd told;
  std::deque<Call> calls;
  std::vector<std::string> denied;

  void feed(std::string_view bytes);
  void collect(std::string_view part);
  void end_line();
  void take(const Json& event);

  void take_system(const Json& event);
  void take_init(const Json& event);
  void take_assistant(const Json& event);
  void take_own_words(const Json& event);
  void take_block(const Json& block, bool subagent);
  void take_user(const Json& event);
  void take_stream_event(const Json& event);
  void take_limit(const Json& event);
  void take_result(const Json& event);

  void tell(EventKind kind, std::string text, bool subagent = false);
  void refused(const std::string& call, bool subagent);
};

void ClaudeStream::State::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    auto newline = bytes.find('\n');
    collect(bytes.substr(0, newline));
    if (newline == bytes.npos) return;
    end_line();
    bytes.remove_prefix(newline + 1);
  }
}

void ClaudeStream::State::collect(std::string_view part) {
  if (!skipping && line.size() + part.size() > kLineMax) {
    skipping = true;
    line = {};
  }
  if (!skipping) line += part;
}

void ClaudeStream::State::end_line() {
  if (!skipping && !is_piece(line) && !is_long_answer(line)) take(parse_line(line));
  skipping = false;
  line.clear();
  if (line.capacity() > kLineKept) line.shrink_to_fit();
}

void ClaudeStream::State::take(const Json& event) {
  std::string_view type = text_at(event, "type");
  if (type == "system") take_system(event);
  if (type == "assistant") take_assistant(event);
  if (type == "user") take_user(event);
  if (type == "stream_event") take_stream_event(event);
  if (type == "rate_limit_event") take_limit(part_at(event, "rate_limit_info"));
  if (type == "result") take_result(event);
}

void ClaudeStream::State::tell(EventKind kind, std::string text, bool subagent) {
  WorkerEvent event{.number = ++events, .kind = kind, .subagent = subagent, .text = std::move(text)};
  if (on_event) on_event(event);
}

void ClaudeStream::State::take_system(const Json& event) {
  std::string_view subtype = text_at(event, "subtype");
  if (subtype == "init") take_init(event);
  if (subtype == "api_retry") tell(EventKind::retry, retry_text(event));
  if (subtype == "model_fallback") tell(EventKind::retry, shown(text_at(event, "content")));
  if (subtype == "status" && text_at(event, "compact_result") == "failed")
    tell(EventKind::compaction, shown("context not compacted: " + field(text_at(event, "compact_error"))));
  if (subtype == "compact_boundary") {
    tally.compacted(number_at(part_at(event, "compact_metadata"), "post_tokens"));
    tell(EventKind::compaction, compaction_text(event));
  }
}

void ClaudeStream::State::take_init(const Json& event) {
  std::string_view id = text_at(event, "session_id");
  std::string_view model = text_at(event, "model");
  directory = text_at(event, "cwd").substr(0, kDirectoryMax);
  tally.session(id, model);
  told.session = field(id);
  told.open = true;
  told.error.clear();
  told.limit = {};
  tell(EventKind::session, shown("session " + field(id) + ", " + field(model)));
}

void ClaudeStream::State::take_assistant(const Json& event) {
  const Json& message = part_at(event, "message");
  std::string_view agent = text_at(event, "parent_tool_use_id");
  if (text_at(message, "model") == "<synthetic>") {
    if (agent.empty()) take_own_words(event);
    return;
  }
  tally.request(agent.substr(0, kFieldMax), message);
  if (agent.empty()) {
    told.open = true;
    told.error = field(text_at(event, "error"));
  }
  const Json& content = part_at(message, "content");
  if (content.is_array())
    for (const Json& block : content) take_block(block, !agent.empty());
}

// The program's message in the model's place: what failed, or the answer to a command.
void ClaudeStream::State::take_own_words(const Json& event) {
  told.open = true;
  told.error = field(text_at(event, "error"));
}

void ClaudeStream::State::take_block(const Json& block, bool subagent) {
  std::string_view type = text_at(block, "type");
  if (type == "text") {
    std::string_view text = text_at(block, "text");
    if (text.empty()) return;
    if (!subagent) told.said_text = true;
    tell(EventKind::text, std::string(text), subagent);
  }
  if (type != "tool_use" && type != "server_tool_use") return;
  std::string_view name = text_at(block, "name");
  const Json& input = part_at(block, "input");
  tell(EventKind::tool, doing(name, input, directory), subagent);
  if (calls.size() == kCallsMax) calls.pop_front();
  calls.push_back({field(text_at(block, "id")), call(name, input, directory)});
}

void ClaudeStream::State::take_user(const Json& event) {
  const Json& content = part_at(part_at(event, "message"), "content");
  if (!content.is_array()) return;
  for (const Json& block : content) {
    if (!truth_at(block, "is_error") || !is_refusal(answer_text(block))) continue;
    auto id = text_at(block, "tool_use_id");
    auto found = std::find_if(calls.begin(), calls.end(), [&](const Call& c) { return c.id == id; });
    if (found != calls.end()) refused(found->call, !text_at(event, "parent_tool_use_id").empty());
  }
}

void ClaudeStream::State::refused(const std::string& what, bool subagent) {
  if (denied.size() == kDeniedMax || std::find(denied.begin(), denied.end(), what) != denied.end()) return;
  denied.push_back(what);
  tell(EventKind::denied, shown("not allowed: " + what), subagent);
}

void ClaudeStream::State::take_stream_event(const Json& event) {
  std::string_view agent = text_at(event, "parent_tool_use_id").substr(0, kFieldMax);
  const Json& inner = part_at(event, "event");
  std::string_view type = text_at(inner, "type");
  if (type == "message_start") tally.request(agent, part_at(inner, "message"));
  if (type == "message_delta") tally.request_goes_on(agent, part_at(inner, "usage"));
  if (agent.empty()) told.open = true;
}

void ClaudeStream::State::take_limit(const Json& info) {
  std::string_view status = text_at(info, "status");
  told.limit = {.rejected = status == "rejected",
                .type = field(text_at(info, "rateLimitType")),
                .resets_at = number_at(info, "resetsAt")};
  if (told.limit.type.empty()) return;
  std::string name = limit_name(told.limit.type);
  if (told.limit.rejected) tell(EventKind::limit, shown(name + " reached"));
  if (status == "allowed_warning") {
    auto percent = static_cast<std::int64_t>(std::min(amount_at(info, "utilization"), 10.0) * 100 + 0.5);
    tell(EventKind::limit, shown(std::to_string(percent) + " % of the " + name + " used"));
  }
}

void ClaudeStream::State::take_result(const Json& event) {
  tally.result(event);
  if (auto id = text_at(event, "session_id"); !id.empty()) told.session = field(id);
  told.result = told_result(event);
  told.open = false;
  const Json& denials = part_at(event, "permission_denials");
  if (denials.is_array())
    for (const Json& denial : denials)
      refused(call(text_at(denial, "tool_name"), part_at(denial, "tool_input"), directory), false);
  Usage usage = tally.so_far();
  std::string cost = std::to_string(usage.turns) + (usage.turns == 1 ? " turn, " : " turns, ") +
                     format_tokens(usage.used()) + " tokens, " + dollars(usage.usd);
  tell(EventKind::result, told.result->is_error ? "failed: " + failure_text(*told.result) + " (" + cost + ")"
                                                : "ended: " + cost);
}

ClaudeStream::ClaudeStream(OnEvent on_event) : state_(std::make_unique<State>()) {
  state_->on_event = std::move(on_event);
}
ClaudeStream::ClaudeStream(ClaudeStream&&) noexcept = default;
ClaudeStream::~ClaudeStream() = default;

void ClaudeStream::feed(std::string_view bytes) {
  state_->feed(bytes);
}

void ClaudeStream::finish() {
  state_->end_line();
}

Usage ClaudeStream::usage() const {
  return state_->tally.so_far();
}

ContextUse ClaudeStream::context() const {
  return state_->tally.context();
}

Ending ClaudeStream::ending(const ProgramExit& exit) const {
  Ending ending = judge(state_->told, exit);
  ending.denied = state_->denied;
  ending.context = context();
  ending.usage = state_->tally.whole();
  return ending;
}

}  // namespace reeve::worker
