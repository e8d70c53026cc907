#include "app/control_codec.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

using nlohmann::json;
using run::LaneView;
using run::Request;

using Kind = Request::Kind;
constexpr std::array<std::pair<Kind, std::string_view>, 4> kCommands = {
    {{Kind::lanes, "lanes"}, {Kind::pause, "pause"}, {Kind::resume, "resume"}, {Kind::cancel, "cancel"}}};

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string text(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::int64_t number(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

json encode(const LaneView& lane) {
  return {{"name", lane.name},       {"state", std::string(run::name_of(lane.state))},
          {"paused", lane.paused},   {"task", lane.task},
          {"run", lane.run.text()},  {"phase", std::string(run::name_of(lane.phase))},
          {"attempt", lane.attempt}, {"since_ms", lane.since.ms}};
}

LaneView decode_lane(const json& object) {
  LaneView lane;
  lane.name = text(object, "name");
  lane.state = run::lane_state_named(text(object, "state")).value_or(run::LaneState::idle);
  lane.paused = object.contains("paused") && object["paused"] == true;
  lane.task = text(object, "task");
  lane.run = RunId::parse(text(object, "run")).value_or(RunId());
  lane.phase = run::phase_named(text(object, "phase")).value_or(run::Phase::claiming);
  lane.attempt = static_cast<int>(number(object, "attempt"));
  lane.since = {number(object, "since_ms")};
  return lane;
}

}  // namespace

std::string encode_request(const Request& request) {
  json object;
  for (const auto& [kind, name] : kCommands)
    if (kind == request.kind) object["command"] = name;
  if (!request.lane.empty()) object["lane"] = request.lane;
  if (!request.task.empty()) object["task"] = request.task;
  return dump(object);
}

Result<Request> decode_request(std::string_view line) {
  json object = json::parse(line, nullptr, false);
  if (object.is_object())
    for (const auto& [kind, name] : kCommands)
      if (text(object, "command") == name) return Request{kind, text(object, "lane"), text(object, "task")};
  return Error{ErrorKind::usage, "the running loop does not understand the request",
               "use the same version of reeve for both"};
}

std::string encode_reply(const run::Reply& reply) {
  json lanes = json::array();
  for (const LaneView& lane : reply.lanes) lanes.push_back(encode(lane));
  json object = {{"text", reply.text}, {"lanes", lanes}};
  if (reply.error)
    object["error"] = {{"kind", std::string(name_of(reply.error->kind))},
                       {"message", reply.error->message},
                       {"hint", reply.error->hint}};
  return dump(object);
}

Result<run::Reply> decode_reply(std::string_view line) {
  json object = json::parse(line, nullptr, false);
  if (!object.is_object())
    return Error{ErrorKind::io, "the running loop's answer cannot be read",
                 "use the same version of reeve for both"};
  run::Reply reply;
  reply.text = text(object, "text");
  // No copy: of what nests deep, that would take all of the stack.
  if (auto lanes = object.find("lanes"); lanes != object.end())
    for (const json& lane : *lanes)
      if (lane.is_object()) reply.lanes.push_back(decode_lane(lane));
  if (auto error = object.find("error"); error != object.end() && error->is_object())
    reply.error = Error{error_kind_named(text(*error, "kind")).value_or(ErrorKind::io),
                        text(*error, "message"), text(*error, "hint")};
  return reply;
}

}  // namespace reeve::app
