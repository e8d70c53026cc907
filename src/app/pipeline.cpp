#include "app/pipeline.h"

#include <nlohmann/json.hpp>

#include "app/record.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kEventMax = 8u << 20;
constexpr std::string_view kBranches = "refs/heads/";
constexpr std::string_view kMark = "-ci";  // behind worker.name

bool is_true(const Environment& environment, std::string_view name) {
  return variable_in(environment, name) == "true";
}

std::string branch_of_ref(const std::string& ref) {
  return ref.starts_with(kBranches) ? ref.substr(kBranches.size()) : "";
}

// All zeros stand for a branch that was not there.
std::string commit_or_none(std::string oid) {
  return oid.find_first_not_of('0') == oid.npos ? "" : oid;
}

Pipeline actions(const Environment& environment) {
  Pipeline pipeline;
  pipeline.name = is_true(environment, "FORGEJO_ACTIONS") ? "Forgejo Actions"
                  : is_true(environment, "GITEA_ACTIONS") ? "Gitea Actions"
                                                          : "GitHub Actions";
  pipeline.annotates = true;
  pipeline.pushed = variable_in(environment, "GITHUB_EVENT_NAME") == "push";
  pipeline.branch = branch_of_ref(variable_in(environment, "GITHUB_REF"));
  pipeline.target = variable_in(environment, "GITHUB_BASE_REF");
  pipeline.event_file = variable_in(environment, "GITHUB_EVENT_PATH");
  return pipeline;
}

Pipeline gitlab(const Environment& environment) {
  Pipeline pipeline;
  pipeline.name = "GitLab CI";
  pipeline.pushed = variable_in(environment, "CI_PIPELINE_SOURCE") == "push";
  pipeline.branch = variable_in(environment, "CI_COMMIT_BRANCH");
  pipeline.target = variable_in(environment, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
  std::string merge_base = variable_in(environment, "CI_MERGE_REQUEST_DIFF_BASE_SHA");
  pipeline.before =
      commit_or_none(merge_base.empty() ? variable_in(environment, "CI_COMMIT_BEFORE_SHA") : merge_base);
  pipeline.default_branch = variable_in(environment, "CI_DEFAULT_BRANCH");
  return pipeline;
}

Pipeline woodpecker(const Environment& environment) {
  Pipeline pipeline;
  pipeline.name = "Woodpecker CI";
  std::string event = variable_in(environment, "CI_PIPELINE_EVENT");
  bool of_pull_request = event.starts_with("pull_request");
  pipeline.pushed = event == "push";
  if (!of_pull_request) pipeline.branch = branch_of_ref(variable_in(environment, "CI_COMMIT_REF"));
  if (of_pull_request) pipeline.target = variable_in(environment, "CI_COMMIT_TARGET_BRANCH");
  if (pipeline.pushed) pipeline.before = commit_or_none(variable_in(environment, "CI_PREV_COMMIT_SHA"));
  pipeline.default_branch = variable_in(environment, "CI_REPO_DEFAULT_BRANCH");
  return pipeline;
}

// Actions tell the commit before a push, and the default branch, in a file.
void read_event(port::Files& files, Pipeline& pipeline) {
  if (pipeline.event_file.empty()) return;
  auto text = files.read(pipeline.event_file, kEventMax);
  if (!text) return;
  auto event = nlohmann::json::parse(*text, nullptr, false);
  if (!event.is_object()) return;
  auto text_at = [](const nlohmann::json& object, const char* key) {
    auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
  };
  if (pipeline.pushed) pipeline.before = commit_or_none(text_at(event, "before"));
  auto repository = event.find("repository");
  if (repository != event.end() && repository->is_object())
    pipeline.default_branch = text_at(*repository, "default_branch");
}

// What `workspace.branch` makes of some id.
bool is_of_pattern(std::string_view branch, std::string_view pattern) {
  constexpr std::string_view kId = "{id}";
  auto at = pattern.find(kId);
  if (at == pattern.npos) return branch == pattern;
  auto end = pattern.substr(at + kId.size());
  return branch.size() > at + end.size() && branch.starts_with(pattern.substr(0, at)) &&
         branch.ends_with(end);
}

// "" = it is the tracked one, as far as that is known.
std::string of_other_branch(Ports& ports, const Project& project, const std::string& branch) {
  const Config& config = project.config;
  std::string tracked = config.branch ? *config.branch : default_branch(ports, project.where, config.remote);
  bool other = tracked.empty() ? is_of_pattern(branch, config.workspace.branch) : branch != tracked;
  if (branch.empty() || !other) return "";
  std::string reason = "this pipeline is of a push to '" + one_line(branch) + "'";
  return tracked.empty() ? reason + ", a branch of finished work"
                         : reason + "; tasks are claimed on '" + one_line(tracked) + "'";
}

// Nothing: it cannot be told here.
std::optional<std::string> agent_at(Ports& ports, const Project& project, const std::string& revision,
                                    const std::string& task) {
  auto bytes = ports.revisions.bytes_at(project.where.top, revision, project.config.tracking_file);
  if (!bytes || !*bytes) return std::nullopt;
  auto board = board::Board::read(**std::move(bytes), to_read_options(project.config, project.branch));
  auto row = board ? board->find(task) : std::nullopt;
  if (!row || !board->has(board->tasks()[*row], board::Column::agent)) return std::nullopt;
  return board->cell(board->tasks()[*row], board::Column::agent);
}

// The row tells who worked: a row that was put back did so before.
bool is_of_loop(Ports& ports, const Project& project, const Record& record) {
  if (record.status == "in-progress") return true;
  auto agent = agent_at(ports, project, record.status == "not-started" ? "HEAD^" : "HEAD", record.task);
  return !agent || agent->find(std::string(kMark) + "/") != agent->npos;
}

}  // namespace

