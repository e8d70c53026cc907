#include "reeve/git/credentials.h"

#include <algorithm>
#include <set>

#include "git/program.h"

#include "reeve/base/text.h"

namespace reeve::git {
namespace {

constexpr std::string_view kToken = "REEVE_GIT_TOKEN=";
// git gives it to sh, and it speaks the protocol of git-credential; printf is built into sh.
constexpr std::string_view kHelper =
    "!f() { if test \"$1\" = get; then printf 'username=%s\\npassword=%s\\n' \"${REEVE_GIT_USER:-reeve}\" "
    "\"$REEVE_GIT_TOKEN\"; fi; }; f";

bool has_token(const std::vector<std::string>& environment) {
  return std::ranges::any_of(environment, [](const std::string& variable) {
    return variable.starts_with(kToken) && variable.size() > kToken.size();
  });
}

bool is_this_machine(std::string_view host) {
  auto name = host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

// "https://example.org:8443" of a longer address; "" if nobody logs in there by password, or everybody on the
// way could read it.
std::string server_of(std::string_view address) {
  bool hidden = address.starts_with("https://");
  if (!hidden && !address.starts_with("http://")) return "";
  auto host = address.find("//") + 2;
  auto end = std::min(address.find('/', host), address.size());
  auto user = address.substr(0, end).rfind('@');
  std::string scheme(address.substr(0, host));
  std::string_view name =
      user == address.npos ? address.substr(host, end - host) : address.substr(user + 1, end - user - 1);
  return hidden || is_this_machine(name) ? scheme + std::string(name) : "";
}

}  // namespace

std::vector<std::string> with_token(port::Processes& processes, const std::string& top,
                                    const std::string& remote, std::vector<std::string> environment) {
  if (remote.empty() || !has_token(environment)) return environment;
  Program git(processes, top, environment);
  // Fetching and pushing may go to different servers.
  std::set<std::string> servers;
  for (const std::vector<std::string>& question :
       {std::vector<std::string>{"remote", "get-url", "--all", remote},
        {"remote", "get-url", "--push", "--all", remote}}) {
    auto answer = git.ask({question});
    if (!answer) continue;
    for (auto address : split_lines(*answer)) servers.insert(server_of(address));
  }
  servers.erase("");
  for (const std::string& server : servers) {
    // An empty one makes git forget those named before it: one that stores would write the token down.
    port::add_git_setting(environment, "credential." + server + ".helper", "");
    port::add_git_setting(environment, "credential." + server + ".helper", kHelper);
  }
  return environment;
}

}  // namespace reeve::git
