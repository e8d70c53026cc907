// What a project's own files say about how to set it up and how to test it, for `reeve init`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reeve/run/policy.h"

namespace reeve::app {

struct Proposal {
  std::vector<std::vector<std::string>> setup;  // argv each, run once per worktree
  std::vector<run::Gate> gates;                 // names are unique
  std::vector<std::string> reasons;             // for people: "package.json with pnpm-lock.yaml: pnpm"
};

// The files in the top directory worth reading, and more of one than is looked at.
const std::vector<std::string>& files_to_detect();
inline constexpr std::size_t kDetectBytesMax = 1 << 20;

// `files`: name → content of those that exist. Pure; what it cannot read it leaves out.
Proposal detect(const std::map<std::string, std::string>& files);

}  // namespace reeve::app