std::optional<Pipeline> pipeline_in(const Environment& environment) {
  for (std::string_view name : {"GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS"})
    if (is_true(environment, name)) return actions(environment);
  if (is_true(environment, "GITLAB_CI")) return gitlab(environment);
  if (variable_in(environment, "CI") == "woodpecker") return woodpecker(environment);
  return std::nullopt;
}

bool in_any_pipeline(const Environment& environment) {
  std::string ci = variable_in(environment, "CI");
  return pipeline_in(environment) || (!ci.empty() && ci != "false");
}

std::string loop_name(const Config& config, const Environment& environment) {
  return worker_name(config) + (in_any_pipeline(environment) ? std::string(kMark) : "");
}

std::string default_branch(Ports& ports, const port::CheckoutInfo& where, const std::string& remote) {
  auto pipeline = pipeline_in(ports.environment).value_or(Pipeline());
  read_event(ports.files, pipeline);
  if (!pipeline.default_branch.empty() || remote.empty()) return pipeline.default_branch;
  auto known = ports.checkout.default_branch(where, remote);
  return known ? *known : "";
}

Result<std::string> reason_to_rest(Ports& ports, const Project& project) {
  auto pipeline = pipeline_in(ports.environment);
  if (!pipeline || !pipeline->pushed) return std::string();
  if (auto reason = of_other_branch(ports, project, pipeline->branch); !reason.empty()) return reason;
  REEVE_TRY(auto trailers, ports.revisions.head_trailers(project.where.top));
  auto record = record_of(trailers);
  if (!record || record->run.empty() || !is_of_loop(ports, project, *record)) return std::string();
  return std::string(
      "the push that started this pipeline is of a run of reeve's, which sees to what is left");
}

Result<std::string> base_from_surroundings(Ports& ports, const Project& project) {
  auto pipeline = pipeline_in(ports.environment).value_or(Pipeline());
  read_event(ports.files, pipeline);
  if (!pipeline.before.empty()) {
    REEVE_TRY(auto known, ports.revisions.find(project.where.top, pipeline.before));
    // One that a force push took away is no measure; one that was cut off is missed.
    if (known || project.where.shallow) return pipeline.before;
  }
  const std::string remote = project.config.remote.empty() ? "origin" : project.config.remote;
  std::string branch = pipeline.target;
  // A branch is new: it is compared with the one that it goes to in the end.
  if (branch.empty()) branch = pipeline.default_branch.empty() ? project.branch : pipeline.default_branch;
  if (branch.empty())
    return Error{ErrorKind::usage, "nothing here tells what HEAD is to be compared with",
                 "name it: `reeve check --base origin/main`"};
  // HEAD itself would be no measure.
  if (pipeline.pushed && pipeline.target.empty() && branch == pipeline.branch)
    return Error{ErrorKind::usage,
                 "what was on '" + one_line(branch) + "' before this push is " +
                     (pipeline.before.empty() ? "not told" : "gone (" + pipeline.before.substr(0, 12) + ")") +
                     ", so nobody can say who changed what: the branch is new, or the push was forced",
                 "look at it and name a commit that was sound: `reeve check --base COMMIT`"};
  for (const std::string& name : {"refs/remotes/" + remote + "/" + branch, std::string(kBranches) + branch}) {
    REEVE_TRY(auto commit, ports.revisions.find(project.where.top, name));
    if (commit) return *commit;
  }
  std::string ref = "refs/heads/" + branch + ":refs/remotes/" + remote + "/" + branch;
  return Error{ErrorKind::usage,
               "the branch '" + one_line(branch) + "', which HEAD is to be compared with, is not here",
               "`git fetch " + shell_quote(remote) + " " + shell_quote("+" + ref) + "`"};
}

}  // namespace reeve::app
