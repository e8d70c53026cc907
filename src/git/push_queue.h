// Branches on their way to the remote: one push at a time, and all that wait meanwhile go out in the next.
//
// One of them must not stand for the others: a hook of the server refuses a push as a whole, so what was
// refused in company is tried alone before that counts; and after a push without an answer they go one by
// one, until one has got through.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "git/program.h"

namespace reeve::git {

class PushQueue {
 public:
  using OnAnswer = std::function<void(TransportAnswer)>;

  PushQueue(Program git, std::string remote) : git_(std::move(git)), remote_(std::move(remote)) {}
  // Called once; inside add() only if git cannot be started.
  void add(PushItem item, OnAnswer on_answer);

 private:
  struct Waiting {
    PushItem item;
    OnAnswer on_answer;
    bool alone = false;
  };
  using Batch = std::vector<Waiting>;

  void start_next();
  Batch take_batch();
  void answered(Batch batch, const port::ProcessEnd& end);

  Program git_;
  std::string remote_;
  std::deque<Waiting> waiting_;
  bool under_way_ = false;
  bool one_by_one_ = false;
};

}  // namespace reeve::git
