// Since when this host has seen who works on which row: reeve/sightings.json, for people who wonder whether
// a row was forgotten. By this host's clock alone; nothing is decided by it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "reeve/base/time.h"
#include "reeve/board/board.h"
#include "reeve/port/files.h"

namespace reeve::app {

class Sightings {
 public:
  Sightings(port::Files& files, const std::string& reeve_dir)
      : files_(files), path_(reeve_dir + "/sightings.json") {}

  // Notes the in-progress rows, at most 1 000; written when one of them changed.
  void look(const board::Board& board, Instant now);
  // When the row was first seen in-progress with this agent, without a change since.
  std::optional<Instant> since(const std::string& id, const std::string& agent);

 private:
  struct Sighting {
    std::string agent;
    Instant since;
    bool operator==(const Sighting&) const = default;
  };
  using Rows = std::map<std::string, Sighting>;
  const Rows& rows();

  port::Files& files_;
  std::string path_;
  std::optional<Rows> rows_;
};

}  // namespace reeve::app
