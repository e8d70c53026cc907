// Files on disk, see port/files.h. Never follows a symbolic link when it writes. Temporary files are named
// `.reeve-tmp-<pid>-<n>`; those of dead processes go when a later process first writes to the same directory.
#pragma once

#include <memory>

#include "reeve/port/files.h"

namespace reeve::os {

std::unique_ptr<port::Files> make_files();

}  // namespace reeve::os
