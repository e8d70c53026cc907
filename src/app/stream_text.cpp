#include "app/stream_text.h"

#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::string_view kEventBegin = R"({"type":)";

std::string indented(std::string_view text) {
  std::string lines;
  for (std::string_view line : split_lines(text)) lines += "  " + std::string(line) + "\n";
  return lines;
}

}  // namespace

StreamText::StreamText(Sink sink)
    : sink_(std::move(sink)), stream_([this](const worker::WorkerEvent& event) { tell(event); }) {}

void StreamText::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    auto newline = bytes.find('\n');
    bool ends_line = newline != bytes.npos;
    std::string_view part = bytes.substr(0, ends_line ? newline + 1 : bytes.npos);
    take(part, ends_line);
    bytes.remove_prefix(part.size());
  }
}

void StreamText::take(std::string_view part, bool ends_line) {
  if (line_ == Line::unknown) {
    begin_ += part;
    if (begin_.size() < kEventBegin.size() && !ends_line) return;
    line_ = begin_.starts_with(kEventBegin) ? Line::event : Line::other;
    part = begin_;
  }
  if (line_ == Line::event)
    stream_.feed(part);
  else
    sink_(part);
  begin_.clear();
  if (ends_line) line_ = Line::unknown;
}

void StreamText::finish() {
  if (!begin_.empty()) sink_(begin_);
  begin_.clear();
  stream_.finish();
}

void StreamText::tell(const worker::WorkerEvent& event) const {
  bool said = event.kind == worker::EventKind::text;
  std::string text = said ? event.text : "· " + event.text;
  if (!text.ends_with('\n')) text += '\n';
  sink_(event.subagent ? indented(trim(text)) : text);
}

}  // namespace reeve::app
