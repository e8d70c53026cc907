// fixtures/boards: one peculiar shape per file, what it must give beside it (see the README there).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "support.h"

namespace reeve::board {
namespace {

using Json = nlohmann::json;
using Ids = std::vector<std::string>;

const std::filesystem::path kFixtures = std::filesystem::path(REEVE_SOURCE_DIR) / "fixtures/boards";

ReadOptions options_of(const Json& json) {
  ReadOptions options;
  options.columns = json.value("columns", options.columns);
  options.statuses = json.value("statuses", options.statuses);
  options.tracked_branch = json.value("tracked_branch", "");
  Json phases = json.value("phases", Json::array());
  options.phases_by_heading = phases == "headings";
  if (phases.is_array()) options.phases = phases.get<std::vector<Ids>>();
  return options;
}

template <class Indexes>
Ids ids_of(const Board& board, const Indexes& indexes) {
  Ids ids;
  for (std::uint32_t task : indexes) ids.emplace_back(board.tasks()[task].id);
  return ids;
}

void check_task(const Board& board, const Task& task, const Json& expect) {
  std::string id(task.id);
  CAPTURE(id);
  auto wanted = [&](const char* key) {
    return expect.contains(key) && expect[key].contains(id) ? expect[key][id] : Json();
  };
  if (!wanted("class").is_null()) CHECK(name_of(task.task_class) == wanted("class").get<std::string>());
  if (!wanted("depends").is_null()) CHECK(ids_of(board, task.depends_on) == wanted("depends").get<Ids>());
  if (!wanted("waits").is_null()) CHECK(ids_of(board, board.waiting_on(task)) == wanted("waits").get<Ids>());
  Ids reasons;
  for (const Held& held : task.held) reasons.emplace_back(name_of(held.reason));
  if (expect.contains("held"))
    CHECK(reasons == (wanted("held").is_null() ? Ids() : wanted("held").get<Ids>()));
}

void check_board(const Board& board, const Json& expect) {
  std::vector<int> taken;
  for (std::size_t i = 0; i < board.tables().size(); ++i)
    if (board.tables()[i].taken) taken.push_back(static_cast<int>(i));
  if (expect.contains("tables")) CHECK(taken == expect["tables"].get<std::vector<int>>());
  Ids ids;
  for (const Task& task : board.tasks()) ids.emplace_back(task.id);
  if (expect.contains("tasks")) CHECK(ids == expect["tasks"].get<Ids>());
  if (expect.contains("ready")) CHECK(ready_ids(board) == expect["ready"].get<Ids>());
  Ids rules = rules_of(board);
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  if (expect.contains("rules")) CHECK(rules == expect["rules"].get<Ids>());
  for (const Task& task : board.tasks()) check_task(board, task, expect);
}

// Claims the first ready task and puts it back: no line but its own changes, and none in the end
// except for the spelling of its status.
void check_claim(const Board& board, const ReadOptions& options) {
  if (board.ready().empty()) return;
  const Task& task = board.tasks()[board.ready().front()];
  Edit claim;
  claim.id = task.id;
  claim.expect_class = TaskClass::not_started;
  claim.set_status = StatusWord::in_progress;
  auto text = apply(board, claim);
  INFO((text ? std::string() : text.error().message));
  REQUIRE(text);
  const std::string& before = board.document().bytes();
  Span row = board.document().line(task.line);
  CHECK(text->substr(0, row.begin) == before.substr(0, row.begin));
  CHECK(text->substr(text->size() - (before.size() - row.end)) == before.substr(row.end));
  Board claimed = read_board(*text, options);
  auto index = claimed.find(task.id);
  REQUIRE(index);
  CHECK(claimed.tasks()[*index].task_class == TaskClass::in_progress);
  CHECK(claimed.tasks().size() == board.tasks().size());
}

void check_file(const std::filesystem::path& path, const Json& shape) {
  std::string file = path.filename().string(), reason = shape["reason"];
  CAPTURE(file, reason);
  ReadOptions options = options_of(shape.value("options", Json::object()));
  const Json& expect = shape["expect"];
  if (expect.contains("refused")) {
    std::string message = refusal_of(bytes_of(path), options), part = expect["refused"];
    CAPTURE(message, part);
    CHECK(message.find(part) != message.npos);
    return;
  }
  Board board = read_board(bytes_of(path), options);
  check_board(board, expect);
  check_claim(board, options);
}

TEST_CASE("every shape of a board gives what is written beside it") {
  int shapes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFixtures)) {
    if (entry.path().extension() != ".json") continue;
    ++shapes;
    Json shape = Json::parse(bytes_of(entry.path()));
    std::filesystem::path file = entry.path();
    check_file(file.replace_extension(".md"), shape);
    check_file(file.replace_extension(".counter.md"), shape["counter"]);
  }
  CHECK(shapes >= 30);
}

}  // namespace
}  // namespace reeve::board
