#include "reeve/session/mcp.h"

#include <algorithm>
#include <map>

#include "session/json.h"
#include "session/mcp_lines.h"
#include "session/mcp_message.h"
#include "session/mcp_tools.h"

#include "reeve/base/text.h"

namespace reeve::session {
namespace {

constexpr std::size_t kBatchMax = 64;  // messages

// A session reads this once, at its start.
constexpr const char* kInstructions =
    "Call start, and give the task to a subagent (reeve:worker, if there is one) with the prompt "
    "`reeve prompt ID` and nothing else; it reports by itself. Call start again: it tells what ended and "
    "claims the next, until nothing is left. Never edit the task table.";

constexpr const char* kForSessions =
    "this is a worker of reeve's own run, which cannot start or report tasks by tools\n"
    "  next: do the task, commit, and report it by the result block at the end of your answer";

// What came on one line is answered on one line, when all of it is answered.
struct Exchange {
  enum class Form { single, batch } form = Form::single;
  std::size_t awaited = 0;
  json answers = json::array();
};

struct Running {
  json id;
  std::shared_ptr<Exchange> exchange;
  std::string command;
  bool cancelled = false;
};

std::string error_text(const Error& error) {
  return error.message + (error.hint.empty() ? "" : "\n  next: " + error.hint);
}

std::string text_of(const Running& call, const CallEnd& end) {
  std::string text = (end.out_cut ? "…\n" : "") + end.out;
  if (!text.empty() && text.back() != '\n') text += '\n';
  text = trim(text + end.err);
  if (!text.empty() || end.code == 0) return text;
  return "`reeve " + call.command + "` ended with exit code " + std::to_string(end.code) +
         " and said nothing\n  next: `reeve doctor` looks for what is wrong";
}

}  // namespace

class McpServer::Core {
 public:
  Core(McpWorld& world, McpCaller caller)
      : world_(world),
        caller_(caller),
        lines_(kMcpLineMax, [this](std::string_view line, Lines::Size size) { take_line(line, size); }) {}

  void read(std::string_view bytes) { lines_.add(bytes); }
  void ended(McpWorld::Call number, const CallEnd& end);
  void stop();

 private:
  using Shared = std::shared_ptr<Exchange>;

  void take_line(std::string_view line, Lines::Size size);
  void take_all(const json& messages, const Shared& exchange);
  void take(const json& value, const Shared& exchange);
  void notified(const Message& message);
  void asked(const Message& message, const Shared& exchange);
  void initialize(const Message& message, const Shared& exchange);
  void list_tools(const Message& message, const Shared& exchange);
  void call_tool(const Message& message, const Shared& exchange);
  void run(const app::Operation& operation, const json& given, const json& id, const Shared& exchange);

  void answer(const Shared& exchange, json message);
  void refuse(const Shared& exchange, const json& id, Fault fault, std::string_view why) {
    answer(exchange, failure_of(revision_, id, fault, why));
  }
  void settle(const Shared& exchange);

