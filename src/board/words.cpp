#include "words.h"

#include <algorithm>

#include "reeve/base/text.h"

namespace reeve::board {
namespace {

constexpr std::string_view kDecoration = "*_`~ \t";
constexpr std::size_t kNothingBytesMax = 16;

// Lists of names, folded, separated by commas; the first of a list is the best.
constexpr std::string_view kStatusHeaders =
    "status, state, progress, 状态, 狀態, 任务状态, 進捗, ステータス, 状態, 状況, 상태, "
    "진행 상태, 진행상태, 진행, zustand, stand, fortschritt, statut, état, etat, estado, "
    "estatus, situação, situacao, статус, состояние, 进度, 進度";
constexpr std::string_view kDependencyHeaders =
    "depends on, dependencies, dependency, deps, dep, blocked by, prerequisites, "
    "prerequisite, requires, required, after, 依赖, 依賴, 依赖项, 前置, 前置任务, "
    "前置任務, 前置条件, 阻塞依赖, 依存, 依存関係, 依存タスク, 前提, 前提タスク, "
    "先行タスク, 선행조건, 선행 조건, 선행, 선행 작업, 의존, 의존성, abhängig von, "
    "hängt ab von, abhängigkeiten, abhängigkeit, voraussetzung, voraussetzungen, "
    "dépend de, dépendances, dépendance, prérequis, depende de, dependencias, "
    "dependencia, dependências, dependência, requisitos, зависимости, зависимость, "
    "зависит от, phụ thuộc";
constexpr std::string_view kDescriptionHeaders =
    "description, task, title, summary, name, task name, deliverable, "
    "deliverable / evidence, scope, work, story, item, feature, what, sprint, mechanism, "
    "任务描述, 任务名称, 任务, 任務, 任務名稱, 描述, 说明, タスク, タスク名, 内容, 説明, "
    "작업, 작업명, 설명, aufgabe, beschreibung, tâche, tarea, descripción, tarefa, "
    "descrição, задача, название, описание";
constexpr std::pair<Column, std::string_view> kColumnHeaders[] = {
    {Column::status, kStatusHeaders},
    {Column::depends_on, kDependencyHeaders},
    {Column::description, kDescriptionHeaders},
    {Column::issue, "issue, issues, ticket, issue / pr"},
    {Column::repo, "repo, repository"},
    {Column::branch, "branch"},
    {Column::blocks, "blocks"},
    {Column::agent, "agent"},
    {Column::started_at, "started at"},
    {Column::completed_at, "completed at"},
    {Column::estimate, "estimate, est., est"},
    {Column::used, "used"},
    {Column::notes, "notes, note"},
};
constexpr std::string_view kWeakIdHeaders = "order, task, story, workstream, item, issue";
constexpr std::string_view kNumberHeaders = "#, no, no., nr, nr., №, 编号, 番号, 번호";
constexpr std::string_view kDateHeaders =
    "date, time, when, timestamp, 日期, 时间, 時間, 日時, 날짜, 일시, datum, fecha, "
    "дата";
constexpr std::string_view kNothing =
    "none, n/a, na, nil, null, 无, 無, 无依赖, 無依賴, 没有, なし, 無し, 없음, keine, "
    "keiner, aucun, aucune, ninguna, ninguno, nenhum, nenhuma, нет, không, 不要";

// The position of `name` in a list; -1 if it is not there.
int rank_in(std::string_view list, std::string_view name) {
  for (int rank = 0; !list.empty(); ++rank) {
    std::string_view entry = list.substr(0, list.find(','));
    if (entry == name) return rank;
    list.remove_prefix(std::min(list.size(), entry.size() + 2));
  }
  return -1;
}

// "dependsOn", "Depends On" and "depends_on" are one name.
std::string dense_name(std::string_view header) {
  std::string name = fold(undecorated(header));
  std::erase(name, ' ');
  return name;
}

using Meanings = std::unordered_map<std::string, std::vector<ColumnMeaning>>;

Meanings built_in_meanings() {
  Meanings meanings;
  for (auto [column, list] : kColumnHeaders) {
    int rank = 0;
    for (std::string_view name : split(list, ',')) meanings[dense_name(name)].push_back({column, rank++});
  }
  return meanings;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    char& c = folded[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == '-') c = ' ';
    if (i + 1 == folded.size()) continue;
    auto lead = static_cast<unsigned char>(c), tail = static_cast<unsigned char>(folded[i + 1]);
    // À…Þ → à…þ, А…П → а…п, Р…Я → р…я, Ё → ё; two bytes stay two bytes.
    if (lead == 0xc3 && tail >= 0x80 && tail <= 0x9e && tail != 0x97)
      folded[i + 1] = static_cast<char>(tail + 0x20);
    if (lead == 0xd0 && tail >= 0x90 && tail <= 0x9f) folded[i + 1] = static_cast<char>(tail + 0x20);
    if (lead == 0xd0 && tail >= 0xa0 && tail <= 0xaf)
      c = '\xd1', folded[i + 1] = static_cast<char>(tail - 0x20);
    if (lead == 0xd0 && tail == 0x81) c = '\xd1', folded[i + 1] = '\x91';
  }
  return folded;
}

std::string_view undecorated(std::string_view text) {
  auto from = text.find_first_not_of(kDecoration);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(kDecoration) - from + 1);
}

bool says_nothing(std::string_view text) {
  text = undecorated(text);
  if (text.empty()) return true;
  if (text.size() > kNothingBytesMax) return false;
  auto first = static_cast<unsigned char>(text[0]);
  // Most cells end here.
  if (first < 0x80 && std::string_view("aknAKN-/").find(text[0]) == std::string_view::npos) return false;
  // Dashes of any kind and number.
  std::string_view rest = text;
  for (bool dash = true; dash && !rest.empty();) {
    dash = false;
    for (std::string_view sign : {"-", "–", "—", "―", "−", "/", "ー", "－"})
      if (rest.starts_with(sign)) rest.remove_prefix(sign.size()), dash = true;
  }
  if (rest.empty()) return true;
  return rank_in(kNothing, fold(text)) >= 0;
}

IdHeader id_header(std::string_view header) {
  std::string name = fold(undecorated(header));
  if (name == "id") return IdHeader::exact;
  bool suffixed = name.ends_with("id") && name.size() > 2 &&
                  (name[name.size() - 3] == ' ' || static_cast<unsigned char>(name[name.size() - 3]) >= 0x80);
  if (suffixed) return IdHeader::suffixed;
  if (name == "key" || name == "ticket") return IdHeader::key;
  if (rank_in(kNumberHeaders, name) >= 0) return IdHeader::number;
  return weak_id_rank(header) >= 0 ? IdHeader::weak : IdHeader::none;
}

int weak_id_rank(std::string_view header) {
  return rank_in(kWeakIdHeaders, fold(undecorated(header)));
}

const std::vector<ColumnMeaning>& column_meanings(std::string_view header) {
  static const Meanings meanings = built_in_meanings();
  static const std::vector<ColumnMeaning> none;
  auto found = meanings.find(dense_name(header));
  return found == meanings.end() ? none : found->second;
}

bool same_header(std::string_view left, std::string_view right) {
  return dense_name(left) == dense_name(right);
}

bool is_date_header(std::string_view header) {
  return rank_in(kDateHeaders, fold(undecorated(header))) >= 0;
}

}  // namespace reeve::board
