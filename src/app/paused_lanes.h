// The wish that lanes start nothing, kept for a loop that is not up: an empty file for each lane, or for
// "all", in <common dir>/reeve/paused/. A running engine is the only one who writes there.
#pragma once

#include <set>
#include <string>

#include "reeve/base/result.h"
#include "reeve/port/files.h"

namespace reeve::app {

class PausedLanes {
 public:
  using Names = std::set<std::string, std::less<>>;

  PausedLanes(port::Files& files, const std::string& reeve_dir)
      : files_(files), folder_(reeve_dir + "/paused") {}

  Result<Names> read() const;
  // Lane by lane: two that write at once about different lanes do not undo each other.
  Status add(const std::string& lane);
  Status remove(const std::string& lane);
  // These and no others.
  Status write(const Names& lanes);

 private:
  port::Files& files_;
  std::string folder_;
};

}  // namespace reeve::app
