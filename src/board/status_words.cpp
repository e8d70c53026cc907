#include <algorithm>
#include <array>

#include "words.h"

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

struct BuiltIn {
  StatusKind kind;
  std::string_view word;  // folded: lower case, blanks for `_` and `-`
};

using enum StatusKind;

constexpr auto kBuiltIn = std::to_array<BuiltIn>({
    {done, "done"},
    {done, "complete"},
    {done, "completed"},
    {done, "finished"},
    {done, "closed"},
    {done, "merged"},
    {done, "shipped"},
    {done, "✅"},
    {done, "✔"},
    {done, "☑"},
    {done, "🟢 done"},
    {done, "[x]"},
    {done, "完成"},
    {done, "已完成"},
    {done, "完了"},
    {done, "済"},
    {done, "済み"},
    {done, "완료"},
    {done, "완료됨"},
    {done, "erledigt"},
    {done, "fertig"},
    {done, "abgeschlossen"},
    {done, "terminé"},
    {done, "terminée"},
    {done, "fait"},
    {done, "fini"},
    {done, "hecho"},
    {done, "hecha"},
    {done, "terminado"},
    {done, "terminada"},
    {done, "completado"},
    {done, "completada"},
    {done, "listo"},
    {done, "feito"},
    {done, "concluído"},
    {done, "concluída"},
    {done, "concluido"},
    {done, "готово"},
    {done, "сделано"},
    {done, "завершено"},
    {done, "завершена"},
    {done, "выполнено"},
    {done, "hoàn thành"},

    {in_progress, "in progress"},
    {in_progress, "inprogress"},
    {in_progress, "wip"},
    {in_progress, "doing"},
    {in_progress, "started"},
    {in_progress, "active"},
    {in_progress, "claimed"},
    {in_progress, "ongoing"},
    {in_progress, "current"},
    {in_progress, "running"},
    {in_progress, "working"},
    {in_progress, "🔄"},
    {in_progress, "🚧"},
    {in_progress, "🔶"},
    {in_progress, "🏗"},
    {in_progress, "[~]"},
    {in_progress, "[/]"},
    {in_progress, "进行中"},
    {in_progress, "進行中"},
    {in_progress, "执行中"},
    {in_progress, "開発中"},
    {in_progress, "开发中"},
    {in_progress, "作業中"},
    {in_progress, "対応中"},
    {in_progress, "着手中"},
    {in_progress, "着手"},
    {in_progress, "진행"},
    {in_progress, "진행 중"},
    {in_progress, "진행중"},
    {in_progress, "in arbeit"},
    {in_progress, "in bearbeitung"},
    {in_progress, "begonnen"},
    {in_progress, "laufend"},
    {in_progress, "en cours"},
    {in_progress, "en curso"},
    {in_progress, "en progreso"},
    {in_progress, "en proceso"},
    {in_progress, "em andamento"},
    {in_progress, "em progresso"},
    {in_progress, "в работе"},
    {in_progress, "в процессе"},
    {in_progress, "выполняется"},
    {in_progress, "đang làm"},

    {not_started, "not started"},
    {not_started, "notstarted"},
    {not_started, "todo"},
    {not_started, "to do"},
    {not_started, "pending"},
    {not_started, "open"},
    {not_started, "planned"},
    {not_started, "queued"},
    {not_started, "unclaimed"},
    {not_started, "unstarted"},
    {not_started, "ready"},
    {not_started, "new"},
    {not_started, "⬜"},
    {not_started, "☐"},
    {not_started, "⏳"},
    {not_started, "📋"},
    {not_started, "[ ]"},
    {not_started, "[]"},
    {not_started, "⚪"},
    {not_started, "◻"},
    {not_started, "待开始"},
    {not_started, "未开始"},
    {not_started, "待启动"},
    {not_started, "待办"},
    {not_started, "待執行"},
    {not_started, "待执行"},
    {not_started, "待處理"},
    {not_started, "待处理"},
    {not_started, "待開始"},
    {not_started, "未開始"},
    {not_started, "待辦"},
    {not_started, "计划中"},
    {not_started, "未着手"},
    {not_started, "未対応"},
    {not_started, "대기"},
    {not_started, "대기 중"},
    {not_started, "미시작"},
    {not_started, "예정"},
    {not_started, "시작 전"},
    {not_started, "offen"},
    {not_started, "geplant"},
    {not_started, "nicht begonnen"},
    {not_started, "à faire"},
    {not_started, "a faire"},
    {not_started, "non commencé"},
    {not_started, "prévu"},
    {not_started, "pendiente"},
    {not_started, "por hacer"},
    {not_started, "sin empezar"},
    {not_started, "pendente"},
    {not_started, "a fazer"},
    {not_started, "não iniciado"},
    {not_started, "nao iniciado"},
    {not_started, "к выполнению"},
    {not_started, "не начато"},
    {not_started, "не начата"},
    {not_started, "ожидает"},
    {not_started, "открыто"},
    {not_started, "открыта"},
    {not_started, "запланировано"},
    {not_started, "chưa bắt đầu"},

    {failed, "failed"},
    {failed, "error"},
    {failed, "❌"},
    {failed, "✖"},
    {failed, "失败"},
    {failed, "失敗"},
    {failed, "실패"},
    {failed, "fehlgeschlagen"},
    {failed, "gescheitert"},
    {failed, "échoué"},
    {failed, "échec"},
    {failed, "fallido"},
    {failed, "fallida"},
    {failed, "falhou"},
    {failed, "провалено"},
    {failed, "ошибка"},

    {blocked, "blocked"},
    {blocked, "⛔"},
    {blocked, "🚫"},
    {blocked, "🔴"},
    {blocked, "阻塞"},
    {blocked, "已阻塞"},
    {blocked, "被阻塞"},
    {blocked, "受阻"},
    {blocked, "ブロック"},
    {blocked, "ブロック中"},
    {blocked, "차단"},
    {blocked, "차단됨"},
    {blocked, "보류"},
    {blocked, "blockiert"},
    {blocked, "bloqué"},
    {blocked, "bloquée"},
    {blocked, "bloqueado"},
    {blocked, "bloqueada"},
    {blocked, "заблокировано"},
    {blocked, "заблокирована"},

    {aside, "review"},
    {aside, "in review"},
    {aside, "needs review"},
    {aside, "pending review"},
    {aside, "ready for review"},
    {aside, "pending approval"},
    {aside, "awaiting review"},
    {aside, "reviewing"},
    {aside, "deferred"},
    {aside, "postponed"},
    {aside, "cancelled"},
    {aside, "canceled"},
    {aside, "dropped"},
    {aside, "abandoned"},
    {aside, "superseded"},
    {aside, "obsolete"},
    {aside, "duplicate"},
    {aside, "wontfix"},
    {aside, "won't do"},
    {aside, "on hold"},
    {aside, "hold"},
    {aside, "paused"},
    {aside, "frozen"},
    {aside, "waiting"},
    {aside, "backlog"},
    {aside, "draft"},
    {aside, "proposed"},
    {aside, "skipped"},
    {aside, "verify"},
    {aside, "verifying"},
    {aside, "testing"},
    {aside, "qa"},
    {aside, "⏸"},
    {aside, "⏭"},
    {aside, "👀"},
    {aside, "🔍"},
    {aside, "[-]"},
    {aside, "审核中"},
    {aside, "待审核"},
    {aside, "已取消"},
    {aside, "取消"},
    {aside, "已跳过"},
    {aside, "暂停"},
    {aside, "レビュー中"},
    {aside, "保留"},
    {aside, "中止"},
    {aside, "검토"},
    {aside, "검토 중"},
    {aside, "취소"},
    {aside, "zurückgestellt"},
    {aside, "verschoben"},
    {aside, "abgebrochen"},
    {aside, "en revue"},
    {aside, "annulé"},
    {aside, "reporté"},
    {aside, "en revisión"},
    {aside, "cancelado"},
    {aside, "cancelada"},
    {aside, "pospuesto"},
    {aside, "em revisão"},
    {aside, "adiado"},
    {aside, "на проверке"},
    {aside, "отменено"},
    {aside, "отменена"},
    {aside, "отложено"},
    {aside, "отложена"},
});

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
  for (const BuiltIn& word : kBuiltIn) words.words_[word.word[0]].emplace_back(word.word, word.kind);
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
    if (word == begin || !first.kind) return reading;
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
