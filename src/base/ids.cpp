#include "reeve/base/ids.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase32 = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t kRunIdLength = 8;
constexpr std::size_t kSafeNameMax = 100;

bool is_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

}  // namespace

RunId RunId::from_random(std::uint64_t bits) {
  RunId id;
  for (std::size_t i = 0; i < kRunIdLength; ++i, bits >>= 5) id.text_ += kBase32[bits & 31];
  return id;
}

std::optional<RunId> RunId::parse(std::string_view text) {
  if (text.size() != kRunIdLength || text.find_first_not_of(kBase32) != text.npos) return std::nullopt;
  RunId id;
  id.text_ = text;
  return id;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  for (unsigned char byte : text) hash = (hash ^ byte) * 1099511628211ull;
  return hash;
}

std::string hash_text(std::string_view text) {
  std::uint64_t hash = hash_of(text);
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += kHexDigits[(hash >> shift) & 15];
  return digits;
}

bool is_object_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of(kHexDigits) == text.npos;
}

bool is_ref_name(std::string_view name) {
  auto is_control = [](unsigned char c) { return c <= ' ' || c == 0x7f; };
  if (name.ends_with('.') || name.find_first_of("~^:?*[\\") != name.npos || name.find("..") != name.npos ||
      name.find("@{") != name.npos || std::ranges::any_of(name, is_control))
    return false;
  return std::ranges::all_of(split(name, '/'), [](std::string_view part) {
    return !part.empty() && part[0] != '.' && !part.ends_with(".lock");
  });
}

std::string agent_text(std::string_view worker_name, const RunId& run) {
  return std::string(worker_name) + "/" + run.text();
}

std::optional<RunId> run_of_agent(std::string_view agent) {
  auto slash = agent.rfind('/');
  return slash == agent.npos ? std::nullopt : RunId::parse(agent.substr(slash + 1));
}

std::string uuid_from_random(std::uint64_t high, std::uint64_t low) {
  high = (high & ~0xf000ull) | 0x4000ull;                        // version 4
  low = (low & ~0xc000000000000000ull) | 0x8000000000000000ull;  // variant 10
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
    std::uint64_t bits = i < 16 ? high : low;
    text += kDigits[(bits >> (4 * (15 - i % 16))) & 0xf];
  }
  return text;
}

std::string safe_name(std::string_view id) {
  std::string name;
  for (char c : id.substr(0, kSafeNameMax)) {
    bool doubled = c == '.' && (name.empty() || name.back() == '.');
    name += is_safe(c) && !doubled ? c : '-';
  }
  auto from = name.find_first_not_of("-.");
  name = from == name.npos ? "" : name.substr(from);
  while (name.ends_with('.') || name.ends_with(".lock")) name.pop_back();
  if (!name.empty() && name == id) return name;
  std::uint64_t hash = hash_of(id);
  std::string suffix = name.empty() ? "task-" : "-";
  for (int i = 0; i < 6; ++i, hash >>= 5) suffix += kBase32[hash & 31];
  return name.substr(0, kSafeNameMax - 12) + suffix;
}

}  // namespace reeve
