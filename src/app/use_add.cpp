// add: a new task, on the published board or in the work tree's file.
#include "app/checks.h"
#include "app/engine_setup.h"
#include "app/project.h"
#include "app/use_by_hand.h"

#include "reeve/app/app.h"
#include "reeve/base/text.h"
#include "reeve/board/new_task.h"

namespace reeve::app {
namespace {

constexpr int kLockTries = 5;

board::NewTask new_task(const AddRequest& request) {
  return {request.id, request.after, request.depends_on, one_line(trim(request.description))};
}

// The one under which a published change is brought into the work tree: that takes milliseconds.
Result<std::unique_ptr<port::Lock>> lock_work_tree(Ports& ports, const Project& project) {
  std::string path = project.where.git_dir + "/reeve/follow.lock";
  for (int tries = 1;; ++tries) {
    auto lock = ports.files.lock(path, "reeve add");
    if (lock || lock.error().kind != ErrorKind::locked || tries == kLockTries) return lock;
    ports.wait_for_change({path});
  }
}

}  // namespace

Result<AddResponse> App::add_locally(const Project& project, const AddRequest& request) {
  REEVE_TRY(auto lock, lock_work_tree(ports_, project));
  // Through a symbolic link, writing would replace the link.
  auto path = ports_.files.real_path(project.file_path());
  if (!path)
    return Error{ErrorKind::missing, "there is no tracking file " + project.file_path(),
                 "write one with `reeve init`, or name it in reeve.json (tracking_file)"};
  if (!port::lies_inside(ports_.files, *path, project.where.top))
    return Error{
        ErrorKind::config,
        project.config.tracking_file + " is a symbolic link that leads out of the checkout, to " + *path,
        "edit that file by hand, or have tracking_file in reeve.json name one in the checkout"};
  REEVE_TRY(std::string bytes, ports_.files.read(*path, kTrackingFileMax));
  auto reading = to_read_options(project.config, project.branch);
  REEVE_TRY(auto board, read_board(std::move(bytes), reading, project.config.tracking_file));
  REEVE_TRY(auto added, board::add_task(*board, new_task(request), reading));
  REEVE_CHECK(ports_.files.write(*path, added.bytes));
  return AddResponse{added.id, {}, project.config.tracking_file};
}

Result<AddResponse> App::add(const AddRequest& request, const RunListener& listener) {
  REEVE_TRY(Project project, project());
  if (request.to == AddTo::work_tree) return add_locally(project, request);
  REEVE_CHECK(check_before_publish(ports_, project));
  auto reading = to_read_options(project.config, project.branch);
  run::order::Add add{new_task(request), reading, request.id.value_or("")};
  run::Order order{std::move(add), {}, {}, {}};
  REEVE_TRY(Ordered ordered, perform(project, std::move(order), {}, "reeve add", listener));
  return AddResponse{std::get<run::order::Add>(ordered.order.what).id, ordered.stop, project.published()};
}

}  // namespace reeve::app
