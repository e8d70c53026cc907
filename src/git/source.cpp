// Looking at the world, and building changes. Publishing is in source_publish.cpp.
#include "reeve/git/source.h"

#include <utility>

#include "git/git_source.h"
#include "git/stale_locks.h"

#include "reeve/base/fault.h"
#include "reeve/base/text.h"

namespace reeve::git {

GitSource::GitSource(SourceContext context)
    : context_(std::move(context)), maker_(context_), follower_(context_) {}

std::unique_ptr<port::Source> make_git_source(port::Processes& processes, port::Inbox& inbox,
                                              port::Files& files, Objects& objects, SourceOptions options) {
  Program git(processes, options.top.empty() ? options.git_dir : options.top, options.environment);
  return std::make_unique<GitSource>(
      SourceContext{std::move(git), processes, inbox, files, objects, std::move(options)});
}

Status GitSource::prepare() {
  if (prepared_) return Done{};
  REEVE_CHECK(read_settings());
  prepared_ = true;
  return Done{};
}

Status GitSource::read_settings() {
  const auto& remote = context_.options.remote;
  REEVE_TRY(auto end, context_.git.run(ask_config("^(commit\\.gpgsign|remote\\..*\\.(push)?url)$")));
  const auto settings = read_config(end.out);
  const auto sign = settings.find("commit.gpgsign");
  maker_.sign(sign != settings.end() && is_true(sign->second));
  pushes_elsewhere_ = settings.contains("remote." + remote + ".pushurl");
  if (remote.empty() || pushes_elsewhere_ || settings.contains("remote." + remote + ".url")) return Done{};
  return no_such_remote(context_.git, remote);
}

void GitSource::observe() {
  observe_waits_ = busy_ != Busy::observing;
  if (busy_ == Busy::no) start_observing();
}

void GitSource::start_observing() {
  observe_waits_ = false;
  busy_ = Busy::observing;
  if (auto ready = prepare(); !ready) return finish(run::event::ObserveFailed{ready.error()});
  first_look([this] {
    look([this](Result<Looked> looked) {
      if (!looked) return finish(run::event::ObserveFailed{looked.error()});
      run::event::Observed observed{looked->state.snapshot, looked->rewound, {}};
      follower_.follow(observed.snapshot.revision, [this, observed] { finish(observed); });
    });
  });
}

// Once: the locks that a crash left, and what it left half done; then, between the fetch and the first
// follow, the user's own commits.
void GitSource::first_look(std::function<void()> then) {
  const auto& options = context_.options;
  if (first_done_ || options.local_branch == LocalBranch::stays) return then();
  LockPlaces places{options.top, options.git_dir,
                    options.common_dir.empty() ? options.git_dir : options.common_dir, options.remote,
                    options.branch};
  clear_stale_locks(
      {context_.processes, context_.inbox, context_.files},
      locks_in_the_way(context_.files, places, options.stale_locks),
      [this, then = std::move(then)] { context_.options.top.empty() ? then() : follower_.heal(then); });
}

void GitSource::look(OnLooked then) {
  if (context_.options.remote.empty()) return then(take_tip());
  const auto before = context_.objects.resolve(context_.tracking_ref());
  const std::string old_published = before && *before ? **before : "";
  context_.start_patiently(fetch_branch(context_.options.remote, context_.options.branch),
                           [this, then, old_published](const port::ProcessEnd& end) {
                             auto answer = read_fetch(end, context_.options.remote, context_.options.branch);
                             if (answer.outcome != Transport::ok) return then(answer.error);
                             auto looked = take_tip();
                             if (!looked) return then(std::move(looked));
                             rebase_own_commits(old_published, [then, looked] { then(looked); });
                           });
}

void GitSource::rebase_own_commits(const std::string& old_published, std::function<void()> then) {
  const auto& options = context_.options;
  bool left = options.local_branch == LocalBranch::stays || options.unpushed == UnpushedCommits::left;
  if (std::exchange(first_done_, true) || left) return then();
  auto plan = plan_rebase(context_, maker_, old_published, known_->tip());
  const std::string stay = "your unpushed commits on '" + context_.options.branch + "' stay as they are: ";
  const std::string hint = "; to bring them together: git pull --rebase " +
                           shell_quote(context_.options.remote) + " " + shell_quote(context_.options.branch);
  if (!plan || !plan->stays_because.empty())
    follower_.note(stay + (plan ? plan->stays_because : plan.error().message) + hint);
  if (!plan || !plan->move) return then();
  // As `git rebase` does: the way back is `ORIG_HEAD`.
  auto kept = context_.git.ask(set_ref("ORIG_HEAD", plan->move->from, plan->move->reflog));
  if (!kept) return then();
  fault_point("rebase-way-back-kept");
  follower_.move(*plan->move, [this, stay, hint, then](const Moved& moved) {
    if (moved.outcome == Moved::Outcome::stayed) follower_.note(stay + moved.why + hint);
    then();
  });
}

Result<std::string> GitSource::published_tip() {
  const bool local = context_.options.remote.empty();
  const auto ref = local ? context_.local_ref() : context_.tracking_ref();
  REEVE_TRY(auto tip, context_.objects.resolve(ref));
  if (tip) return *tip;
  return Error{ErrorKind::missing, "there is no branch '" + context_.published_name() + "'",
               "git branch shows the branches; \"branch\" in reeve.json names the tracked one"};
}

Result<GitSource::Looked> GitSource::take_tip() {
  REEVE_TRY(auto tip, published_tip());
  bool rewound = false;
  if (known_ && tip != known_->tip()) {
    REEVE_TRY(auto forward, context_.is_ancestor(known_->tip(), tip));
    // A mirror that one fetches from may lag behind the place that one pushes to.
    REEVE_TRY(auto lags,
              pushes_elsewhere_ && !forward ? context_.is_ancestor(tip, known_->tip()) : Result<bool>(false));
    if (lags) return Looked{*known_, false};
    rewound = !forward;
  }
  REEVE_TRY(auto state, load(tip));
  known_ = state;
  return Looked{std::move(state), rewound};
}

Result<GitSource::State> GitSource::load(const std::string& tip) {
  REEVE_TRY(auto blob, context_.objects.blob_at(tip, context_.options.file, kTrackingFileMax));
  if (!blob) return missing_file(tip);
  if (known_ && known_->blob == blob->oid) return State{{known_->snapshot.board, tip}, blob->oid};
  auto board = board::Board::read(std::move(blob->bytes), context_.options.reading);
  if (!board) {
    Error error = std::move(board).error().within(context_.options.file + " on " + context_.published_name());
    if (known_) error.hint = bring_back(known_->tip());
    return error;
  }
  return State{{std::make_shared<const board::Board>(*std::move(board)), tip}, blob->oid};
}

// The steps by which the file is again as it was in `commit`. None overwrites an edit of the user's: where
// there is one, the first refuses.
std::string GitSource::bring_back(const std::string& commit) const {
  const auto& options = context_.options;
  std::string file = shell_quote(options.file), was = commit.substr(0, 12);
  if (options.remote.empty())
    return "`git show " + shell_quote(was + ":" + options.file) + "` prints it as it was";
  std::string remote = shell_quote(options.remote), branch = shell_quote(options.branch);
  return "to bring it back: `git pull --rebase " + remote + " " + branch + " && git checkout " + was +
         " -- " + file + " && git commit -m 'tasks: back' -- " + file + " && git push " + remote +
         " HEAD:" + branch + "`; then start again. Who changed it: git log -1 " +
         shell_quote(context_.published_name()) + " -- " + file;
}

Error GitSource::missing_file(const std::string& tip) const {
  const auto& options = context_.options;
  std::string push = options.remote.empty()
                         ? ""
                         : "git push " + shell_quote(options.remote) + " HEAD:" + shell_quote(options.branch);
  Error error{ErrorKind::missing,
              options.file + " is not on " + context_.published_name() + " (" + tip.substr(0, 10) + ")",
              "`reeve init` writes one; then commit it" + std::string(push.empty() ? "" : " and push it")};
  auto local = context_.objects.resolve(context_.local_ref());
  bool has_local = local && *local;
  auto blob = has_local ? context_.objects.blob_at(**local, options.file, kTrackingFileMax)
                        : Result<std::optional<Objects::Blob>>(std::nullopt);
  bool committed = blob && *blob;
  auto behind = committed ? context_.is_ancestor(**local, tip) : Result<bool>(false);
  if (!committed && !options.top.empty() && context_.files.exists(options.top + "/" + options.file)) {
    std::string file = shell_quote(options.file);
    error.message += ", only in the work tree";
    error.hint = "publish it: `git add " + file + " && git commit -m 'docs: add tasks' -- " + file +
                 (push.empty() ? "" : " && " + push) + "`";
  } else if (known_ || (behind && *behind)) {
    error.message += " any more";
    error.hint = bring_back(known_ ? known_->tip() : **local);
  } else if (committed) {
    error.message += ", only committed here";
    error.hint = "push it: `" + push + "`";
  }
  return error;
}

Result<std::vector<port::Staged>> GitSource::stage(const std::vector<run::Change>& changes) {
  if (!known_) return Error{ErrorKind::repository, "staging a change before the source was looked at", ""};
  State chain = *known_;
  std::vector<port::Staged> staged;
  for (const auto& change : changes) {
    auto receipt = stage_one(chain, change);
    if (receipt)
      staged.push_back({change.run, *receipt, std::nullopt});
    else if (receipt.error().kind == ErrorKind::stale)
      staged.push_back({change.run, "", receipt.error()});
    else
      return std::move(receipt).error();
  }
  staged_on_ = known_->tip();
  staged_ = std::move(chain);
  return staged;
}

// An edit that changes nothing is kept by the commit that already says so.
Result<std::string> GitSource::stage_one(State& chain, const run::Change& change) {
  const auto& board = *chain.snapshot.board;
  REEVE_TRY(auto bytes, std::visit([&](const auto& edit) { return board::apply(board, edit); }, change.edit));
  if (bytes == board.document().bytes()) return chain.tip();
  REEVE_TRY(auto tree, context_.objects.tree_with(chain.tip(), context_.options.file, bytes));
  REEVE_TRY(auto next, board::Board::read(std::move(bytes), context_.options.reading));
  REEVE_TRY(auto commit, maker_.make(tree, chain.tip(), change.message));
  chain = State{{std::make_shared<const board::Board>(std::move(next)), commit}, ""};
  return commit;
}

bool GitSource::accepted(const std::string& receipt) {
  if (!known_ || receipt.empty()) return false;
  auto commit = context_.objects.resolve(receipt);
  if (!commit || !*commit) return false;
  auto reached = context_.is_ancestor(**commit, known_->tip());
  return reached && *reached;
}

void GitSource::finish(run::EventBody event) {
  busy_ = Busy::no;
  context_.inbox.post(std::move(event));
  if (std::exchange(publish_waits_, false)) return start_publishing();
  if (observe_waits_) start_observing();
}

}  // namespace reeve::git
