// How attempts of Claude Code end, case by case.
#include "claude_support.h"
#include "support/catch.h"

namespace reeve::worker {
namespace {

const ProgramExit kError{1, false, ""};

Ending ending_of(std::string_view stream, const ProgramExit& exit = kError) {
  return hear(init() + std::string(stream), exit).ending;
}

std::string limit(std::string_view info) {
  return R"({"type":"rate_limit_event","rate_limit_info":{)" + std::string(info) + "}}\n";
}

}  // namespace

TEST_CASE("what the service cannot do now may be tried again") {
  for (std::string_view text :
       {"API Error: Server is temporarily limiting requests (not your usage limit) · wait",
        "API Error: Request rejected (429) · slow down"})
    CHECK(ending_of(own_words("rate_limit") + failed(text, "429")).kind == EndKind::overloaded);
  for (std::string_view status : {"500", "502", "503", "529"})
    CHECK(ending_of(own_words("server_error") + failed("API Error: " + std::string(status), status)).kind ==
          EndKind::overloaded);
  // Without a kind, and without a status.
  CHECK(ending_of(failed("API Error: 529 Overloaded.", "529")).kind == EndKind::overloaded);
  CHECK(ending_of(failed("Request timed out")).kind == EndKind::overloaded);
  CHECK(ending_of(failed("API Error: Unable to connect to API (ConnectionRefused)")).kind ==
        EndKind::overloaded);
  CHECK(ending_of(failed("API Error: Repeated 529 Overloaded errors.")).kind == EndKind::overloaded);
}

TEST_CASE("what only a person can mend has its way out") {
  const std::vector<std::string> streams = {
      own_words("authentication_failed") + failed("Invalid API key · Fix external API key", "401"),
      own_words("oauth_org_not_allowed") + failed("no", "403"),
      own_words("billing_error") + failed("Credit balance is too low", "400"),
      own_words("unknown") +
          failed("API Error: 400 You have reached your specified API usage limits. You", "400"),
      own_words("model_not_found") + failed("There's an issue with the selected model (x)", "404"),
      failed("Not logged in · Please run /login"),
      result(R"("subtype":"error_during_execution","is_error":true,)"
             R"("errors":["Sandbox required but unavailable: socat is not installed. Set sandbox."])"),
      failed("Your seat type doesn't include Claude Code"),
      failed("new words", "401"),
      failed("new words", "402"),
      failed("new words", "404"),
  };
  for (const std::string& stream : streams) {
    INFO(stream);
    Ending ending = ending_of(stream);
    CHECK(ending.kind == EndKind::unusable);
    CHECK_FALSE(ending.hint.empty());
    CHECK_FALSE(ending.text.empty());
  }
}

TEST_CASE("a usage limit needs a rejection that names the limit") {
  const std::string rejected =
      limit(R"("status":"rejected","resetsAt":1795176326,"rateLimitType":"seven_day")");
  const std::string met = own_words("rate_limit") + failed("You've hit your weekly limit", "429");
  Ending ending = ending_of(rejected + met);
  CHECK(ending.kind == EndKind::usage_limit);
  CHECK(ending.until.ms == 1'795'176'326'000);
  CHECK(ending.session == "s-1");
  CHECK(ending.text == "You've hit your weekly limit");

  SECTION("whatever its text says by then") {
    CHECK(ending_of(rejected + own_words("rate_limit") + failed("new words", "429")).kind ==
          EndKind::usage_limit);
  }
  SECTION("a rejection without a name is the service's own") {
    CHECK(ending_of(limit(R"("status":"rejected")") + own_words("rate_limit") + failed("wait", "429")).kind ==
          EndKind::overloaded);
  }
  SECTION("one that was taken back is none") {
    CHECK(ending_of(rejected + limit(R"("status":"allowed")") + own_words("rate_limit") + failed("x", "429"))
              .kind == EndKind::overloaded);
  }
  SECTION("without an event, its words are taken, and no time is told") {
    for (std::string_view text :
         {"You've hit your session limit · resets 3pm", "You've reached your Opus limit",
          "You're out of extra usage · resets 3pm"}) {
      Ending told = ending_of(own_words("rate_limit") + failed(text, "429"));
      CHECK(told.kind == EndKind::usage_limit);
      CHECK(told.until.ms == 0);
    }
  }
  SECTION("a process that was killed before its result met it all the same") {
    Ending killed = ending_of(rejected + own_words("rate_limit"), {137, true, ""});
    CHECK(killed.kind == EndKind::usage_limit);
    CHECK(killed.text == "weekly limit reached");
  }
  SECTION("an impossible time is none") {
    CHECK(ending_of(limit(R"("status":"rejected","resetsAt":9e18,"rateLimitType":"five_hour")") + met)
              .until.ms == 0);
  }
  SECTION("a prompt that works after it makes it the past") {
    CHECK(ending_of(rejected + said(text_block("on")) + well(), {}).kind == EndKind::worked);
  }
}

TEST_CASE("bounds that it was given are no failure of the work") {
  CHECK(ending_of(result(R"x("subtype":"error_max_turns","errors":["Reached it (2)"])x")).text ==
        "Reached it (2)");
  for (std::string_view subtype : {"error_max_turns", "error_max_budget_usd"})
    CHECK(ending_of(result("\"subtype\":\"" + std::string(subtype) + "\"")).kind == EndKind::over_budget);
}

TEST_CASE("what else fails is trouble, whatever the subtype says") {
  for (const std::string& stream :
       {own_words("max_output_tokens") + failed("API Error: Claude's response exceeded the 64000"),
        own_words("invalid_request") + failed("API Error: unable to respond", "400"),
        own_words("invented_later") + failed("something new"), failed(""),
        result(R"("subtype":"error_max_structured_output_retries","errors":["no"])")}) {
    INFO(stream);
    CHECK(ending_of(stream).kind == EndKind::trouble);
    CHECK_FALSE(ending_of(stream).text.empty());
  }
  Ending full = ending_of(own_words("invalid_request") + failed("Prompt is too long · it is", "400"));
  CHECK(full.kind == EndKind::trouble);
  CHECK(full.session.empty());  // it would be too long again
}

TEST_CASE("an interrupt is trouble though its exit code is 0") {
  const std::string end = result(R"("subtype":"error_during_execution","is_error":true,)"
                                 R"("terminal_reason":"aborted_tools","errors":["[diagnostic] x"])");
  CHECK(ending_of(end, {}).kind == EndKind::trouble);
  CHECK(ending_of(end, {}).text == "it was interrupted");
}

TEST_CASE("an error that was overcome does not colour the end") {
  auto stream = own_words("authentication_failed") + said(text_block("on")) + failed("something new");
  CHECK(ending_of(stream).kind == EndKind::trouble);
}

TEST_CASE("without a result, exit and last words are told") {
  const std::string begun = said(text_block("starting"));
  CHECK(ending_of(begun, {143, true, ""}).text == "it ended without a result (signal 15)");
  CHECK(ending_of(begun, {143, true, ""}).session == "s-1");
  CHECK(ending_of(begun, {3, false, "first\nout of memory\n\n"}).text ==
        "it ended without a result (exit code 3): out of memory");
  CHECK(ending_of(begun, {}).kind == EndKind::trouble);
  CHECK(hear("", {}).ending.kind == EndKind::trouble);
}

TEST_CASE("a session that is gone is told from a failure") {
  Ending gone = hear("", {1, false, "warning: x\nNo conversation found with session ID: 4711\n"}).ending;
  CHECK(gone.kind == EndKind::no_session);
  CHECK(gone.text == "No conversation found with session ID: 4711");
  CHECK(gone.session.empty());
  CHECK(gone.usage == Usage{});
  CHECK(hear(failed("No conversation found with session ID: 4711"), kError).ending.kind ==
        EndKind::no_session);
}

TEST_CASE("a command line that it does not take is no failure of the work") {
  Ending refused =
      hear("", {1, false, "error: unknown option '--sandbox'\n(Did you mean --settings?)\n"}).ending;
  CHECK(refused.kind == EndKind::unusable);
  CHECK(refused.text == "error: unknown option '--sandbox'");
  CHECK_FALSE(refused.hint.empty());
  Ending of_root =
      hear("", {1, false, "--dangerously-skip-permissions cannot be used with root/sudo privileges\n"})
          .ending;
  CHECK(of_root.kind == EndKind::unusable);
  CHECK(of_root.hint.find("IS_SANDBOX=1") != std::string::npos);
  CHECK(hear("", {1, false, "Error: Session ID x is already in use.\n"}).ending.kind == EndKind::trouble);
  CHECK(hear(init(), {1, false, "error: of something it ran\n"}).ending.kind == EndKind::trouble);
}

TEST_CASE("the last of several results decides, and what comes after it may not") {
  CHECK(ending_of(well() + failed("new words", "529")).kind == EndKind::overloaded);
  CHECK(ending_of(failed("new words", "529") + well(), {}).kind == EndKind::worked);
  CHECK(ending_of(well() + R"({"type":"system","subtype":"task_updated"})" + "\n", {}).kind ==
        EndKind::worked);
  // A second prompt that has no result.
  CHECK(ending_of(well() + init() + said(text_block("half"), "m-2"), {137, true, ""}).kind ==
        EndKind::trouble);
}

TEST_CASE("after its result the program may be ended") {
  Ending ending = ending_of(well(), {143, true, ""});
  CHECK(ending.kind == EndKind::worked);
  CHECK(ending.text == "after its result, its program ended with signal 15");
}

TEST_CASE("an empty answer is said") {
  CHECK(ending_of(result(R"("is_error":false,"result":"")"), {}).text == "its answer was empty");
  CHECK(ending_of(said(text_block("a block before")) + result(R"("is_error":false,"result":"")"), {}).text ==
        "");
}

TEST_CASE("denials are one line each, bounded, and each only once") {
  std::string denials;
  for (int i = 0; i < 50; ++i)
    denials += (i ? "," : "") + std::string(R"({"tool_name":"Bash","tool_input":{"command":"rm )") +
               std::to_string(i / 2) + R"(\n\u001b[31m)" + std::string(1000, 'x') + "\"}}";
  auto denied = ending_of(well(",\"permission_denials\":[" + denials + "]"), {}).denied;
  REQUIRE(denied.size() == 20);
  for (const std::string& line : denied) {
    CHECK(line.size() <= 120);
    CHECK(line.find_first_of("\n\x1b") == line.npos);
  }
  CHECK(denied[0] != denied[1]);
}

}  // namespace reeve::worker
