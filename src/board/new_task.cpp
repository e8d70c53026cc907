#include "reeve/board/new_task.h"

#include <algorithm>
#include <charconv>

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::size_t kNumberDigitsMax = 15;
const std::string kFirstId = "T-1";  // in a file without a task

Error usage(std::string message, std::string hint) {
  return {ErrorKind::usage, std::move(message), std::move(hint)};
}

std::string named(std::string_view id) {
  return "'" + shown_id(id) + "'";
}

// "API-07" → "API-" and "07".
struct Numbering {
  std::string_view stem;
  std::string_view digits;
};

Numbering numbering(std::string_view id) {
  auto last = id.find_last_not_of("0123456789");
  std::size_t at = last == id.npos ? 0 : last + 1;
  return {id.substr(0, at), id.substr(at)};
}

std::uint64_t number_of(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// One more than the highest number behind the same stem, as wide as that of the model.
Result<std::string> next_id(const Board& board, std::string_view model) {
  Numbering pattern = numbering(model);
  if (pattern.digits.empty() || pattern.digits.size() > kNumberDigitsMax)
    return usage("the ids here follow no numbers that could be continued (" + named(model) + ")",
                 "name the new task's id: --id ID");
  std::uint64_t highest = 0;
  for (const Task& task : board.tasks()) {
    Numbering other = numbering(task.id);
    if (other.stem == pattern.stem && other.digits.size() <= kNumberDigitsMax)
      highest = std::max(highest, number_of(other.digits));
  }
  std::string number = std::to_string(highest + 1);
  bool padded = pattern.digits.front() == '0' && number.size() < pattern.digits.size();
  if (padded) number.insert(0, pattern.digits.size() - number.size(), '0');
  return std::string(pattern.stem) + number;
}

Result<std::string> id_for(const Board& board, const NewTask& task) {
  if (task.id) return *task.id;
  if (task.after) return next_id(board, *task.after);
  return board.tasks().empty() ? kFirstId : next_id(board, board.tasks().back().id);
}

// Cells of columns that the table lacks are skipped; a task must not lose its words that way.
Status check_row(const Board& board, const NewTask& wanted, const std::string& id) {
  auto row = board.find(id);
  if (!row) return usage(named(id) + " cannot be read back as the id of a task", "choose a plainer --id");
  const Task& task = board.tasks()[*row];
  if (!wanted.description.empty() && board.cell(task, Column::description).empty())
    return usage("the table has no column for the description",
                 "give it one, or use --after ID to name a row of another table");
  if (!wanted.depends_on.empty() && !board.has(task, Column::depends_on))
    return usage("the table has no column for dependencies",
                 "give it one (depends_on), or use --after ID to name a row of another table");
  if (!task.held.empty())
    return usage("the new task would be held: " + task.held.front().detail,
                 "`reeve help held` has the reasons");
  return Done{};
}

}  // namespace

Result<AddedTask> add_task(const Board& board, const NewTask& task, const ReadOptions& options) {
  if (trim(task.description).empty())
    return usage("a task needs a description", "say what is to be done: `reeve help add`");
  for (const std::string& id : task.depends_on)
    if (!board.find(id)) return no_such_task(board, id);
  if (task.after && !board.find(*task.after)) return no_such_task(board, *task.after);
  AddedTask added;
  REEVE_TRY(added.id, id_for(board, task));
  added.insert.after = task.after;
  added.insert.set_status = StatusWord::not_started;
  added.insert.cells = {{"id", added.id}, {"description", task.description}};
  if (!task.depends_on.empty()) added.insert.cells.push_back({"depends_on", join(task.depends_on, ", ")});
  REEVE_TRY(added.bytes, apply(board, added.insert));
  auto after = Board::read(added.bytes, options);
  if (!after) return std::move(after).error().within("adding " + named(added.id));
  REEVE_CHECK(check_row(*after, task, added.id));
  return added;
}

}  // namespace reeve::board
