#include "reeve/run/policy.h"

namespace reeve::run {

std::string repository_of(const Repositories& repositories, std::string_view repo_cell) {
  auto found = repositories.find(repo_cell);
  return found == repositories.end() ? "" : found->second;
}

const std::vector<Gate>& Policy::gates_of(std::string_view repo_cell) const {
  auto found = further_gates.find(repo_cell);
  return found == further_gates.end() ? gates : found->second;
}

}  // namespace reeve::run
