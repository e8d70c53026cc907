#include "reeve/git/objects.h"

#include <dlfcn.h>
#include <filesystem>
#include <system_error>

#include "reeve/base/ids.h"

namespace reeve::git {
namespace {

constexpr const char* kModuleName = "reeve-libgit2.so";

// Beside the program (build tree), or in its install place.
std::string module_path() {
  std::error_code problem;
  auto directory = std::filesystem::read_symlink("/proc/self/exe", problem).parent_path();
  auto beside = directory / kModuleName;
  if (std::filesystem::exists(beside, problem)) return beside.string();
  return (directory / ".." / "libexec" / "reeve" / kModuleName).lexically_normal().string();
}

// Loaded once and never unloaded: objects of its classes may live until the program's end.
Result<OpenFunction*> load_module() {
  const auto path = module_path();
  void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* entry = module ? dlsym(module, kOpenSymbol) : nullptr;
  if (entry) return reinterpret_cast<OpenFunction*>(entry);
  const char* reason = dlerror();
  return Error{ErrorKind::repository, "loading " + path + ": " + (reason ? reason : "unknown reason"),
               "install libgit2 (Debian: libgit2-1.5 or libgit2-1.9) and reeve again"};
}

}  // namespace

bool is_oid(std::string_view text) {
  return text.size() == kOidLength && is_object_id(text);
}

Result<std::unique_ptr<Objects>> open_objects(const std::string& git_dir) {
  static const auto open = load_module();
  if (!open) return Error(open.error());
  Result<std::unique_ptr<Objects>> answer = std::unique_ptr<Objects>();
  (*open)(git_dir, &answer);
  return answer;
}

}  // namespace reeve::git
