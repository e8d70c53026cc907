#include <algorithm>

#include "words.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

using enum StatusKind;

// Folded: lower case, blanks for `_` and `-`.
constexpr std::string_view kDone =
    "done, complete, completed, finished, closed, merged, shipped, ✅, ✔, ☑, [x], 完成, "
    "已完成, 完了, 済, 済み, 완료, 완료됨, erledigt, fertig, abgeschlossen, terminé, "
    "terminée, fait, fini, hecho, hecha, terminado, terminada, completado, completada, "
    "listo, feito, concluído, concluída, concluido, готово, сделано, завершено, "
    "завершена, выполнено, hoàn thành";
constexpr std::string_view kInProgress =
    "in progress, inprogress, wip, doing, started, active, claimed, ongoing, current, "
    "running, working, 🔄, 🚧, 🔶, 🏗, [~], [/], 进行中, 進行中, 执行中, 開発中, "
    "开发中, "
    "作業中, 対応中, 着手中, 着手, 진행, 진행 중, 진행중, in arbeit, in bearbeitung, "
    "begonnen, laufend, en cours, en curso, en progreso, en proceso, em andamento, "
    "em progresso, в работе, в процессе, выполняется, đang làm";
constexpr std::string_view kNotStarted =
    "not started, notstarted, todo, to do, pending, open, planned, queued, unclaimed, "
    "unstarted, ready, new, ⬜, ☐, ⏳, 📋, [ ], [], ⚪, ◻, 待开始, 未开始, 待启动, 待办, "
    "待執行, 待执行, 待處理, 待处理, 待開始, 未開始, 待辦, 计划中, 未着手, 未対応, 대기, "
    "대기 중, 미시작, 예정, 시작 전, offen, geplant, nicht begonnen, à faire, a faire, "
    "non commencé, prévu, pendiente, por hacer, sin empezar, pendente, a fazer, "
    "não iniciado, nao iniciado, к выполнению, не начато, не начата, открыто, открыта, "
    "запланировано, chưa bắt đầu";
constexpr std::string_view kFailed =
    "failed, error, ❌, ✖, 失败, 失敗, 실패, fehlgeschlagen, gescheitert, échoué, échec, "
    "fallido, fallida, falhou, провалено, ошибка";
constexpr std::string_view kBlocked =
    "blocked, ⛔, 🚫, 🔴, 阻塞, 已阻塞, 被阻塞, 受阻, ブロック, ブロック中, 차단, "
    "차단됨, blockiert, bloqué, bloquée, bloqueado, bloqueada, заблокировано, "
    "заблокирована";
constexpr std::string_view kAside =
    "review, in review, needs review, pending review, ready for review, "
    "pending approval, awaiting review, reviewing, deferred, postponed, cancelled, "
    "canceled, dropped, abandoned, superseded, obsolete, duplicate, wontfix, won't do, "
    "on hold, hold, paused, frozen, waiting, backlog, draft, proposed, skipped, verify, "
    "verifying, testing, qa, ⏸, ⏭, 👀, 🔍, [-], 审核中, 待审核, 已取消, 取消, 已跳过, "
    "暂停, レビュー中, 保留, 中止, 검토, 검토 중, 취소, zurückgestellt, verschoben, "
    "abgebrochen, en revue, annulé, reporté, en revisión, cancelado, cancelada, "
    "pospuesto, em revisão, adiado, на проверке, отменено, отменена, отложено, отложена, "
    "보류, ожидает";

struct BuiltIn {
  StatusKind kind;
  std::string_view words;  // separated by commas
};
constexpr BuiltIn kBuiltIn[] = {{done, kDone},     {in_progress, kInProgress}, {not_started, kNotStarted},
                                {failed, kFailed}, {blocked, kBlocked},        {aside, kAside}};

constexpr std::string_view kEmojiVariant = "\xef\xb8\x8f";
constexpr std::string_view kDecoration = "*_`~";
constexpr std::size_t kPhraseBytesMax = 96;

std::optional<StatusKind> kind_named(std::string_view name) {
  if (name == "blocked") return blocked;
  if (name == "other") return aside;
  for (TaskClass task_class : kTaskClasses)
    if (name_of(task_class) == name) return static_cast<StatusKind>(task_class);
  return std::nullopt;
}

std::uint32_t code_point(std::string_view text) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  if (byte(0) < 0x80) return byte(0);
  if (byte(0) < 0xe0) return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
  if (byte(0) < 0xf0) return (byte(0) & 0xf) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
  return (byte(0) & 7) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
}

bool is_letter(std::uint32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return (c >= 0xc0 && c <= 0x52f && c != 0xd7 && c != 0xf7) || (c >= 0x3041 && c <= 0x30ff) ||
         (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3);
}

