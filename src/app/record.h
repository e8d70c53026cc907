// What a commit of reeve's says of itself by its trailers, and whether that fits what it did to the file.
//
// Trailers can be typed by anybody: a commit is only taken for one of reeve's as far as it does, to the byte,
// what reeve would have done. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reeve/board/ownership.h"
#include "reeve/port/revisions.h"

namespace reeve::app {

struct Record {
  std::string task;
  std::string run;
  std::string status;
  std::string repo;  // the work is in another repository
  // The evidence of a verdict.
  std::string commit;
  std::string tree;
  std::string gates;
};

// Nothing: the commit does not say that it is reeve's.
std::optional<Record> record_of(const std::vector<port::Trailer>& trailers);

// Rules RV028 to RV031. `run` of the record must fit the agent cell, where the table has one.
std::vector<board::Violation> judge_record(const Record& record, const board::Board& before,
                                           const board::Board& after);

}  // namespace reeve::app
