#include "repository_world.h"

#include <cstdlib>
#include <filesystem>

#include "reeve/base/text.h"
#include "reeve/os/system.h"

namespace reeve::git {
namespace {

constexpr Duration kScriptTimeout = std::chrono::seconds(60);

constexpr const char* kFirstRemote = R"(
git init -q --bare -b main remote.git
git init -q -b main 'my repo'
cd 'my repo'
mkdir docs && printf '| id | status |\n|---|---|\n| A-1 | not-started |\n' >docs/tasks.md
printf '{}\n' >reeve.json
printf 'one\n' >code.txt
git add docs reeve.json code.txt && git commit -q -m first
)";

std::string new_directory() {
  std::string pattern = "/tmp/reeve git XXXXXX";
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

}  // namespace

RepositoryWorld::RepositoryWorld(Remote remote) : directory_(new_directory()), owned_(true) {
  open();
  sh("", kFirstRemote);
  if (remote == Remote::bare)
    in_top("git remote add origin '" + directory_ + "/remote.git' && git push -q -u origin main");
  else
    options.remote = "";
}

RepositoryWorld::RepositoryWorld(std::string directory) : directory_(std::move(directory)) {
  open();
}

RepositoryWorld::~RepositoryWorld() {
  repository_.reset();
  objects_.reset();
  std::error_code error;
  if (owned_) std::filesystem::remove_all(directory_, error);
}

void RepositoryWorld::open() {
  std::filesystem::create_directories(directory_ + "/home");
  environment_ = {"PATH=" + std::string(std::getenv("PATH")),
                  "HOME=" + directory_ + "/home",
                  "GIT_CONFIG_NOSYSTEM=1",
                  "GIT_AUTHOR_NAME=Ann",
                  "GIT_AUTHOR_EMAIL=ann@example.org",
                  "GIT_COMMITTER_NAME=Ann",
                  "GIT_COMMITTER_EMAIL=ann@example.org",
                  "GIT_CONFIG_GLOBAL=" + directory_ + "/home/.gitconfig"};
  files_ = os::make_files();
  auto keeper = os::keeper_path();
  REQUIRE(keeper.ok());
  auto loop = os::make_loop({*keeper, os::Signals::left_alone});
  REQUIRE(loop.ok());
  loop_ = *std::move(loop);
  options.top = directory_ + "/my repo";
  options.common_dir = directory_ + "/my repo/.git";
  options.remote = "origin";
  options.tracked_branch = "main";
  options.tracking_file = "docs/tasks.md";
  options.protect = {"reeve.json"};
  options.environment = environment_;
}

port::ProcessEnd RepositoryWorld::try_sh(const std::string& where, const std::string& script) {
  port::ProcessSpec spec;
  spec.argv = {"sh", "-ec", script};
  spec.directory = where.starts_with('/') ? where : directory_ + "/" + where;
  spec.environment = environment_;
  spec.timeout = kScriptTimeout;
  spec.kept = false;
  auto end = loop_->run(spec);
  REQUIRE(end.ok());
  return *end;
}

std::string RepositoryWorld::sh(const std::string& where, const std::string& script) {
  auto end = try_sh(where, script);
  INFO(script << "\n" << end.out << end.err);
  REQUIRE(end.ok());
  return std::string(trim(end.out));
}

Objects& RepositoryWorld::objects() {
  if (!objects_) {
    auto opened = open_objects(options.common_dir);
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened.ok());
    objects_ = *std::move(opened);
  }
  return *objects_;
}

port::Repository& RepositoryWorld::repository() {
  repository_ = make_git_repository(*loop_, *loop_, *files_, objects(), options);
  return *repository_;
}

void RepositoryWorld::explain(const run::EventBody& body) {
  std::string message;
  if (auto* failed = std::get_if<run::event::WorkspaceFailed>(&body)) message = failed->error.message;
  if (auto* failed = std::get_if<run::event::InspectFailed>(&body)) message = failed->error.message;
  if (auto* failed = std::get_if<run::event::BranchPushFailed>(&body)) message = failed->error.message;
  UNSCOPED_INFO(message);
}

run::Workspace RepositoryWorld::prepare(const std::string& id, const std::string& branch,
                                        const std::vector<std::string>& dependencies) {
  repository().prepare({run, id, branch, dependencies});
  return expect<run::event::WorkspaceReady>().workspace;
}

run::event::WorkspaceFailed RepositoryWorld::prepare_fails(const std::string& id, const std::string& branch,
                                                           const std::vector<std::string>& dependencies) {
  repository().prepare({run, id, branch, dependencies});
  return expect<run::event::WorkspaceFailed>();
}

run::event::Inspected RepositoryWorld::inspect(const run::Workspace& workspace, const std::string& claimed,
                                               const std::string& tracked_tip) {
  repository().inspect(run, workspace, claimed, tracked_tip);
  return expect<run::event::Inspected>();
}

void RepositoryWorld::push(const run::Workspace& workspace, const std::string& tip) {
  repository().push({run, workspace, tip});
}

std::string RepositoryWorld::work(const run::Workspace& workspace, const std::string& file,
                                  const std::string& text) {
  return sh(workspace.path, "mkdir -p \"$(dirname '" + file + "')\"; printf '%s\\n' '" + text + "' >'" +
                                file + "' && git add -- '" + file + "' && git commit -q -m 'change " + file +
                                "' && git rev-parse HEAD");
}

void RepositoryWorld::accept(const std::string& id, const std::string& oid) {
  std::string script =
      "printf '| " + id +
      " | done |\\n' >>docs/tasks.md && git add docs/tasks.md && git commit -q -m 'chore(tasks): " + id +
      " done' -m 'Reeve-Task: " + id + "\nReeve-Status: done\nReeve-Commit: " + oid + "'";
  if (!options.remote.empty()) script += " && git push -q origin main";
  in_top(script);
}

void RepositoryWorld::rival(const std::string& script) {
  sh("", "[ -d rival ] || git clone -q remote.git rival; cd rival && git fetch -q && " + script);
}

}  // namespace reeve::git
