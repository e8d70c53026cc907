// What the tests of the board share.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/catch.h"

#include "reeve/board/board.h"
#include "reeve/board/edit.h"

namespace reeve::board {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Board read_board(std::string text, const ReadOptions& options = {}) {
  auto board = Board::read(std::move(text), options);
  INFO((board ? std::string() : board.error().message));
  REQUIRE(board);
  return *board;
}

inline std::string refusal_of(std::string text, const ReadOptions& options = {}) {
  auto board = Board::read(std::move(text), options);
  REQUIRE_FALSE(board);
  CHECK(board.error().kind == ErrorKind::unreadable);
  return board.error().message;
}

inline std::vector<std::string> ready_ids(const Board& board) {
  std::vector<std::string> ids;
  for (std::uint32_t task : board.ready()) ids.emplace_back(board.tasks()[task].id);
  return ids;
}

inline std::vector<std::string> rules_of(const Board& board) {
  std::vector<std::string> rules;
  for (const Problem& problem : board.problems()) rules.push_back(problem.rule);
  return rules;
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

}  // namespace reeve::board
