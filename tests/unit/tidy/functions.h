// Where functions begin and end: braces matched over tokens.
#pragma once

#include <string>
#include <vector>

#include "source.h"

namespace reeve::tidy {

struct Function {
  std::string path;
  std::string name;
  std::size_t line = 0;   // of its first token
  std::size_t lines = 0;  // from there to the closing brace
};

// Functions with a body, members and test cases too; lambdas count to what they stand in.
std::vector<Function> functions_of(const SourceFile& file);

inline constexpr std::size_t kFunctionLinesMax = 70;
inline constexpr std::size_t kFunctionLinesMedianMax = 15;  // over src and include
inline constexpr std::size_t kFileLinesMax = 499;

Findings long_functions(const std::vector<Function>& functions, std::size_t lines_max);
Findings long_files(const std::vector<SourceFile>& files, std::size_t lines_max);
std::size_t median_lines(std::vector<Function> functions);

}  // namespace reeve::tidy
