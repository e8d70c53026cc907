// Port: what git knows of one file: its bytes in commits and in the index, who changed it, a merge by lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::port {

// A commit that changed the file.
struct FileCommit {
  std::string oid;
  std::string author;
  std::string run;  // the run that recorded itself by it (its trailer); "" = another hand
};

struct LineMerge {
  std::string bytes;
  int conflicts = 0;  // places with conflict marks
};

class Revisions {
 public:
  virtual ~Revisions() = default;

  // The bytes of `file` (path below the top) at a revision; "" = as it is staged. Nothing: it is not there.
  // Error `usage`: there is no such revision.
  virtual Result<std::optional<std::string>> bytes_at(const std::string& top, const std::string& revision,
                                                      const std::string& file) = 0;
  // The commit where HEAD and the revision part. Error `usage`: there is no such revision, or none.
  virtual Result<std::string> fork_of(const std::string& top, const std::string& revision) = 0;
  // The commits after `since` that changed the file on the way to HEAD (first parents), oldest first, at most
  // `commits_max`, the newest.
  virtual Result<std::vector<FileCommit>> changes(const std::string& top, const std::string& since,
                                                  const std::string& file, std::size_t commits_max) = 0;
  // As `git merge-file`, the result not written anywhere. Paths are absolute. Error `repository`: git does
  // not merge such files (binary).
  virtual Result<LineMerge> merge_lines(const std::string& base, const std::string& ours,
                                        const std::string& theirs, std::size_t marker_size) = 0;
};

}  // namespace reeve::port
