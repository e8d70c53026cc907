// What single texts in reeve.json must look like. Each answers what is wrong, "" if nothing.
#pragma once

#include <string>
#include <string_view>

namespace reeve::app {

std::string check_path_inside(std::string_view path);  // relative, no "..", stays in the checkout
std::string check_remote(std::string_view name);       // "" is none
std::string check_branch(std::string_view name);       // git check-ref-format --branch
std::string check_lane_name(std::string_view name);
std::string check_branch_pattern(std::string_view pattern);  // with {id}
std::string check_revision(std::string_view revision);
std::string check_gate_name(std::string_view name);
std::string check_worker_name(std::string_view name);
std::string check_model(std::string_view name);
std::string check_tool(std::string_view name);
std::string check_domain(std::string_view name);  // "*.example.org" too
std::string check_absolute(std::string_view path);
std::string check_variable(std::string_view name);     // of the environment
std::string check_placeholder(std::string_view name);  // of the user's own, for the template
std::string check_subject(std::string_view subject);
std::string check_glob(std::string_view glob);
std::string check_column(std::string_view name);  // one of the schema
std::string check_status_class(std::string_view name);
std::string check_header(std::string_view name);  // any text that a header or cell can hold

}  // namespace reeve::app
