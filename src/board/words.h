// What the words of a board mean: headers of columns, words and emoji of statuses, signs for nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reeve/base/result.h"
#include "reeve/board/board.h"
#include "reeve/board/task.h"

namespace reeve::board {

// Lower case (Latin, Greek, Cyrillic), `_` and `-` as blanks. Keeps the length and every offset.
std::string fold(std::string_view text);
// Without `**`, `_`, backticks, `~~` and blanks around it.
std::string_view undecorated(std::string_view text);
// "", "-", "—", "none", "n/a", "无" …: a cell that names nothing.
bool says_nothing(std::string_view text);

// How a header may name the column with the id: the lowest number found is taken.
enum class IdHeader { exact, suffixed, key, number, weak, none };
IdHeader id_header(std::string_view header);
// `weak` headers in order of preference ("task" before "order"); only if the cells look like ids.
int weak_id_rank(std::string_view header);

// What a header may mean; the lowest rank among a table's headers names the column.
struct ColumnMeaning {
  Column column;
  int rank;
};
const std::vector<ColumnMeaning>& column_meanings(std::string_view header);
// Without case, decoration, blanks, `_` and `-`.
bool same_header(std::string_view left, std::string_view right);
// A first column of these makes the table a log.
bool is_date_header(std::string_view header);

// What a status cell means; `blocked` and `aside` (review, deferred, …) are of class other.
enum class StatusKind { not_started, in_progress, done, failed, blocked, aside };
TaskClass class_of(StatusKind kind);

struct StatusReading {
  std::optional<StatusKind> kind;  // nothing: the word is not known
  std::uint32_t begin = 0;         // the emoji and word within the cell; the first word if unknown
  std::uint32_t end = 0;
};

// The built-in status words and those of the config.
class StatusWords {
 public:
  // Errors: `config`, a class that does not exist.
  static Result<StatusWords> create(const std::map<std::string, std::vector<std::string>>& added);
  // By the first word or emoji. An emoji and a word that disagree are not known.
  StatusReading read(std::string_view cell) const;

 private:
  struct Phrase {
    std::size_t size = 0;
    std::optional<StatusKind> kind;
  };
  Phrase longest_at(const std::string& folded, std::string_view cell, std::size_t at) const;

  // By first byte; the phrases of one byte are few.
  std::unordered_map<char, std::vector<std::pair<std::string, StatusKind>>> words_;
};

}  // namespace reeve::board
