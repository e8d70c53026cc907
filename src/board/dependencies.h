// From the text of a `depends_on` or `blocks` cell to tasks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "content.h"

namespace reeve::board {

// All of a board's edges together; ranges beyond it name no task.
inline constexpr std::size_t kDependencyStepsMax = 1'000'000;

struct Named {
  std::vector<std::uint32_t> tasks;       // as written, repeats possible
  std::vector<std::string_view> unknown;  // pieces that name no task
  std::vector<std::string_view> remarks;  // pieces of which a remark in brackets was dropped
};

// Reads cells against the ids of a board; the views in its answers point into the cell.
class Resolver {
 public:
  explicit Resolver(const Board::Content& content) : content_(content) {}
  // Separators `,` `;` `+` `/` `&` *and*; `#7` is `7`; ranges, elided prefixes and groups where that
  // gives ids that exist.
  const Named& resolve(std::string_view cell);

 private:
  bool resolve_piece(std::string_view piece);
  bool resolve_whole(std::string_view piece);
  bool resolve_list(std::string_view piece, std::string_view separator);
  bool resolve_words(std::string_view piece);
  bool add(std::string_view id);
  bool add_elided(std::string_view piece);
  bool add_range(std::string_view piece);
  bool add_range(std::string_view left, std::string_view right);
  bool add_group(std::string_view piece);
  bool exists(std::string_view id) const;
  bool spend(std::size_t steps);

  const Board::Content& content_;
  Named named_;
  std::string_view previous_;  // the last id of the cell, for elided prefixes
  std::size_t steps_ = 0;
};

}  // namespace reeve::board
