// One published transition against a local bare remote: by reeve's own publishing, and by git's commands, in
// one clone, by turns.
#pragma once

#include <memory>

#include "measure.h"

namespace reeve::bench {

class TransitionBench {
 public:
  // A clone with so many tracked files beside the tracking file, a hundred to a folder.
  TransitionBench(const Options& options, int files);
  ~TransitionBench();

  // The best of so many transitions of each.
  Pairs best(int times);

 private:
  class Publisher;
  Usage with_git();

  std::string folder_;
  int row_ = 0;  // the last that was changed
  std::unique_ptr<Publisher> publisher_;
};

}  // namespace reeve::bench
