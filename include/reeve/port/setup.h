// Port: how git is set up here: what a run needs of it, and what `reeve hooks` puts into it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reeve/base/result.h"
#include "reeve/base/time.h"

namespace reeve::port {

struct GitVersion {
  std::string text;  // "2.39.5"
  bool old = false;  // older than `least`
  std::string least;
};

// Where git looks for hooks.
struct HooksPlace {
  std::string directory;   // absolute
  std::string configured;  // core.hooksPath, as written; "" = not set
};

class Setup {
 public:
  virtual ~Setup() = default;

  // Error `io`: there is no git.
  virtual Result<GitVersion> version() = 0;
  // Whether git knows who commits. Error `config`, with the commands that set it.
  virtual Status identity(const std::string& top) = 0;
  // Signs something, if commits are to be signed; says whether they are. Error: the words of the signing
  // program.
  virtual Result<bool> signing(const std::string& top) = 0;
  // The tip of the branch on the remote, asked there; "" = there is no such branch. Error: as a fetch.
  virtual Result<std::string> remote_tip(const std::string& top, const std::string& remote,
                                         const std::string& branch) = 0;
  // A push to a new branch that is never sent (--dry-run): whether the remote lets us in. Error: as a push.
  virtual Status may_push(const std::string& top, const std::string& remote, const std::string& branch) = 0;
  // When the commit was made, by the clock of who made it; nothing: the commit is not here.
  virtual Result<std::optional<Instant>> commit_time(const std::string& top, const std::string& revision) = 0;
  // Whether git ignores the file.
  virtual Result<bool> ignored(const std::string& top, const std::string& file) = 0;
  virtual Result<std::size_t> count_refs(const std::string& top, const std::string& prefix) = 0;

  virtual Result<HooksPlace> hooks(const std::string& top) = 0;
  // The value of an attribute for a file; "unspecified" if nobody gives it one.
  virtual Result<std::string> attribute(const std::string& top, const std::string& name,
                                        const std::string& file) = 0;
  // The user's file of patterns that are ignored everywhere (core.excludesFile), there or not; "" = no HOME.
  virtual Result<std::string> excludes_file(const std::string& top) = 0;
  // A key of this repository's own configuration.
  virtual Result<std::optional<std::string>> config(const std::string& top, const std::string& key) = 0;
  virtual Status set_config(const std::string& top, const std::string& key, const std::string& value) = 0;
  // Not there is well.
  virtual Status drop_config_section(const std::string& top, const std::string& section) = 0;
};

}  // namespace reeve::port
