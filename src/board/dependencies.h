// From the text of a `depends_on` or `blocks` cell to tasks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "content.h"

namespace reeve::board {

// What looking up the dependencies of a board may cost, in ids looked up and edges made. What comes
// after it names no task.
inline constexpr std::size_t kLookupsMax = 200'000;
inline constexpr std::size_t kLookupsPerTask = 32;
inline constexpr std::size_t kLookupsInAll = 1'200'000;

struct Named {
  std::vector<std::uint32_t> tasks;       // as written, repeats possible
  std::vector<std::string_view> unknown;  // pieces that name no task
  std::vector<std::string_view> remarks;  // pieces of which a remark in brackets was dropped
};

// Reads cells against the ids of a board; the views in its answers point into the cell.
class Resolver {
 public:
  explicit Resolver(const Board::Content& content)
      : content_(content),
        lookups_left_(std::min(kLookupsInAll, kLookupsMax + kLookupsPerTask * content.tasks.size())) {}
  // Separators `,` `;` `+` `/` `&` *and*; `#7` is `7`; ranges, elided prefixes and groups where that
  // gives ids that exist.
  const Named& resolve(std::string_view cell);

 private:
  bool resolve_piece(std::string_view piece);
  bool resolve_short(std::string_view piece);
  bool resolve_whole(std::string_view piece);
  bool resolve_list(std::string_view piece, std::string_view separator);
  bool resolve_words(std::string_view piece);
  bool add(std::string_view id);
  bool add_elided(std::string_view piece);
  bool add_range(std::string_view piece);
  bool add_range(std::string_view left, std::string_view right);
  bool add_group(std::string_view piece);
  bool exists(std::string_view id) { return range_of(id).second > 0; }
  // First position in by_id and count; nothing is found any more once all lookups are spent.
  std::pair<std::size_t, std::size_t> range_of(std::string_view id);
  bool spend(std::size_t lookups);

  const Board::Content& content_;
  Named named_;
  std::string_view previous_;  // the last id of the cell, for elided prefixes
  std::size_t lookups_left_;
};

}  // namespace reeve::board
