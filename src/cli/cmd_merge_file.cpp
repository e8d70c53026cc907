#include "cli/command.h"

#include "reeve/base/text.h"

namespace reeve::cli {
namespace {

void report(const Output& output, const app::MergeFileResponse& response) {
  std::string path = one_line(response.path);
  if (!response.as_text.empty())
    output.say("reeve: " + path + " is merged as text: " + for_terminal(response.as_text));
  if (response.conflicts > 0)
    output.say("reeve: " + path + ": " + std::to_string(response.conflicts) +
               (response.conflicts == 1 ? " conflict" : " conflicts"));
}

}  // namespace

void add_merge_file(CLI::App& parent, Chosen& chosen) {
  auto* command =
      parent.add_subcommand("merge-file", "git's merge driver for the tracking file: merges by id and cell");
  command->footer(
      "The result goes into OURS; exit 1 if it has conflicts. `reeve hooks install` makes git use it:\n"
      "  reeve merge-file --marker-size %L -- %O %A %B %P");
  auto request = std::make_shared<app::MergeFileRequest>();
  command->add_option("base", request->base, "the version before both")->required();
  command->add_option("ours", request->ours, "our version; gets the result")->required();
  command->add_option("theirs", request->theirs, "the other version")->required();
  command->add_option("path", request->path, "the name of the file, for people");
  command->add_option("--marker-size", request->marker_size, "of conflict marks (default 7)")
      ->check(CLI::Range(1, 1000));
  command->callback([&chosen, request] {
    chosen.handler = [request](Call& call) {
      auto response = call.app.merge_file(*request);
      if (!response) return call.output.fail(response.error());
      report(call.output, *response);
      return response->conflicts > 0 ? 1 : 0;
    };
  });
}

}  // namespace reeve::cli
