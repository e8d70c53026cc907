#include "git/worktree_copy.h"

#include <filesystem>

namespace reeve::git {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".reeve-copy";  // suffix of a copy that is under way

Error copy_error(const std::string& path, const std::error_code& why) {
  return {ErrorKind::io, "copying " + path + " to the worktree: " + why.message(),
          "make it readable, or take it out of `workspace.copy` or .worktreeinclude"};
}

bool is_inside(const std::string& path) {
  auto normal = fs::path(path).lexically_normal();
  return !normal.empty() && normal.is_relative() && *normal.begin() != ".." && *normal.begin() != ".git";
}

Status check_amount(const fs::path& from, const std::vector<std::string>& paths) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& path : paths) {
    auto size =
        fs::is_regular_file(fs::symlink_status(from / path, error)) ? fs::file_size(from / path, error) : 0;
    if (!error) bytes += size;
  }
  if (paths.size() <= kCopiedFilesMax && bytes <= kCopiedBytesMax) return Done{};
  return Error{ErrorKind::config,
               "the files to copy to each worktree are too many: " + std::to_string(paths.size()) +
                   " files, " + std::to_string(bytes >> 20) + " MiB (at most " +
                   std::to_string(kCopiedFilesMax) + " and " + std::to_string(kCopiedBytesMax >> 20) +
                   " MiB)",
               "narrow `workspace.copy` or .worktreeinclude, or build these files in `workspace.setup`"};
}

// Makes the directories above `path`. False if one of them is no real directory.
Result<bool> make_parents(const fs::path& top, const fs::path& path) {
  fs::path directory = top;
  std::error_code error;
  for (const auto& part : path.parent_path()) {
    directory /= part;
    auto status = fs::symlink_status(directory, error);
    if (!fs::exists(status))
      fs::create_directory(directory, error);
    else if (!fs::is_directory(status))
      return false;
    if (error && !fs::is_directory(fs::symlink_status(directory))) return copy_error(path.string(), error);
  }
  return true;
}

bool link_stays_inside(const std::string& path, const fs::path& target) {
  return target.is_relative() && is_inside((fs::path(path).parent_path() / target).string());
}

Status copy_file(const fs::path& from, const fs::path& to, const std::string& path) {
  auto unfinished = to.string() + kUnfinished;
  std::error_code error;
  fs::remove(unfinished, error);
  fs::copy_file(from, unfinished, fs::copy_options::none, error);
  if (!error) fs::rename(unfinished, to, error);
  if (!error) return Done{};
  std::error_code ignored;
  fs::remove(unfinished, ignored);
  return copy_error(path, error);
}

// "" if it is there now, else why it was left out.
Result<std::string> copy_one(const fs::path& from_top, const fs::path& to_top, const std::string& path) {
  std::error_code error;
  auto from = from_top / path;
  auto to = to_top / path;
  auto status = fs::symlink_status(from, error);
  if (fs::exists(fs::symlink_status(to, error))) return std::string();
  if (!is_inside(path)) return std::string("it lies outside");
  REEVE_TRY(bool reachable, make_parents(to_top, path));
  if (!reachable) return std::string("a directory above it is a symbolic link or a file in the worktree");
  if (fs::is_regular_file(status)) {
    REEVE_CHECK(copy_file(from, to, path));
    return std::string();
  }
  if (!fs::is_symlink(status)) return std::string("neither a file nor a symbolic link");
  auto target = fs::read_symlink(from, error);
  if (error || !link_stays_inside(path, target)) return std::string("a symbolic link that leads outside");
  fs::create_symlink(target, to, error);
  if (error) return copy_error(path, error);
  return std::string();
}

}  // namespace

Result<std::vector<std::string>> copy_files(const std::string& from_top, const std::string& to_top,
                                            const std::vector<std::string>& paths) {
  REEVE_CHECK(check_amount(from_top, paths));
  std::vector<std::string> left_out;
  for (const auto& path : paths) {
    REEVE_TRY(auto why, copy_one(from_top, to_top, path));
    if (!why.empty()) left_out.push_back(path + ": " + why);
  }
  return left_out;
}

}  // namespace reeve::git
