// nlohmann's DOM forgets where a value stood and keeps the last of repeated keys. So the text is read
// twice: first by a handler that counts lines as characters are taken, then into the DOM.
#include "app/config_text.h"

#include <cstddef>
#include <iterator>
#include <set>

#include "reeve/app/config.h"
#include "reeve/base/text.h"

namespace reeve::app {
namespace {

constexpr std::size_t kLevelsMax = 16;

// An input iterator over the text that counts the lines it has passed.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  std::size_t* line_;
};

struct Level {
  Place place;
  bool is_list = false;
  std::size_t items = 0;
  std::set<std::string> keys = {};
  std::string key = {};  // the last one
};

// Receives what the parser finds, in order; answers false to stop it.
class LineReader : public nlohmann::json_sax<Json> {
 public:
  LineReader(const std::size_t& line, Lines& lines) : line_(line), lines_(lines) {}

  const std::optional<Error>& error() const { return error_; }

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    Place place = level.place.key(name);
    bool repeated = !level.keys.insert(name).second;
    // The first of them stays in lines_, so that the error can name both.
    auto first = lines_.emplace(place.path(), line_).first->second;
    if (repeated)
      return fail(place.error("the key is written twice, here and in line " + std::to_string(line_),
                              "of keys that are written twice one would be lost; keep the one in line " +
                                  std::to_string(first) + " or the other"));
    level.key = name;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& failure) override {
    std::string what = failure.what();
    auto colon = what.find("] ");
    what = one_line(colon == what.npos ? what : what.substr(colon + 2));
    return fail(
        {ErrorKind::config,
         std::string(kConfigFile) + ":" + std::to_string(line_) + ": no valid JSON: " + shorten(what, 300),
         "comments are allowed, a comma behind the last entry is not"});
  }

 private:
  // Where the value that comes now stands.
  Place next_place() {
    if (levels_.empty()) return Place(lines_);
    Level& level = levels_.back();
    if (!level.is_list) return level.place.key(level.key);
    Place place = level.place.item(level.items++);
    lines_.emplace(place.path(), line_);
    return place;
  }

  bool value() {
    next_place();
    return true;
  }

  bool open(bool is_list) {
    Place place = next_place();
    if (levels_.size() == kLevelsMax)
      return fail(place.error("nested deeper than " + std::to_string(kLevelsMax) + " levels"));
    levels_.push_back({place, is_list});
    return true;
  }

  bool close() {
    levels_.pop_back();
    return true;
  }

  bool fail(Error error) {
    error_ = std::move(error);
    return false;
  }

  const std::size_t& line_;
  Lines& lines_;
  std::vector<Level> levels_;
  std::optional<Error> error_;
};

}  // namespace

Result<ConfigText> read_config_text(std::string_view text) {
  if (text.size() > kConfigBytesMax)
    return Error{ErrorKind::config,
                 std::string(kConfigFile) + " is larger than " + std::to_string(kConfigBytesMax) + " bytes",
                 ""};
  ConfigText read;
  std::size_t line = 1;
  LineReader reader(line, read.lines);
  CountingIterator begin(text.data(), &line), end(text.data() + text.size(), &line);
  Json::sax_parse(begin, end, &reader, Json::input_format_t::json, true, true);
  if (reader.error()) return *reader.error();
  read.json = Json::parse(text.begin(), text.end(), nullptr, false, true);
  if (read.json.is_discarded())
    return Error{ErrorKind::config, std::string(kConfigFile) + ": no valid JSON", ""};
  return read;
}

}  // namespace reeve::app
