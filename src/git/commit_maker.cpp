#include "git/commit_maker.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::string_view kFatal = "fatal: ";

Result<Identity> ask_identity(const Program& git, const std::string& variable) {
  REEVE_TRY(auto end, git.run({{"var", variable}}));
  auto identity = end.ok() ? read_identity(end.out) : std::nullopt;
  if (identity) return *identity;
  // Before its reason git prints half a page of advice.
  std::string words = words_of(end);
  auto fatal = words.find(kFatal);
  std::string reason = fatal == words.npos ? words : words.substr(fatal + kFatal.size());
  return Error{ErrorKind::config, "git does not know who commits here (user.name, user.email): " + reason,
               "say who, with your own name: `git config --global user.name 'Your Name' && git config "
               "--global user.email "
               "you@example.org`"};
}

Signature at(const Identity& who, Instant now) {
  return {who.name, who.email, now, who.offset_minutes};
}

std::string git_date(const Signature& who) {
  const int minutes = who.offset_minutes < 0 ? -who.offset_minutes : who.offset_minutes;
  const auto two = [](int value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); };
  return "@" + std::to_string(who.at.ms / 1000) + (who.offset_minutes < 0 ? " -" : " +") + two(minutes / 60) +
         two(minutes % 60);
}

std::vector<std::string> identity_variables(const std::string& role, const Signature& who) {
  return {"GIT_" + role + "_NAME=" + who.name, "GIT_" + role + "_EMAIL=" + who.email,
          "GIT_" + role + "_DATE=" + git_date(who)};
}

}  // namespace

Result<Identities> ask_identities(const Program& git) {
  REEVE_TRY(auto author, ask_identity(git, "GIT_AUTHOR_IDENT"));
  REEVE_TRY(auto committer, ask_identity(git, "GIT_COMMITTER_IDENT"));
  return Identities{std::move(author), std::move(committer)};
}

Status check_identity(port::Processes& processes, const std::string& directory,
                      const std::vector<std::string>& environment) {
  REEVE_CHECK(ask_identities(Program(processes, directory, environment)));
  return Done{};
}

Error cannot_sign(const port::ProcessEnd& end) {
  return {ErrorKind::config, "signing a commit (commit.gpgsign is set): " + words_of(end),
          "make git commit -S work here without a question, or sign nothing: `git config commit.gpgsign "
          "false`"};
}

Result<const Identities*> CommitMaker::identities() {
  if (!identities_) {
    REEVE_TRY(identities_, ask_identities(context_.git));
  }
  return &*identities_;
}

Result<Signature> CommitMaker::committer() {
  REEVE_TRY(const auto* who, identities());
  return at(who->committer, context_.inbox.now());
}

Result<std::string> CommitMaker::make(const std::string& tree, const std::string& parent,
                                      const std::string& message) {
  if (signs_) return make_signed(tree, parent, message);
  REEVE_TRY(const auto* who, identities());
  const auto now = context_.inbox.now();
  return context_.objects.make_commit(tree, {parent}, message, at(who->author, now), at(who->committer, now));
}

// libgit2 does not sign, and `git commit-tree` does not read commit.gpgsign by itself.
Result<std::string> CommitMaker::make_signed(const std::string& tree, const std::string& parent,
                                             const std::string& message) {
  REEVE_TRY(const auto* who, identities());
  const auto now = context_.inbox.now();
  auto call = commit_signed(tree, parent, message);
  for (const auto& [role, identity] :
       {std::pair{"AUTHOR", &who->author}, std::pair{"COMMITTER", &who->committer}})
    for (auto& variable : identity_variables(role, at(*identity, now)))
      call.environment.push_back(std::move(variable));
  REEVE_TRY(auto end, context_.git.run(call));
  if (end.ok()) return std::string(trim(end.out));
  return cannot_sign(end);
}

}  // namespace reeve::git
