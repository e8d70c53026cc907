// Observed with Claude Code 2.1.197: `subtype` is "success" for every failure of the API, usage limits
// included, and SIGINT gives exit code 0. So neither decides; is_error, the API's status and the error kind
// do.
#include "worker/claude_ending.h"

#include <algorithm>
#include <array>
#include <vector>

#include "worker/claude_doing.h"

#include "reeve/base/text.h"

namespace reeve::worker {
namespace {

constexpr std::size_t kTextMax = 300;
constexpr std::int64_t kResetMax = 4'102'444'800;  // the year 2100; later is no time that is waited for
constexpr int kSignalBase = 128;

constexpr std::string_view kLogIn = "log in with `claude auth login`, or mend ANTHROPIC_API_KEY";
constexpr std::string_view kCredit = "add credit or raise the limit in the account's console";
constexpr std::string_view kPlan = "have the account's owner allow its use, or log in to another account";
constexpr std::string_view kModel = "name a model that this account may use in reeve.json";
constexpr std::string_view kSetUp = "see what `claude --help` offers here, and mend the worker in reeve.json";
constexpr std::string_view kSandbox =
    "`reeve doctor` says what it lacks; \"sandbox\": \"off\" in reeve.json works without one";
constexpr std::string_view kRoot =
    "run reeve as another user; in a container, set IS_SANDBOX=1 for it, or take "
    "dangerously_skip_permissions "
    "out of reeve.json";
constexpr std::string_view kHook = "mend the hook, or take it out of Claude Code's settings";

struct Meaning {
  std::string_view what;
  EndKind kind;
  std::string_view hint = {};
};

// Beginnings of the program's own messages: they are there when the kind or the status is not.
constexpr std::array kTexts = {
    Meaning{"No conversation found with session ID", EndKind::no_session},
    Meaning{kPromptBlocked, EndKind::unusable, kHook},
    Meaning{"Sandbox required but unavailable", EndKind::unusable, kSandbox},
    Meaning{"sandbox required but unavailable", EndKind::unusable, kSandbox},
    Meaning{"Error: sandbox required but unavailable", EndKind::unusable, kSandbox},
    Meaning{"Not logged in", EndKind::unusable, kLogIn},
    Meaning{"Invalid API key", EndKind::unusable, kLogIn},
    Meaning{"Please run /login", EndKind::unusable, kLogIn},
    Meaning{"Credit balance is too low", EndKind::unusable, kCredit},
    Meaning{"API Error: 400 You have reached your specified API usage limits", EndKind::unusable, kCredit},
    Meaning{"There's an issue with the selected model", EndKind::unusable, kModel},
    Meaning{"Prompt is too long", EndKind::trouble},
    Meaning{"Request timed out", EndKind::overloaded},
    Meaning{"API Error: Unable to connect", EndKind::overloaded},
    Meaning{"API Error: Repeated 529", EndKind::overloaded},
    Meaning{"Your seat type doesn't include", EndKind::unusable, kPlan},
    Meaning{"This service is disabled for your org", EndKind::unusable, kPlan},
    Meaning{"Your usage allocation has been disabled", EndKind::unusable, kPlan},
    Meaning{"Your group's usage limit is set to $0", EndKind::unusable, kPlan},
    Meaning{"Fable 5 requires usage credits", EndKind::unusable, kCredit},
    Meaning{"You've hit your", EndKind::usage_limit},
    Meaning{"You've reached your", EndKind::usage_limit},
    Meaning{"You've used", EndKind::usage_limit},
    Meaning{"You're out of usage credits", EndKind::usage_limit},
    Meaning{"You're out of extra usage", EndKind::usage_limit},
    Meaning{"Your org is out of usage", EndKind::usage_limit},
};

constexpr std::array kErrors = {
    Meaning{"authentication_failed", EndKind::unusable, kLogIn},
    Meaning{"oauth_org_not_allowed", EndKind::unusable, kPlan},
    Meaning{"billing_error", EndKind::unusable, kCredit},
    Meaning{"model_not_found", EndKind::unusable, kModel},
    Meaning{"rate_limit", EndKind::overloaded},
    Meaning{"overloaded", EndKind::overloaded},
    Meaning{"server_error", EndKind::overloaded},
    Meaning{"invalid_request", EndKind::trouble},
    Meaning{"max_output_tokens", EndKind::trouble},
};

// What it says when it does not even begin. Its own checks of options, not those of a session.
constexpr std::array kSetUpTexts = {
    Meaning{"--dangerously-skip-permissions cannot be used with root", EndKind::unusable, kRoot},
    Meaning{"Error: sandbox required but unavailable", EndKind::unusable, kSandbox},
    Meaning{"error: ", EndKind::unusable, kSetUp},  // of options
    Meaning{"Error: When using", EndKind::unusable, kSetUp},
    Meaning{"Error: Invalid", EndKind::unusable, kSetUp},
    Meaning{"Error: Settings", EndKind::unusable, kSetUp},
    Meaning{"Error: MCP", EndKind::unusable, kSetUp},
    Meaning{"Error processing settings", EndKind::unusable, kSetUp},
};

struct Named {
  std::string_view type;
  std::string_view name;
};
constexpr std::array kLimits = {
    Named{"five_hour", "session limit"},          Named{"seven_day", "weekly limit"},
    Named{"seven_day_opus", "weekly Opus limit"}, Named{"seven_day_sonnet", "weekly Sonnet limit"},
    Named{"overage", "limit of extra usage"},
};

template <class Table>
std::optional<Meaning> begins_with(const Table& table, std::string_view text) {
  auto found =
      std::find_if(table.begin(), table.end(), [&](const Meaning& m) { return text.starts_with(m.what); });
  return found == table.end() ? std::nullopt : std::optional<Meaning>(*found);
}

std::optional<Meaning> meaning_of_error(std::string_view error) {
  auto found =
      std::find_if(kErrors.begin(), kErrors.end(), [&](const Meaning& m) { return m.what == error; });
  return found == kErrors.end() ? std::nullopt : std::optional<Meaning>(*found);
}

Meaning meaning_of_status(std::int64_t status) {
  if (status == 401 || status == 403) return {"", EndKind::unusable, kLogIn};
  if (status == 402) return {"", EndKind::unusable, kCredit};
  if (status == 404) return {"", EndKind::unusable, kModel};
  bool passing = status == 408 || status == 429 || status >= 500;
  return {"", passing ? EndKind::overloaded : EndKind::trouble};
}

// A rejection without a type is the server's, not the account's.
bool is_usage_limit(const ToldEnd& told) {
  bool rejected = told.limit.rejected && !told.limit.type.empty();
  return rejected && (told.error == "rate_limit" || (told.result && told.result->status == 429));
}

bool was_interrupted(const ToldResult& result) {
  return result.reason.starts_with("aborted");
}

Meaning meaning_of(const ToldEnd& told) {
  const ToldResult& result = *told.result;
  if (result.subtype == "error_max_turns" || result.subtype == "error_max_budget_usd")
    return {"", EndKind::over_budget};
  if (was_interrupted(result)) return {"", EndKind::trouble};
  if (is_usage_limit(told)) return {"", EndKind::usage_limit};
  if (auto meaning = begins_with(kTexts, result.text)) return *meaning;
  if (auto meaning = meaning_of_error(told.error)) return *meaning;
  return meaning_of_status(result.status);
}

// The next attempt would meet the same full context.
bool too_full(const ToldResult& result) {
  return result.reason == "prompt_too_long" || result.reason == "blocking_limit" ||
         result.reason == "rapid_refill_breaker" || result.text.starts_with("Prompt is too long");
}

std::string exit_text(const ProgramExit& exit) {
  if (exit.signaled || exit.code > kSignalBase)
    return "signal " + std::to_string(exit.code > kSignalBase ? exit.code - kSignalBase : exit.code);
  return "exit code " + std::to_string(exit.code);
}

std::string_view last_line(std::string_view text) {
  text = trim(text);
  auto cut = text.rfind('\n');
  return trim(cut == text.npos ? text : text.substr(cut + 1));
}

std::string_view line_with(std::string_view text, std::string_view part) {
  auto at = text.find(part);
  if (at == text.npos) return {};
  auto end = text.find('\n', at);
  return trim(text.substr(at, end == text.npos ? end : end - at));
}

Instant reset_of(const ToldLimit& limit) {
  return {limit.resets_at > 0 && limit.resets_at < kResetMax ? limit.resets_at * 1000 : 0};
}

Ending ending_of(const Meaning& meaning, std::string_view text, std::string_view session) {
  Ending ending;
  ending.kind = meaning.kind;
  ending.text = shown(text, kTextMax);
  ending.hint = meaning.hint;
  ending.session = session;
  return ending;
}

Ending limit_met(const ToldEnd& told) {
  std::string text = told.result ? failure_text(*told.result) : limit_name(told.limit.type) + " reached";
  Ending ending = ending_of({"", EndKind::usage_limit}, text, told.session);
  ending.until = reset_of(told.limit);
  return ending;
}

std::optional<Meaning> set_up_trouble(const ToldEnd& told, const ProgramExit& exit) {
  bool began = !told.session.empty();
  if (began || exit.signaled || exit.code == 0) return std::nullopt;
  for (std::string_view line : split_lines(exit.err))
    if (auto meaning = begins_with(kSetUpTexts, line)) return meaning;
  return std::nullopt;
}

Ending without_result(const ToldEnd& told, const ProgramExit& exit) {
  constexpr std::string_view kNoSession = "No conversation found with session ID";
  auto line = line_with(exit.err, kNoSession);
  if (!line.empty() && told.session.empty()) return ending_of({"", EndKind::no_session}, line, "");
  if (is_usage_limit(told)) return limit_met(told);
  if (auto meaning = set_up_trouble(told, exit))
    return ending_of(*meaning, line_with(exit.err, meaning->what), "");
  std::string text = "it ended without a result (" + exit_text(exit) + ")";
  line = last_line(exit.err);
  if (!line.empty()) text += ": " + std::string(line);
  return ending_of({"", EndKind::trouble}, text, told.session);
}

Ending well_ended(const ToldEnd& told, const ProgramExit& exit) {
  std::string text;
  if (exit.signaled || exit.code != 0)
    text = "after its result, its program ended with " + exit_text(exit);
  else if (!told.said_text && told.result->text.empty())
    text = "its answer was empty";
  return ending_of({"", EndKind::worked}, text, told.session);
}

}  // namespace

std::string limit_name(std::string_view type) {
  auto found = std::find_if(kLimits.begin(), kLimits.end(), [&](const Named& n) { return n.type == type; });
  return found == kLimits.end() ? shown(type) : std::string(found->name);
}

std::string failure_text(const ToldResult& result) {
  if (was_interrupted(result)) return "it was interrupted";
  if (!result.text.empty()) return shown(result.text, kTextMax);
  return shown("it ended with an error and no word (" + result.subtype + ")", kTextMax);
}

Ending judge(const ToldEnd& told, const ProgramExit& exit) {
  if (!told.result || told.open) return without_result(told, exit);
  if (!told.result->is_error) return well_ended(told, exit);
  Meaning meaning = meaning_of(told);
  if (meaning.kind == EndKind::usage_limit && is_usage_limit(told)) return limit_met(told);
  bool over = meaning.kind == EndKind::no_session || too_full(*told.result);
  return ending_of(meaning, failure_text(*told.result), over ? "" : told.session);
}

}  // namespace reeve::worker
