// A change to the board on its way to being published: the edit, whose it is, and what the commit says.
#pragma once

#include <string>
#include <variant>

#include "reeve/base/ids.h"
#include "reeve/board/edit.h"

namespace reeve::run {

struct Change {
  RunId run;  // or the name of an order's own change (reeve/run/order.h)
  std::variant<board::Edit, board::Insert> edit;
  std::string message;  // whole commit message; text of others in it cannot forge a trailer
};

}  // namespace reeve::run
