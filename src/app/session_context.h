// How full the context of a Claude Code session is, from the transcript that it keeps.
#pragma once

#include <optional>
#include <string>

#include "app/environments.h"
#include "app/session_folder.h"

#include "reeve/port/files.h"

namespace reeve::app {

// Names the session that a program runs in.
inline constexpr const char* kSessionVariable = "CLAUDE_CODE_SESSION_ID";
// The Claude Code session that we run in, under the id that it has now; "" = none.
std::string own_session(port::Files& files, const std::string& reeve_dir, const Environment& environment);

// The path of the session's transcript: ${CLAUDE_CONFIG_DIR:-~/.claude}/projects/*/<session>.jsonl. Error
// `usage`: there is none.
Result<std::string> find_transcript(port::Files& files, const Environment& environment,
                                    const std::string& session);

// After its last request. Nothing: it has had no answer yet. Reads only as much of the file's end as it
// needs, at most kTranscriptEndMax. `gauge`, if any, knows the true window; `model` is the one that the
// session was started with, "" = not known.
std::optional<worker::ContextUse> read_context(port::Files& files, const Environment& environment,
                                               const std::string& transcript,
                                               const std::optional<SessionGauge>& gauge,
                                               const std::string& model);
inline constexpr std::uint64_t kTranscriptEndMax = 32ull << 20;

// worker::failure_in of the session's transcript.
std::string last_failure(port::Files& files, const std::string& transcript);

// Whether the program compacts the session itself before the window is full.
bool compacts_itself(const Environment& environment);

}  // namespace reeve::app
