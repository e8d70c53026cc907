// check: the tracking file judged, and who changed what in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reeve/app/app.h"
#include "reeve/board/board.h"

namespace reeve::app {

struct CheckRequest {
  std::optional<std::string> file;
  bool staged = false;              // the file as it is in the index; nothing to judge if the commit keeps it
  std::optional<std::string> base;  // also: who changed what since this revision
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
struct CheckResponse {
  std::string file;
  std::vector<board::Problem> problems;
  bool unchanged = false;          // nothing of the file is staged, or pushed
  std::vector<RowChange> changes;  // oldest first
  std::string left_out;            // why there are more changes than those; "" = there are not
  bool has_errors() const;
};

void write_json(const CheckResponse& response, const Sink& sink);
void write_json_lines(const CheckResponse& response, const Sink& sink);

}  // namespace reeve::app
