// Messages cut out of a stream of bytes, one a line.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace reeve::session {

class Lines {
 public:
  enum class Size { whole, too_long };
  using OnLine = std::function<void(std::string_view line, Size)>;  // nothing of one that is too long

  Lines(std::size_t bytes_max, OnLine on_line) : bytes_max_(bytes_max), on_line_(std::move(on_line)) {}
  void add(std::string_view bytes);

 private:
  void keep(std::string_view piece);

  std::size_t bytes_max_;
  OnLine on_line_;
  std::string line_;
  Size size_ = Size::whole;
};

}  // namespace reeve::session
