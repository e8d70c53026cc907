// Where a process's output goes: the end of it in memory, a copy in a file. Both bounded.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "descriptor.h"

#include "reeve/port/processes.h"

namespace reeve::os {

// The last `bytes_max` bytes of a stream; holds at most twice as many.
class Tail {
 public:
  explicit Tail(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  void add(std::string_view bytes);
  bool cut() const { return seen_ > bytes_max_; }
  std::string take();

 private:
  std::size_t bytes_max_;
  std::uint64_t seen_ = 0;
  std::string kept_;
};

// The copy in a file. What cannot be written (disk full, past the bound) is dropped, told once through
// `note`; the process is never slowed or ended by it.
class OutputCopy {
 public:
  using Note = std::function<void(std::string)>;

  static Result<OutputCopy> open(const std::optional<port::OutputFile>& where, Note note);
  void add(std::string_view bytes);

 private:
  void stop(std::string_view reason);

  Descriptor file_;
  std::string path_;
  std::uint64_t bytes_left_ = 0;
  std::uint64_t bytes_max_ = 0;
  bool at_line_start_ = true;
  Note note_;
};

}  // namespace reeve::os
