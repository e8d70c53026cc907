// Makes the commits that get published: the user's identity, signed if the user's git signs.
#pragma once

#include <optional>
#include <string>

#include "git/source_context.h"

namespace reeve::git {

// Whom git takes for the author and the committer here. Error `config` with the commands that set it.
struct Identities {
  Identity author;
  Identity committer;
};
Result<Identities> ask_identities(const Program& git);

// What is said when the signing program did not sign.
Error cannot_sign(const port::ProcessEnd& end);

class CommitMaker {
 public:
  explicit CommitMaker(const SourceContext& context) : context_(context) {}

  // Whether commit.gpgsign is set.
  void sign(bool wanted) { signs_ = wanted; }
  // Error `config`: no identity, or the signing program fails.
  Result<std::string> make(const std::string& tree, const std::string& parent, const std::string& message);
  Result<Signature> committer();

 private:
  Result<const Identities*> identities();
  Result<std::string> make_signed(const std::string& tree, const std::string& parent,
                                  const std::string& message);

  const SourceContext& context_;
  std::optional<Identities> identities_;
  bool signs_ = false;
};

}  // namespace reeve::git
