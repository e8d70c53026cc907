// Dependencies of all tasks, from both sides; branches; phases; what is ready.
#include <algorithm>

#include "content.h"
#include "dependencies.h"

#include "reeve/base/ids.h"
#include "reeve/base/text.h"

namespace reeve::board {
namespace {

struct Edge {
  std::uint32_t task = 0;  // waits for …
  std::uint32_t needs = 0;
  auto operator<=>(const Edge&) const = default;
};

// The raw text of cells of one row after the other.
class CellReader {
 public:
  explicit CellReader(const Board::Content& content) : content_(content) {}

  void go_to(const Task& task) {
    shape_ = &content_.shapes[task.table];
    line_ = task.line;
    split_row(content_.document, task.line, cells_);
  }
  std::string_view text(Column column) const {
    int index = shape_->at(column);
    bool there = index >= 0 && static_cast<std::size_t>(index) < cells_.text.size();
    return there ? content_.text(cells_.text[static_cast<std::size_t>(index)]) : std::string_view();
  }
  std::uint32_t position(Column column) const {
    std::string_view cell = text(column);
    if (cell.empty()) return 0;
    auto offset = static_cast<std::uint32_t>(cell.data() - content_.document.bytes().data());
    return offset - content_.document.line(line_).begin + 1;
  }

 private:
  const Board::Content& content_;
  const TableShape* shape_ = nullptr;
  std::uint32_t line_ = 0;
  RowCells cells_;
};

// Comparing a token with every id must stay cheap.
constexpr std::size_t kNearTasksMax = 500;
constexpr int kNearTokensMax = 20;
constexpr std::size_t kHeldMax = 5;
constexpr std::size_t kTasksWithAllReasons = 10'000;  // beyond, one unknown token of a task is enough

constexpr std::size_t kBranchNameMax = 250;

bool is_branch_name(std::string_view name) {
  return name.size() <= kBranchNameMax && name != "@" && !name.starts_with('-') && !has_invisible(name) &&
         is_ref_name(name);
}

class Linker {
 public:
  Linker(Board::Content& content, const ReadOptions& options)
      : content_(content), options_(options), cells_(content), resolver_(content) {}

  void run() {
    std::vector<Edge> from_depends, from_blocks;
    has_blocks_.resize(content_.tasks.size());
    for (std::uint32_t task = 0; task < content_.tasks.size(); ++task) {
      const TableShape& shape = content_.shapes[content_.tasks[task].table];
      if (std::max({shape.at(Column::depends_on), shape.at(Column::blocks), shape.at(Column::branch)}) < 0)
        continue;
      cells_.go_to(content_.tasks[task]);
      read_depends_on(task, from_depends);
      read_blocks(task, from_blocks);
      check_branch(content_.tasks[task]);
    }
    unique(from_depends);
    unique(from_blocks);
    report_differences(from_depends, from_blocks);
    from_depends.insert(from_depends.end(), from_blocks.begin(), from_blocks.end());
    unique(from_depends);
    for (Edge edge : from_depends) content_.tasks[edge.task].depends_on.push_back(edge.needs);
    for (Task& task : content_.tasks) task.depends_on.shrink_to_fit();
  }

 private:
  static void unique(std::vector<Edge>& edges) {
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  }

  void read_depends_on(std::uint32_t index, std::vector<Edge>& edges) {
    Task& task = content_.tasks[index];
    std::string_view cell = cells_.text(Column::depends_on);
    const Named& named = resolver_.resolve(cell);
    for (std::uint32_t needs : named.tasks) edges.push_back({index, needs});
    for (std::string_view remark : named.remarks)
      content_.report(RuleId::remark_dropped, task.line, cells_.position(Column::depends_on), task.id,
                      [&] { return "the remark in '" + shown(remark) + "' is ignored"; });
    for (std::string_view token : named.unknown) report_unknown(task, token);
  }

  // A finished task's old dependencies hold nothing up.
  void report_unknown(Task& task, std::string_view token) {
    bool waits = task.task_class == TaskClass::not_started;
    std::size_t held_max = content_.tasks.size() <= kTasksWithAllReasons ? kHeldMax : 1;
    if (waits && task.held.size() < held_max)
      task.held.push_back({HeldReason::unknown_dependency, "'" + shown(token) + "' names no task"});
    Level level = task.task_class == TaskClass::done ? Level::warning : Level::error;
    content_.report(
        RuleId::unknown_dependency, level, task.line, cells_.position(Column::depends_on), task.id,
        [&] { return "unknown dependency '" + shown(token) + "' of " + shown(task.id) + near(token); });
  }

  std::string near(std::string_view token) {
    if (content_.tasks.size() > kNearTasksMax || ++near_tokens_ > kNearTokensMax) return "";
    std::vector<std::string> ids;
    for (const Task& task : content_.tasks) ids.emplace_back(task.id.substr(0, kShownBytesMax));
    auto close = nearest(token, ids);
    return close ? "; is '" + *close + "' meant?" : "";
  }

