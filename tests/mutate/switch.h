// What `mutate apply` puts into the copies of the sources: a mistake that is there only while REEVE_MUTANT
// names its number, so that all of them are compiled at once.
#pragma once

#include <cstdlib>
#include <type_traits>
#include <utility>

namespace reeve::mutate {

inline int chosen() {
  static const int number = [] {
    const char* value = std::getenv("REEVE_MUTANT");
    return value ? std::atoi(value) : 0;
  }();
  return number;
}

inline bool on(int number) {
  return chosen() == number;
}

// `a == b` becomes `a == Equal{7} == b`, and so on: no operand has to be found.
struct Equal {
  int number;
  template <typename Left, typename Right>
  bool operator()(const Left& left, const Right& right) const {
    return on(number) ? !(left == right) : left == right;
  }
};

struct Unequal {
  int number;
  template <typename Left, typename Right>
  bool operator()(const Left& left, const Right& right) const {
    return on(number) ? left == right : !(left == right);
  }
};

struct Less {
  int number;
  template <typename Left, typename Right>
  bool operator()(const Left& left, const Right& right) const {
    return on(number) ? left <= right : left < right;
  }
};

struct AtMost {
  int number;
  template <typename Left, typename Right>
  bool operator()(const Left& left, const Right& right) const {
    return on(number) ? left < right : left <= right;
  }
};

struct Greater {
  int number;
  template <typename Left, typename Right>
  bool operator()(const Left& left, const Right& right) const {
    return on(number) ? left >= right : left > right;
  }
};

struct AtLeast {
  int number;
  template <typename Left, typename Right>
  bool operator()(const Left& left, const Right& right) const {
    return on(number) ? left > right : left >= right;
  }
};

template <typename Left, typename Mistake>
struct Half {
  Left&& left;
  Mistake mistake;
};

template <typename T>
concept Equality = std::is_same_v<T, Equal> || std::is_same_v<T, Unequal>;
template <typename T>
concept Order = std::is_same_v<T, Less> || std::is_same_v<T, AtMost> || std::is_same_v<T, Greater> ||
    std::is_same_v<T, AtLeast>;

template <typename Left, Equality Mistake>
Half<Left, Mistake> operator==(Left&& left, Mistake&& mistake) {
  return {std::forward<Left>(left), mistake};
}
template <typename Left, Equality Mistake, typename Right>
bool operator==(Half<Left, Mistake>&& half, Right&& right) {
  return half.mistake(half.left, right);
}

template <typename Left, Order Mistake>
Half<Left, Mistake> operator<(Left&& left, Mistake&& mistake) {
  return {std::forward<Left>(left), mistake};
}
template <typename Left, Order Mistake, typename Right>
bool operator<(Half<Left, Mistake>&& half, Right&& right) {
  return half.mistake(half.left, right);
}

}  // namespace reeve::mutate
