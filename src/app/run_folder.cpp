#include "app/run_folder.h"

#include <algorithm>

#include "app/run_record.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::uint64_t kRecordMax = 4 << 20;
constexpr std::uint64_t kSessionIdMax = 4096;
constexpr const char* kAttemptFiles[] = {"prompt.md", "output.jsonl", "result.json", "report.txt", "gates"};

}  // namespace

Status RunFolders::check_links(const RunId& run) const {
  auto all = files_.real_path(runs_dir_);
  if (!all) return Done{};
  for (const char* part : {"", "/gates", "/attempts", "/compact"}) {
    auto real = files_.real_path(path(run) + part);
    if (real && *real != *all + "/" + run.text() + part)
      return Error{ErrorKind::io,
                   "the folder " + path(run) + part +
                       " of a run's records was replaced by a symbolic link to " + *real,
                   "find out who did that; then remove the link and start again"};
  }
  return Done{};
}

Status RunFolders::record(const run::RunState& run) {
  REEVE_CHECK(check_links(run.id));
  return files_.write(file(run.id, "run.json"), encode_record(run));
}

Result<run::RunState> RunFolders::load(const RunId& run) {
  REEVE_TRY(std::string text, files_.read(file(run, "run.json"), kRecordMax));
  return decode_record(text);
}

Result<std::vector<run::RunState>> RunFolders::load_all(std::vector<UnreadableRun>* unreadable) {
  std::vector<run::RunState> runs;
  if (!files_.exists(runs_dir_)) return runs;
  REEVE_TRY(auto entries, files_.list(runs_dir_));
  for (const port::FileEntry& entry : entries) {
    auto id = RunId::parse(entry.name);
    if (!id || !files_.exists(file(*id, "run.json"))) continue;
    auto run = load(*id);
    if (run) {
      runs.push_back(*std::move(run));
    } else if (unreadable) {
      unreadable->push_back(
          {*id, "the record of run " + id->text() + " is left alone: " + run.error().message});
    }
  }
  std::sort(runs.begin(), runs.end(),
            [](const auto& a, const auto& b) { return a.started_at > b.started_at; });
  return runs;
}

std::vector<RunId> RunFolders::recent(std::size_t count_max) {
  auto entries = files_.list(runs_dir_);
  if (!entries) return {};
  std::sort(entries->begin(), entries->end(),
            [](const auto& a, const auto& b) { return a.modified > b.modified; });
  std::vector<RunId> ids;
  for (const port::FileEntry& entry : *entries)
    if (auto id = RunId::parse(entry.name); id && ids.size() < count_max) ids.push_back(*id);
  return ids;
}

std::vector<run::RunState> RunFolders::load_others(const std::set<RunId>& left_out) {
  std::vector<run::RunState> runs;
  for (const RunId& id : recent(std::numeric_limits<std::size_t>::max())) {
    if (left_out.contains(id)) continue;
    if (auto run = load(id)) runs.push_back(*std::move(run));
  }
  return runs;
}

std::vector<run::RunState> RunFolders::load_unfinished(const std::vector<RunId>& named,
                                                       std::size_t count_max) {
  std::set<RunId> wanted(named.begin(), named.end());
  for (const RunId& id : recent(count_max)) wanted.insert(id);
  std::vector<run::RunState> runs;
  for (const RunId& id : wanted) {
    auto run = load(id);
    if (run && run->phase != run::Phase::finished) runs.push_back(*std::move(run));
  }
  std::sort(runs.begin(), runs.end(),
            [](const auto& a, const auto& b) { return a.started_at > b.started_at; });
  return runs;
}

std::string RunFolders::session_of(const RunId& run) const {
  auto text = files_.read(file(run, kSessionFile), kSessionIdMax);
  return text ? std::string(trim(*text)) : "";
}

Status RunFolders::record_result(const RunId& run, int attempt, const worker::WorkerResult& result) {
  REEVE_CHECK(check_links(run));
  return files_.write(file(run, "result.json"), encode_result(result, attempt));
}

std::optional<worker::WorkerResult> RunFolders::load_result(const RunId& run, int attempt) {
  auto text = files_.read(file(run, "result.json"), kRecordMax);
  return text ? decode_result(*text, attempt) : std::nullopt;
}

Status RunFolders::begin_attempt(const RunId& run, int attempt) {
  REEVE_CHECK(check_links(run));
  if (attempt < 2) return files_.make_directories(path(run));
  std::string aside = file(run, "attempts/" + std::to_string(attempt - 1));
  REEVE_CHECK(files_.make_directories(aside));
  for (const char* name : kAttemptFiles) REEVE_CHECK(files_.move(file(run, name), aside + "/" + name));
  return Done{};
}

}  // namespace reeve::app