  void read_blocks(std::uint32_t index, std::vector<Edge>& edges) {
    const Task& task = content_.tasks[index];
    has_blocks_[index] = !says_nothing(cells_.text(Column::blocks));
    const Named& named = resolver_.resolve(cells_.text(Column::blocks));
    for (std::uint32_t blocked : named.tasks) edges.push_back({blocked, index});
    for (std::string_view token : named.unknown)
      content_.report(RuleId::unknown_in_blocks, task.line, cells_.position(Column::blocks), task.id, [&] {
        return "'" + shown(token) + "' in blocks of " + shown(task.id) + " names no task" + near(token);
      });
  }

  void check_branch(Task& task) {
    if (task.task_class != TaskClass::not_started) return;
    std::string branch = plain_text(cells_.text(Column::branch));
    if (branch.empty()) return;
    bool valid = is_branch_name(branch);
    if (valid && branch != options_.tracked_branch) return;
    HeldReason reason = valid ? HeldReason::tracked_branch : HeldReason::bad_branch;
    std::string why = "'" + shown(branch) + (valid ? "' is the tracked branch" : "' is no valid branch name");
    task.held.push_back({reason, why});
    content_.report(valid ? RuleId::tracked_branch : RuleId::bad_branch, task.line,
                    cells_.position(Column::branch), task.id, [&] { return why; });
  }

  // An empty `blocks` is no opinion; an empty `depends_on` beside another's `blocks` is one.
  void report_differences(const std::vector<Edge>& depends, const std::vector<Edge>& blocks) {
    if (blocks.empty()) return;
    std::vector<Edge> only;
    std::set_difference(blocks.begin(), blocks.end(), depends.begin(), depends.end(),
                        std::back_inserter(only));
    for (Edge edge : only) {
      const Task& task = content_.tasks[edge.task];
      if (content_.shapes[task.table].at(Column::depends_on) >= 0)
        report_difference(edge, "blocks", "depends_on");
    }
    only.clear();
    std::set_difference(depends.begin(), depends.end(), blocks.begin(), blocks.end(),
                        std::back_inserter(only));
    for (Edge edge : only)
      if (has_blocks_[edge.needs]) report_difference(edge, "depends_on", "blocks");
  }

  void report_difference(Edge edge, std::string_view has, std::string_view lacks) {
    const Task& task = content_.tasks[edge.task];
    std::string_view needs = content_.tasks[edge.needs].id;
    content_.report(RuleId::sides_disagree, task.line, 0, task.id, [&] {
      return shown(task.id) + " waits for " + shown(needs) + " by " + std::string(has) + ", not by " +
             std::string(lacks);
    });
  }

  Board::Content& content_;
  const ReadOptions& options_;
  CellReader cells_;
  Resolver resolver_;
  std::vector<bool> has_blocks_;  // the task's `blocks` cell says something
  int near_tokens_ = 0;
};

bool any_glob_matches(const std::vector<std::string>& globs, std::string_view id) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return glob_match(glob, id); });
}

void phases_by_heading(Board::Content& content) {
  std::uint32_t phase = 0;
  std::uint32_t heading = 0;
  bool first = true;
  for (Task& task : content.tasks) {
    std::uint32_t above = content.shapes[task.table].heading;
    if (!first && above != heading) ++phase;
    first = false;
    heading = above;
    task.phase = phase;
  }
}

// Of the open tasks those that are among the first ones of earlier phases for some phase: all others have so
// many before them that come no later.
void find_early_open(Board::Content& content) {
  auto& early = content.early_open;
  for (std::uint32_t index = 0; index < content.tasks.size(); ++index) {
    const Task& task = content.tasks[index];
    if (task.task_class == TaskClass::done) continue;
    auto before = std::count_if(early.begin(), early.end(), [&](std::uint32_t other) {
      return content.tasks[other].phase <= task.phase;
    });
    if (static_cast<std::size_t>(before) < kWaitingOnMax) early.push_back(index);
  }
}

void find_open_phase(Board::Content& content) {
  content.open_phase = UINT32_MAX;
  for (const Task& task : content.tasks)
    if (task.task_class != TaskClass::done) content.open_phase = std::min(content.open_phase, task.phase);
}

}  // namespace

void link_tasks(Board::Content& content, const ReadOptions& options) {
  Linker(content, options).run();
}

void read_phases(Board::Content& content, const ReadOptions& options) {
  if (options.phases_by_heading) return phases_by_heading(content);
  if (options.phases.empty()) return;
  for (Task& task : content.tasks) {
    auto phase = std::find_if(options.phases.begin(), options.phases.end(),
                              [&](const auto& globs) { return any_glob_matches(globs, task.id); });
    task.phase = static_cast<std::uint32_t>(phase - options.phases.begin());
    if (phase == options.phases.end())
      content.report(RuleId::no_phase, task.line, 0, task.id,
                     [&] { return shown(task.id) + " belongs to no phase"; });
  }
}

void find_ready(Board::Content& content) {
  find_open_phase(content);
  find_early_open(content);
  for (std::uint32_t index = 0; index < content.tasks.size(); ++index) {
    Task& task = content.tasks[index];
    if (task.task_class != TaskClass::not_started || !task.held.empty() || task.phase > content.open_phase)
      continue;
    task.ready = std::all_of(task.depends_on.begin(), task.depends_on.end(), [&](std::uint32_t needs) {
      return content.tasks[needs].task_class == TaskClass::done;
    });
    if (task.ready) content.ready.push_back(index);
  }
}

}  // namespace reeve::board
