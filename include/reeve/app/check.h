// check: the tracking file judged, and who changed what in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reeve/app/app.h"
#include "reeve/board/board.h"

namespace reeve::app {

// As a base: what the pipeline says (a pull request's target, the commit before a push), else the tracked
// branch as published.
inline constexpr std::string_view kBaseFromSurroundings = "auto";

struct CheckRequest {
  std::optional<std::string> file;
  bool staged = false;              // the file as it is in the index; nothing to judge if the commit keeps it
  std::optional<std::string> base;  // also: who changed what since this revision, and whether he may
  // What git gives a pre-push hook on stdin: what that push brings to the tracked branch.
  std::optional<std::string> pushed;
};
// One cell, or a whole row.
struct RowChange {
  enum class Kind { added, removed, changed } kind = Kind::changed;
  std::string id;
  std::string column;  // of `changed`: the header, lower case for those of the schema
  std::string from;
  std::string to;
  std::string commit;  // "" = not committed yet
  std::string author;
  std::string run;  // the run that recorded itself by this commit; "" = another hand
};
// A finding: about the file as it is, or about a change to it.
struct CheckProblem : board::Problem {
  std::uint32_t character = 0;  // `column` in characters instead of bytes
  std::string cell;             // of a change: the column's name; "" = the whole row
  std::string commit;           // that made the change; "" = none, or not committed yet
  std::string author;           // of that, "Name <email>"
};
struct CheckResponse {
  std::string file;
  std::shared_ptr<const board::Board> board;  // what was judged; null if it is unchanged
  std::vector<CheckProblem> problems;         // of the file by line, then of changes, oldest first
  bool unchanged = false;                     // nothing of the file is staged, or pushed
  std::string base;                // the commit since which changes were judged; "" = they were not
  std::vector<RowChange> changes;  // oldest first
  std::string left_out;            // why there are more changes than those; "" = there are not
  bool for_annotations = false;    // the pipeline that we run in reads `::error` lines on stdout
  // Whether one is at least so severe.
  bool has(board::Level level) const;
};

void write_json(const CheckResponse& response, const Sink& sink);
void write_json_lines(const CheckResponse& response, const Sink& sink);
// For the test reports of a CI: a test case for each task, and one for the file. Well-formed XML 1.0.
void write_junit(const CheckResponse& response, const Sink& sink);
// SARIF 2.1.0.
void write_sarif(const CheckResponse& response, const Sink& sink);
// Workflow commands (`::error file=…`) of GitHub, Gitea and Forgejo Actions. Every line is one; nothing that
// stands in the file can make another.
void write_annotations(const CheckResponse& response, const Sink& sink);

}  // namespace reeve::app
