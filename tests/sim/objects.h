// All commits there are, wherever they lie. A name is a letter and a number that is larger than its parent's.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reeve/board/board.h"
#include "reeve/run/event.h"

namespace reeve::sim {

struct Commit {
  std::string parent;  // "" = a root
  // Of the tracking file.
  std::string bytes;
  std::string message;
  std::string author;
  std::optional<std::string> fence;           // of a reset: the owner that the person saw
  std::shared_ptr<const board::Board> board;  // once it was asked for
  // Of work.
  std::string task;
  std::string tree;
  bool good = true;   // its gates pass
  bool sound = true;  // its checks pass
};

class Objects {
 public:
  std::string add_table(const std::string& parent, std::string bytes, std::string message,
                        std::string author) {
    Commit commit;
    commit.parent = parent, commit.bytes = std::move(bytes);
    commit.message = std::move(message), commit.author = std::move(author);
    return add("c", std::move(commit));
  }
  std::string add_work(Commit commit) {
    if (commit.tree.empty()) commit.tree = "t" + std::to_string(commits_.size());
    return add("w", std::move(commit));
  }
  Commit& at(const std::string& oid) { return commits_.at(number(oid)); }
  bool is_ancestor(const std::string& old, const std::string& young) {
    std::string oid = young;
    while (!oid.empty() && number(oid) > number(old)) oid = at(oid).parent;
    return oid == old;
  }
  run::Snapshot snapshot(const std::string& oid) {
    Commit& commit = at(oid);
    if (!commit.board) commit.board = read(commit.bytes);
    return {commit.board, oid};
  }
  static std::shared_ptr<const board::Board> read(const std::string& bytes) {
    return std::make_shared<const board::Board>(*board::Board::read(bytes, {}));
  }

 private:
  static std::size_t number(const std::string& oid) { return std::stoul(oid.substr(1)); }
  std::string add(const char* kind, Commit commit) {
    commits_.push_back(std::move(commit));
    return kind + std::to_string(commits_.size() - 1);
  }
  std::vector<Commit> commits_;
};

}  // namespace reeve::sim
