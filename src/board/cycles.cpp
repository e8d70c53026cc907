// Tasks that wait for each other in a cycle.
#include <algorithm>

#include "content.h"

namespace reeve::board {
namespace {

constexpr std::size_t kNamedMax = 20;  // ids of one cycle in its message
constexpr std::uint32_t kUnseen = UINT32_MAX;

// Tarjan's components over the tasks that are not done, without recursion: a chain of dependencies
// may be as long as the file.
class Components {
 public:
  explicit Components(const Board::Content& content)
      : tasks_(content.tasks),
        order_(tasks_.size(), kUnseen),
        low_(tasks_.size(), 0),
        component(tasks_.size(), kUnseen) {
    for (std::uint32_t task = 0; task < tasks_.size(); ++task)
      if (is_open(task) && order_[task] == kUnseen) visit(task);
  }

  bool is_open(std::uint32_t task) const { return tasks_[task].task_class != TaskClass::done; }

 private:
  struct Frame {
    std::uint32_t task;
    std::size_t edge;
  };

  void enter(std::uint32_t task) {
    order_[task] = low_[task] = next_++;
    path_.push_back(task);
    frames_.push_back({task, 0});
  }

  void visit(std::uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const auto& edges = tasks_[frame.task].depends_on;
      if (frame.edge == edges.size()) {
        leave(frame.task);
        continue;
      }
      std::uint32_t needs = edges[frame.edge++];
      if (!is_open(needs) || component[needs] != kUnseen) continue;
      if (order_[needs] == kUnseen) {
        enter(needs);
      } else {
        low_[frame.task] = std::min(low_[frame.task], order_[needs]);
      }
    }
  }

  void leave(std::uint32_t task) {
    frames_.pop_back();
    if (!frames_.empty()) low_[frames_.back().task] = std::min(low_[frames_.back().task], low_[task]);
    if (low_[task] != order_[task]) return;
    std::uint32_t member = kUnseen;
    while (member != task) {
      member = path_.back();
      path_.pop_back();
      component[member] = task;
    }
  }

  const std::vector<Task>& tasks_;
  std::vector<std::uint32_t> order_, low_, path_;
  std::vector<Frame> frames_;
  std::uint32_t next_ = 0;

 public:
  std::vector<std::uint32_t> component;  // of each open task: a member that stands for it
};

// The shortest way from `start` back to itself inside its component; empty if there is none.
std::vector<std::uint32_t> shortest_cycle(const Board::Content& content, const Components& components,
                                          std::uint32_t start, std::vector<std::uint32_t>& from) {
  std::vector<std::uint32_t> queue{start}, cycle;
  bool found = false;
  for (std::size_t i = 0; i < queue.size() && !found; ++i)
    for (std::uint32_t needs : content.tasks[queue[i]].depends_on) {
      if (needs == start) {
        for (std::uint32_t at = queue[i]; at != start; at = from[at]) cycle.push_back(at);
        cycle.push_back(start);
        found = true;
        break;
      }
      if (components.component[needs] != components.component[start] || from[needs] != kUnseen) continue;
      from[needs] = queue[i];
      queue.push_back(needs);
    }
  std::reverse(cycle.begin(), cycle.end());
  return cycle;
}

std::string cycle_text(const Board::Content& content, const std::vector<std::uint32_t>& cycle) {
  std::string text;
  for (std::size_t i = 0; i < std::min(cycle.size(), kNamedMax); ++i)
    text += shown(content.tasks[cycle[i]].id) + " → ";
  if (cycle.size() > kNamedMax) text += "… (" + std::to_string(cycle.size() - kNamedMax) + " more) → ";
  return text + shown(content.tasks[cycle.front()].id);
}

}  // namespace

void report_cycles(Board::Content& content) {
  Components components(content);
  std::vector<std::uint32_t> from(content.tasks.size(), kUnseen);
  std::vector<bool> told(content.tasks.size(), false);
  for (std::uint32_t task = 0; task < content.tasks.size(); ++task) {
    std::uint32_t component = components.component[task];
    if (component == kUnseen || told[component]) continue;
    told[component] = true;
    auto cycle = shortest_cycle(content, components, task, from);
    if (cycle.empty()) continue;
    content.report(RuleId::cycle, content.tasks[task].line, 0, content.tasks[task].id,
                   [&] { return "tasks wait for each other in a cycle: " + cycle_text(content, cycle); });
  }
}

}  // namespace reeve::board
