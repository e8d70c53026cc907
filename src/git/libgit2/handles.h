// Owners for what libgit2 hands out, and its errors as ours.
#pragma once

#include <git2.h>
#include <memory>
#include <string>

#include "reeve/base/result.h"

namespace reeve::git {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* handle) const {
    release(handle);
  }
};
template <class T, auto release>
using Handle = std::unique_ptr<T, Release<release>>;

using RepositoryHandle = Handle<git_repository, git_repository_free>;
using OdbHandle = Handle<git_odb, git_odb_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;
using EntryHandle = Handle<git_tree_entry, git_tree_entry_free>;
using BlobHandle = Handle<git_blob, git_blob_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using SignatureHandle = Handle<git_signature, git_signature_free>;
using RevwalkHandle = Handle<git_revwalk, git_revwalk_free>;
using DiffHandle = Handle<git_diff, git_diff_free>;
using DiffStatsHandle = Handle<git_diff_stats, git_diff_stats_free>;
using IndexHandle = Handle<git_index, git_index_free>;
using ConflictsHandle = Handle<git_index_conflict_iterator, git_index_conflict_iterator_free>;
using AnnotatedHandle = Handle<git_annotated_commit, git_annotated_commit_free>;
using RebaseHandle = Handle<git_rebase, git_rebase_free>;

// fetch(commit, git_commit_lookup, repository, &oid): calls it with room for the handle.
template <class T, auto release, class... Arguments>
int fetch(Handle<T, release>& handle, int (*function)(T**, Arguments...),
          std::type_identity_t<Arguments>... arguments) {
  T* raw = nullptr;
  int code = function(&raw, arguments...);
  handle.reset(raw);
  return code;
}

// "attempt: libgit2's words".
inline Error libgit2_error(const std::string& attempt, std::string hint = "") {
  const git_error* last = git_error_last();
  std::string words = last && last->message ? last->message : "unknown reason";
  if (words.find("No space left on device") != words.npos) hint = kNoRoomHint;
  return {ErrorKind::repository, attempt + ": " + words, std::move(hint)};
}

inline std::string text_of(const git_oid& oid) {
  char text[GIT_OID_HEXSZ + 1] = {};
  git_oid_tostr(text, sizeof text, &oid);
  return text;
}

inline Result<git_oid> oid_of(const std::string& text) {
  git_oid oid;
  if (text.size() != GIT_OID_HEXSZ || git_oid_fromstr(&oid, text.c_str()) != 0)
    return Error{ErrorKind::repository, "'" + text + "' is no object id", ""};
  return oid;
}

}  // namespace reeve::git
