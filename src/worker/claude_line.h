// One line of a stream → JSON, and reading values of it that may be absent or of any type.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace reeve::worker {

using Json = nlohmann::json;

// More in one line is no JSON to us: what a parsed line takes in memory is bounded by these.
inline constexpr std::size_t kDepthMax = 100;
inline constexpr std::size_t kValuesMax = 200'000;
// Larger numbers are taken for this.
inline constexpr std::int64_t kNumberMax = 1'000'000'000'000'000;

// What strict JSON forbids in strings is mended first: a surrogate without its other half reads as U+FFFD
// (Claude Code passes them on as it got them), malformed UTF-8 too, a raw control character as a blank.
// That is done in `line` itself. Anything else that is no JSON gives a discarded value. Linear in the line;
// throws nothing.
Json parse_line(std::string& line);

// An absent or wrongly typed value reads as empty.
std::string_view text_at(const Json& object, const char* key);
bool truth_at(const Json& object, const char* key);
const Json& part_at(const Json& object, const char* key);
std::int64_t number_at(const Json& object, const char* key);  // 0 … kNumberMax
double amount_at(const Json& object, const char* key);        // 0 … kNumberMax
bool has_number(const Json& object, const char* key);

}  // namespace reeve::worker
