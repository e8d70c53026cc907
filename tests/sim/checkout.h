// The tracking file in a host's own checkout, which follows what was published: ref, then file, then index
// (src/git/follower.cpp), and is completed after a crash (src/git/follower_heal.cpp). The user edits it, too.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reeve::sim {

struct Checkout {
  struct Move {
    std::string from;
    std::string to;
  };
  // The bytes of the file in a commit.
  using Bytes = std::function<const std::string&(const std::string& commit)>;

  std::string ref;
  std::string index;
  std::string file;
  std::optional<Move> under_way;   // on disk
  std::vector<std::string> edits;  // of the user, not committed yet

  // False: killed on the way.
  bool follow(const std::string& tip, const Bytes& bytes, const std::function<bool()>& killed) {
    // With edits of the user's the ref stays where it is.
    if (ref == tip || file != bytes(ref)) return true;
    under_way = Move{ref, tip};
    if (killed()) return false;
    ref = tip;
    if (killed()) return false;
    file = bytes(tip);
    if (killed()) return false;
    index = bytes(tip);
    under_way.reset();
    return true;
  }
  // Only what the move itself left behind is completed; the planted bug completes whatever there is.
  enum class Care { taken, forgotten };
  void heal(const Bytes& bytes, Care care) {
    auto move = std::exchange(under_way, std::nullopt);
    if (!move || ref != move->to) return;
    if (file == bytes(move->from) || care == Care::forgotten) file = bytes(move->to);
    if (index == bytes(move->from)) index = bytes(move->to);
  }

  void edit(const std::string& line) {
    edits.push_back(line);
    file += line;
  }
  // As `git commit` and `git pull --rebase` would.
  void commit_and_pull(const std::string& tip, const Bytes& bytes) {
    edits.clear();
    under_way.reset();
    ref = tip;
    file = index = bytes(tip);
  }
};

}  // namespace reeve::sim
