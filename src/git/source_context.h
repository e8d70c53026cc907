// What the parts of the git source work with.
#pragma once

#include <string>

#include "git/program.h"

#include "reeve/git/objects.h"
#include "reeve/git/source.h"
#include "reeve/port/files.h"
#include "reeve/port/inbox.h"

namespace reeve::git {

// Larger tracking files are refused by the board as well.
inline constexpr std::size_t kTrackingFileMax = 32u << 20;

struct SourceContext {
  Program git;
  port::Processes& processes;
  port::Inbox& inbox;
  port::Files& files;
  Objects& objects;
  SourceOptions options;

  std::string local_ref() const { return "refs/heads/" + options.branch; }
  std::string tracking_ref() const { return "refs/remotes/" + options.remote + "/" + options.branch; }
  // What people call the published branch: "origin/main", or "main" without a remote.
  std::string published_name() const {
    return options.remote.empty() ? options.branch : options.remote + "/" + options.branch;
  }
  // Also in shallow clones, whose ends libgit2 1.5 takes for missing commits.
  Result<bool> is_ancestor(const std::string& a, const std::string& b) const;
  // Starts `call`, again and again for a bounded time while another git holds a lock it needs.
  void start_patiently(Call call, port::OnEnd on_end) const;
};

}  // namespace reeve::git
