// The tools of a session over the Model Context Protocol (modelcontextprotocol.io, revisions 2024-11-05 to
// 2025-11-25): JSON-RPC 2.0, a message a line. A call runs this program again and relays what it says, so
// that the words are those of the command line, and calls run side by side.
//
// It keeps no clock and opens nothing: whoever reads stdin and runs processes tells it what happened.
// One thread; an McpWorld is told what to do from inside read(), ended() and stop().
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "reeve/app/operations.h"
#include "reeve/base/result.h"

namespace reeve::session {

constexpr std::size_t kMcpLineMax = 9 << 20;  // of a message; app::kReportMax fits in, with each byte escaped
constexpr std::size_t kMcpCallsMax = 8;       // at a time

struct CallEnd {
  int code = 0;          // exit code of the command; 128 + n: signal n ended it
  std::string out;       // the last of its stdout
  bool out_cut = false;  // more came than `out` holds
  std::string err;
};

class McpWorld {
 public:
  using Call = std::uint64_t;
  virtual ~McpWorld() = default;

  // A whole line for stdout, its end included.
  virtual void send(std::string_view line) = 0;
  // Runs this program; McpServer::ended() is to be called once then, not before start() has returned.
  virtual Status start(Call call, const app::CommandLine& line) = 0;
  // Asks it to end.
  virtual void end(Call call) = 0;
};

enum class McpCaller {
  session,
  worker  // of reeve's own: it reports by its result block, its calls are refused
};

class McpServer {
 public:
  McpServer(McpWorld& world, McpCaller caller);
  McpServer(const McpServer&) = delete;
  McpServer& operator=(const McpServer&) = delete;
  ~McpServer();

  // Bytes of stdin, cut anywhere.
  void read(std::string_view bytes);
  void ended(McpWorld::Call call, const CallEnd& end);
  // Asks all calls to end; nothing more is answered.
  void stop();

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace reeve::session
