#include "reeve/port/files.h"

namespace reeve::port {

bool lies_inside(Files& files, const std::string& path, const std::string& folder) {
  auto real = files.real_path(path), top = files.real_path(folder);
  return real && top && (*real + "/").starts_with(*top + "/");
}

}  // namespace reeve::port