  McpWorld& world_;
  McpCaller caller_;
  Lines lines_;
  Revision revision_ = Revision::of_2024_11_05;  // the least, until one is agreed on
  bool initialized_ = false;
  bool stopped_ = false;
  std::map<McpWorld::Call, Running> running_;
  McpWorld::Call started_ = 0;
};

void McpServer::Core::take_line(std::string_view line, Lines::Size size) {
  if (stopped_ || (size == Lines::Size::whole && trim(line).empty())) return;
  auto exchange = std::make_shared<Exchange>();
  exchange->awaited = 1;  // this function, until all of the line is taken
  auto value = size == Lines::Size::whole ? parse_message(line) : std::nullopt;
  if (size == Lines::Size::too_long)
    refuse(exchange, nullptr, Fault::parse,
           "a message is longer than " + std::to_string(kMcpLineMax >> 20) + " MiB");
  else if (!value)
    refuse(exchange, nullptr, Fault::parse, "a line is no JSON message");
  else if (value->is_array())
    take_all(*value, exchange);
  else
    take(*value, exchange);
  settle(exchange);
}

void McpServer::Core::take_all(const json& messages, const Shared& exchange) {
  // The only revision that has them.
  if (revision_ != Revision::of_2025_03_26)
    return refuse(exchange, nullptr, Fault::invalid_request, "this revision has no batches");
  if (messages.empty() || messages.size() > kBatchMax)
    return refuse(exchange, nullptr, Fault::invalid_request,
                  "a batch has 1 to " + std::to_string(kBatchMax) + " messages");
  exchange->form = Exchange::Form::batch;
  for (const json& message : messages) take(message, exchange);
}

void McpServer::Core::take(const json& value, const Shared& exchange) {
  Message message = message_of(value);
  switch (message.kind) {
    case Message::Kind::request:
      return asked(message, exchange);
    case Message::Kind::notification:
      return notified(message);
    case Message::Kind::response:
      return;  // nothing was asked
    case Message::Kind::invalid:
      return refuse(exchange, message.id, message.fault, message.why);
  }
}

void McpServer::Core::notified(const Message& message) {
  if (message.method != "notifications/cancelled") return;
  auto id = message.params.find("requestId");
  if (id == message.params.end()) return;
  for (auto& [number, call] : running_) {
    if (call.id != *id || call.cancelled) continue;
    call.cancelled = true;
    world_.end(number);
  }
}

void McpServer::Core::asked(const Message& message, const Shared& exchange) {
  const std::string& method = message.method;
  if (method == "ping") return answer(exchange, answer_to(message.id, json::object()));
  if (method == "initialize") return initialize(message, exchange);
  if (method != "tools/list" && method != "tools/call")
    return refuse(exchange, message.id, Fault::method_not_found,
                  "there is no method '" + shown_id(method) + "'");
  if (!initialized_)
    return refuse(exchange, message.id, Fault::invalid_request, "the first request is 'initialize'");
  return method == "tools/list" ? list_tools(message, exchange) : call_tool(message, exchange);
}

void McpServer::Core::initialize(const Message& message, const Shared& exchange) {
  if (exchange->form == Exchange::Form::batch)
    return refuse(exchange, message.id, Fault::invalid_request, "'initialize' is no part of a batch");
  auto wanted = message.params.find("protocolVersion");
  if (wanted == message.params.end() || !wanted->is_string())
    return refuse(exchange, message.id, Fault::invalid_params, "'protocolVersion' is missing");
  revision_ = revision_asked_for(wanted->get<std::string>());
  initialized_ = true;
  answer(exchange, answer_to(message.id, {{"protocolVersion", std::string(name_of(revision_))},
                                          {"capabilities", {{"tools", json::object()}}},
                                          {"serverInfo", {{"name", "reeve"}, {"version", REEVE_VERSION}}},
                                          {"instructions", kInstructions}}));
}

void McpServer::Core::list_tools(const Message& message, const Shared& exchange) {
  // All of them are on the first page.
  if (message.params.contains("cursor"))
    return refuse(exchange, message.id, Fault::invalid_params, "there is no such cursor");
  answer(exchange, answer_to(message.id, {{"tools", tool_definitions(revision_)}}));
}

void McpServer::Core::call_tool(const Message& message, const Shared& exchange) {
  auto has_id = [&](const auto& one) { return one.second.id == message.id; };
  if (std::any_of(running_.begin(), running_.end(), has_id))
    return refuse(exchange, message.id, Fault::invalid_request, "a call with this id still runs");
  std::string name = text_at(message.params, "name");
  const app::Operation* operation = tool_named(name);
  if (!operation)
    return refuse(exchange, message.id, Fault::invalid_params, "there is no tool '" + shown_id(name) + "'");
  json given = message.params.value("arguments", json::object());
  if (!given.is_object())
    return refuse(exchange, message.id, Fault::invalid_params, "'arguments' is no object");
  run(*operation, given, message.id, exchange);
}

// What the model can mend is a result that says so: errors of the protocol may not reach it.
void McpServer::Core::run(const app::Operation& operation, const json& given, const json& id,
                          const Shared& exchange) {
  auto fail = [&](std::string text) {
    answer(exchange, answer_to(id, tool_result(Outcome::error, std::move(text))));
  };
  if (caller_ == McpCaller::worker) return fail(kForSessions);
  auto arguments = arguments_from(operation, given);
  if (!arguments) return fail(error_text(arguments.error()));
  if (running_.size() >= kMcpCallsMax)
    return fail(std::to_string(kMcpCallsMax) + " calls run already\n  next: call again when one has ended");
  McpWorld::Call number = ++started_;
  auto started = world_.start(number, app::command_line(operation, *arguments));
  if (!started) return fail(error_text(started.error()));
  ++exchange->awaited;
  running_.emplace(number, Running{id, exchange, operation.name});
}

void McpServer::Core::ended(McpWorld::Call number, const CallEnd& end) {
  auto found = running_.find(number);
  if (found == running_.end()) return;
  Running call = std::move(found->second);
  running_.erase(found);
  if (stopped_) return;
  if (!call.cancelled) {
    Outcome outcome = end.code == 0 ? Outcome::done : Outcome::error;
    answer(call.exchange, answer_to(call.id, tool_result(outcome, text_of(call, end))));
  }
  settle(call.exchange);
}

void McpServer::Core::stop() {
  stopped_ = true;
  for (auto& [number, call] : running_)
    if (!call.cancelled) world_.end(number);
}

void McpServer::Core::answer(const Shared& exchange, json message) {
  exchange->answers.push_back(std::move(message));
}

void McpServer::Core::settle(const Shared& exchange) {
  if (--exchange->awaited > 0 || exchange->answers.empty()) return;
  bool batch = exchange->form == Exchange::Form::batch;
  world_.send(dump(batch ? exchange->answers : exchange->answers.front()) + "\n");
}

McpServer::McpServer(McpWorld& world, McpCaller caller) : core_(std::make_unique<Core>(world, caller)) {}
McpServer::~McpServer() = default;

void McpServer::read(std::string_view bytes) {
  core_->read(bytes);
}

void McpServer::ended(McpWorld::Call call, const CallEnd& end) {
  core_->ended(call, end);
}

void McpServer::stop() {
  core_->stop();
}

}  // namespace reeve::session
