// Names of things.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reeve {

// A task, wherever it lives. `source` is the tracking file's path in its repository, `id` the bytes
// of the row's id without decoration; both compare bytewise.
struct TaskRef {
  std::string source;
  std::string id;
  auto operator<=>(const TaskRef&) const = default;
};

// A run: eight lowercase base-32 letters (a-z, 2-7), 40 random bits.
class RunId {
 public:
  RunId() = default;
  static RunId from_random(std::uint64_t bits);
  static std::optional<RunId> parse(std::string_view text);
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const RunId&) const = default;

 private:
  std::string text_;
};

// The `agent` cell of a row that a run owns: "<worker name>/<run id>".
std::string agent_text(std::string_view worker_name, const RunId& run);
// The run named at the end of an `agent` cell, if it has that form.
std::optional<RunId> run_of_agent(std::string_view agent);

// FNV-1a, 64 bits: keeps things apart; nobody is kept from forging it. As text: 16 hexadecimal digits.
std::uint64_t hash_of(std::string_view text);
std::string hash_text(std::string_view text);

// A whole object id of git: 40 (SHA-1) or 64 (SHA-256) lowercase hexadecimal digits.
bool is_object_id(std::string_view text);

// A name below refs/heads that git would take (git-check-ref-format): no path made of it leads elsewhere.
bool is_ref_name(std::string_view name);

// A version 4 UUID (RFC 9562) of these bits.
std::string uuid_from_random(std::uint64_t high, std::uint64_t low);

// An id as one component of a branch, directory or file name: [A-Za-z0-9._-] only, none of git's
// forbidden forms, at most 100 bytes; an id that had to change gets a hash of its bytes appended, so
// that two ids never share a name.
std::string safe_name(std::string_view id);

}  // namespace reeve
