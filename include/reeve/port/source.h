// Port: where tasks live and are recorded. `step` knows observe, publish, outcome; never fetch, push
// or commit, so that another kind of source needs no new step.
//
// One publish at a time: stage, then publish, then its event, before the next stage.
#pragma once

#include <string>
#include <vector>

#include "reeve/run/change.h"
#include "reeve/run/event.h"

namespace reeve::port {

struct Staged {
  RunId run;
  // Names the change for ever (a commit's oid); on disk before publish() is called.
  std::string receipt;
  // Set if the change dropped out of the chain: its expectation does not hold on the known board.
  std::optional<Error> stale;
};

class Source {
 public:
  virtual ~Source() = default;

  // Looks at the world. Posts Observed or ObserveFailed. While one is under way a second call joins it.
  virtual void observe() = 0;

  // Builds the changes as a chain on the last observed revision, objects only: nothing visible changes.
  // One Staged per change, in order. Error: the machine's (disk, signing program, identity).
  virtual Result<std::vector<Staged>> stage(const std::vector<run::Change>& changes) = 0;

  // Makes what was staged last visible, all of it or nothing. Posts Published, PublishLost or PublishFailed.
  virtual void publish() = 0;

  // Whether a staged change was accepted, judged on the last observation.
  virtual bool accepted(const std::string& receipt) = 0;
};

}  // namespace reeve::port
