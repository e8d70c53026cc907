// Whether a script of an interpreter (python, node, perl …) would write a file, as far as its words show: it
// names the file other than to read it, and has a word that writes, which is not known to be about another
// file.
#pragma once

#include <string>
#include <string_view>

namespace reeve::app {

// `name` is the file's, without its folder.
bool script_writes_to(std::string script, std::string_view name);

}  // namespace reeve::app
