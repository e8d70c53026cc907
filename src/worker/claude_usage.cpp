#include "worker/claude_usage.h"

#include <algorithm>

namespace reeve::worker {
namespace {

// Of ids and model names that are kept.
constexpr std::size_t kNameMax = 200;

std::string name_part(std::string_view text) {
  return std::string(text.substr(0, kNameMax));
}

Usage usage_of(const Json& told) {
  return {.input = number_at(told, "input_tokens"),
          .cache_creation = number_at(told, "cache_creation_input_tokens"),
          .cache_read = number_at(told, "cache_read_input_tokens"),
          .output = number_at(told, "output_tokens")};
}

Usage usage_of_models(const Json& models) {
  Usage sum;
  if (!models.is_object()) return sum;
  for (const Json& model : models)
    sum += {.input = number_at(model, "inputTokens"),
            .cache_creation = number_at(model, "cacheCreationInputTokens"),
            .cache_read = number_at(model, "cacheReadInputTokens"),
            .output = number_at(model, "outputTokens"),
            .usd = amount_at(model, "costUSD")};
  return sum;
}

// Of two counts of the same, neither of which counts too much.
Usage larger(const Usage& a, const Usage& b) {
  return {.input = std::max(a.input, b.input),
          .cache_creation = std::max(a.cache_creation, b.cache_creation),
          .cache_read = std::max(a.cache_read, b.cache_read),
          .output = std::max(a.output, b.output),
          .turns = std::max(a.turns, b.turns),
          .usd = std::max(a.usd, b.usd)};
}

std::string_view without_suffix(std::string_view model) {
  return model.substr(0, model.find('['));
}

}  // namespace

void UsageTally::session(std::string_view id, std::string_view model) {
  if (id != session_) context_.tokens = 0;
  if (model != model_) context_.window = model.ends_with(kMillionSuffix) ? kMillion : 0;
  session_ = name_part(id);
  model_ = name_part(model);
}

void UsageTally::request(std::string_view agent, const Json& message) {
  const Json& told = part_at(message, "usage");
  if (!told.is_object()) return;
  Usage& usage = request_named(name_part(text_at(message, "id")), agent).usage;
  usage = larger(usage, usage_of(told));
  if (!agent.empty()) return;
  context_.tokens = usage.input + usage.cache_creation + usage.cache_read;
  answered_by(text_at(message, "model"));
}

void UsageTally::request_goes_on(std::string_view agent, const Json& usage) {
  auto newest =
      std::find_if(open_.rbegin(), open_.rend(), [&](const Request& r) { return r.agent == agent; });
  if (newest != open_.rend()) newest->usage = larger(newest->usage, usage_of(usage));
}

UsageTally::Request& UsageTally::request_named(const std::string& id, std::string_view agent) {
  auto same = std::find_if(open_.begin(), open_.end(), [&](const Request& r) { return r.id == id; });
  if (same != open_.end() && !id.empty()) return *same;
  tokens_told_ = true;
  if (open_.size() == kOpenMax) {
    older_ += open_.front().usage;
    open_.pop_front();
  }
  open_.push_back({id, name_part(agent), {.turns = agent.empty() ? 1 : 0}});
  return open_.back();
}

void UsageTally::answered_by(std::string_view model) {
  // Another model stepped in: its window is told by the result.
  if (model != message_model_ && model != without_suffix(model_)) context_.window = 0;
  message_model_ = name_part(model);
}

Usage UsageTally::open_sum(bool main_too) const {
  Usage sum;
  for (const Request& request : open_)
    if (main_too || !request.agent.empty()) sum += request.usage;
  return sum;
}

void UsageTally::result(const Json& event) {
  const Json& models = part_at(event, "modelUsage");
  if (part_at(event, "usage").is_object() || models.is_object()) tokens_told_ = true;
  if (has_number(event, "total_cost_usd")) price_told_ = true;
  settle(event);
  find_window(models);
}

void UsageTally::settle(const Json& event) {
  Usage prompt = usage_of(part_at(event, "usage"));
  prompt.turns = static_cast<int>(std::min<std::int64_t>(number_at(event, "num_turns"), 1'000'000));
  prompts_ += prompt;
  prompts_ += open_sum(false);
  Usage total = usage_of_models(part_at(event, "modelUsage"));
  if (total == Usage{}) total = models_.last;
  total.usd = std::max(total.usd, amount_at(event, "total_cost_usd"));
  if (total.output < models_.last.output) models_.before += models_.last;
  models_.last = total;
  open_.clear();
  older_ = {};
}

void UsageTally::find_window(const Json& models) {
  if (!models.is_object()) return;
  std::string_view wanted = message_model_.empty() ? without_suffix(model_) : message_model_;
  for (const auto& [name, told] : models.items()) {
    bool chosen = name == model_ && without_suffix(model_) == wanted;
    if (!chosen && without_suffix(name) != wanted && models.size() > 1) continue;
    if (auto window = number_at(told, "contextWindow"); window > 0) context_.window = window;
    if (chosen) return;
  }
}

void UsageTally::compacted(std::int64_t tokens_after) {
  context_.tokens = tokens_after;
}

Usage UsageTally::so_far() const {
  Usage models = models_.before;
  models += models_.last;
  Usage sum = larger(prompts_, models);
  sum += older_;
  sum += open_sum(true);
  return sum;
}

Usage UsageTally::whole() const {
  Usage sum = so_far();
  bool began = !session_.empty() || tokens_told_;
  sum.uncounted = began && !tokens_told_ ? 1 : 0;
  sum.unpriced = began && (!price_told_ || !open_.empty()) ? 1 : 0;
  return sum;
}

}  // namespace reeve::worker
