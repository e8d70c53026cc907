#include "output.h"

#include <cerrno>

#include "files.h"
#include "program.h"

namespace reeve::os {

void Tail::add(std::string_view bytes) {
  seen_ += bytes.size();
  if (bytes.size() > bytes_max_) bytes.remove_prefix(bytes.size() - bytes_max_);
  if (kept_.size() + bytes.size() > 2 * bytes_max_)
    kept_.erase(0, kept_.size() - (bytes_max_ - bytes.size()));
  kept_ += bytes;
}

std::string Tail::take() {
  if (kept_.size() > bytes_max_) kept_.erase(0, kept_.size() - bytes_max_);
  return std::move(kept_);
}

Result<OutputCopy> OutputCopy::open(const std::optional<port::OutputFile>& where, Note note) {
  OutputCopy copy;
  if (!where) return copy;
  REEVE_CHECK(make_parents(where->path));
  copy.file_ = open_to_append(where->path, 0600);
  if (!copy.file_.open()) return start_failure("write output to", where->path, errno);
  copy.path_ = where->path;
  copy.bytes_left_ = copy.bytes_max_ = where->bytes_max;
  copy.note_ = std::move(note);
  return copy;
}

void OutputCopy::add(std::string_view bytes) {
  if (!file_.open() || bytes.empty()) return;
  std::string_view allowed = bytes.substr(0, bytes_left_);
  bool over = allowed.size() < bytes.size();
  bytes_left_ -= allowed.size();
  if (!allowed.empty()) at_line_start_ = allowed.back() == '\n';
  while (!allowed.empty()) {
    ssize_t written = ::write(file_.get(), allowed.data(), allowed.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return stop(reason_of(errno));
    allowed.remove_prefix(static_cast<std::size_t>(written));
  }
  if (!over) return;
  std::string line = std::string(at_line_start_ ? "" : "\n") + "[reeve: output past " +
                     std::to_string(bytes_max_) + " bytes is not recorded]\n";
  ssize_t written = ::write(file_.get(), line.data(), line.size());
  stop(written < 0 ? reason_of(errno) : "it is longer than " + std::to_string(bytes_max_) + " bytes");
}

void OutputCopy::stop(std::string_view reason) {
  file_.close();
  if (note_) note_("output is not recorded any further in '" + path_ + "': " + std::string(reason));
}

}  // namespace reeve::os