// Whether a word may end before `rest`: "done → text", "done, text"; not "done-ish", "done?".
bool ends_word(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest[0] == '?') return false;
  if (rest[0] == '-' || rest[0] == '_') return rest.size() == 1 || !is_letter(code_point(rest.substr(1)));
  return !is_letter(code_point(rest));
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view characters) {
  at = text.find_first_not_of(characters, at);
  return at == text.npos ? text.size() : at;
}

// The end of the first word: the span that a write replaces where no word is known.
std::size_t first_word_end(std::string_view cell, std::size_t at) {
  auto end = cell.find_first_of(" \t*`~", at);
  return end == cell.npos ? cell.size() : end;
}

// Behind arrows, circles, pictographs and the blanks after them; not behind letters or punctuation.
std::size_t skip_signs(std::string_view text, std::size_t at) {
  for (std::size_t end = at; end < text.size();) {
    auto lead = static_cast<unsigned char>(text[end]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t c = code_point(text.substr(end));
    bool sign =
        c >= 0x2190 && !is_letter(c) && !(c >= 0x3000 && c <= 0x303f) && !(c >= 0xff00 && c <= 0xff5e);
    if (!sign && c != ' ') return end;
    end = std::min(end + size, text.size());
  }
  return at;
}

bool is_emoji_like(std::string_view phrase) {
  return !phrase.empty() && (phrase[0] == '[' || !is_letter(code_point(phrase)));
}

// What an emoji and the word behind it mean together.
std::optional<StatusKind> reconciled(StatusKind emoji, StatusKind word) {
  if (emoji == word || word == in_progress || class_of(word) == TaskClass::other) return word;
  return std::nullopt;
}

}  // namespace

TaskClass class_of(StatusKind kind) {
  return kind == blocked || kind == aside ? TaskClass::other : static_cast<TaskClass>(kind);
}

Result<StatusWords> StatusWords::create(const std::map<std::string, std::vector<std::string>>& added) {
  StatusWords words;
  // The config's words come first: of equal phrases the first is taken.
  for (const auto& [name, spellings] : added) {
    auto kind = kind_named(name);
    if (!kind)
      return Error{ErrorKind::config, "statuses: there is no class '" + shorten(name, 80) + "'",
                   "use not-started, in-progress, done, failed, blocked or other"};
    for (const std::string& spelling : spellings) {
      std::string folded = fold(trim(spelling));
      if (!folded.empty()) words.words_[folded[0]].emplace_back(folded, *kind);
    }
  }
  for (const BuiltIn& built_in : kBuiltIn)
    for (std::string_view word : split(built_in.words, ',')) {
      word = trim(word);
      words.words_[word[0]].emplace_back(word, built_in.kind);
    }
  return words;
}

StatusWords::Phrase StatusWords::longest_at(const std::string& folded, std::string_view cell,
                                            std::size_t at) const {
  Phrase best;
  if (at >= folded.size()) return best;
  auto bucket = words_.find(folded[at]);
  if (bucket == words_.end()) return best;
  std::string_view rest = std::string_view(folded).substr(at);
  for (const auto& [word, kind] : bucket->second) {
    if (word.size() <= best.size || !rest.starts_with(word)) continue;
    if (is_emoji_like(word) || ends_word(cell.substr(at + word.size()))) best = {word.size(), kind};
  }
  return best;
}

StatusReading StatusWords::read(std::string_view cell) const {
  std::string folded = fold(cell.substr(0, kPhraseBytesMax));
  std::size_t begin = skip(cell, 0, "*_`~ \t");
  StatusReading reading{std::nullopt, static_cast<std::uint32_t>(begin),
                        static_cast<std::uint32_t>(first_word_end(cell, begin))};
  Phrase first = longest_at(folded, cell, begin);
  std::size_t end = begin + first.size;
  if (!first.kind) {
    // A sign that says nothing by itself, before a word: "🔵 planned".
    std::size_t word = skip_signs(cell, begin);
    first = longest_at(folded, cell, word);
    if (!first.kind) return reading;
    end = word + first.size;
  }
  reading.kind = first.kind;
  reading.end = static_cast<std::uint32_t>(end);
  if (!is_emoji_like(cell.substr(end - first.size))) return reading;

  if (cell.substr(end).starts_with(kEmojiVariant)) end += kEmojiVariant.size();
  reading.end = static_cast<std::uint32_t>(end);
  std::size_t open = skip(cell, end, " \t");
  std::size_t word = skip(cell, open, kDecoration);
  Phrase second = longest_at(folded, cell, word);
  if (!second.kind) return reading;
  // The decoration that opens between emoji and word goes with them.
  std::size_t close = word + second.size;
  if (word > open) close = skip(cell, close, kDecoration);
  reading.kind = reconciled(*first.kind, *second.kind);
  reading.end = static_cast<std::uint32_t>(close);
  return reading;
}

}  // namespace reeve::board
