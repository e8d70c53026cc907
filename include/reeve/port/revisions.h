// Port: what git knows of one file: its bytes in commits and in the index, who changed it, a merge by lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reeve/base/result.h"

namespace reeve::port {

// `Name: value` in the last paragraph of a commit message.
struct Trailer {
  std::string name;
  std::string value;
};

// A commit that changed the file. A blob is a version of it: the same for the same bytes, "" = not there.
struct FileCommit {
  std::string oid;
  std::string author;  // "Name <email>"
  std::vector<Trailer> trailers;
  std::string blob;
  std::vector<std::string> parent_blobs;  // of its parents, in order; none = a root
};

// What is known of a commit that evidence names.
struct CommitFacts {
  std::string tree;
  bool reachable = false;  // from HEAD or from a ref
};

// What a push brings to a branch.
struct PushedRange {
  std::string tip;
  std::string before;    // what the branch there is at, here or not; "" = it is new
  std::string followed;  // the ref that says what is known to be published on it
                         // ("refs/remotes/origin/main"); "" = none
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
  virtual Result<std::string> bytes_of(const std::string& top, const std::string& blob) = 0;
  // The oid of the commit that a revision names; nothing if there is none here.
  virtual Result<std::optional<std::string>> find(const std::string& top, const std::string& revision) = 0;
  // The commit where HEAD and the revision part. Error `usage`: there is no such revision, they have nothing
  // in common, or the history that would tell is cut off here (a shallow clone); the hint says what to fetch.
  virtual Result<std::string> fork_of(const std::string& top, const std::string& revision) = 0;
  // The commits of HEAD, and not of `since` ("" = all), that changed the file, parents before their children,
  // at most `commits_max`, the newest. Those that came with a merge count too; a merge itself only if its
  // file is that of none of its parents. Error `usage`: the history is cut off on the way.
  virtual Result<std::vector<FileCommit>> changes(const std::string& top, const std::string& since,
                                                  const std::string& file, std::size_t commits_max) = 0;
  // The same of the commits that a push brings; of a new branch, or where it is not known here what the
  // branch is at, those that are on no remote. Where history is cut off it begins.
  virtual Result<std::vector<FileCommit>> pushed(const std::string& top, const PushedRange& range,
                                                 const std::string& file, std::size_t commits_max) = 0;
  // Of HEAD; none if there is no commit yet.
  virtual Result<std::vector<Trailer>> head_trailers(const std::string& top) = 0;
  // Nothing: there is no such commit here.
  virtual Result<std::optional<CommitFacts>> facts_of(const std::string& top, const std::string& commit) = 0;
  // As `git merge-file`, the result not written anywhere. Paths are absolute. Error `repository`: git does
  // not merge such files (binary).
  virtual Result<LineMerge> merge_lines(const std::string& base, const std::string& ours,
                                        const std::string& theirs, std::size_t marker_size) = 0;
};

}  // namespace reeve::port
