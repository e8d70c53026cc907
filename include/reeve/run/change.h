// A change to the board on its way to being published: the edit, whose it is, and what the commit says.
#pragma once

#include <string>

#include "reeve/base/ids.h"
#include "reeve/board/edit.h"

namespace reeve::run {

struct Change {
  RunId run;
  board::Edit edit;
  std::string message;  // whole commit message; text of others in it cannot forge a trailer
};

}  // namespace reeve::run
