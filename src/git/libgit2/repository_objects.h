// Objects over one git_repository. One thread; the handle stays open, libgit2 notices itself when
// other programs add packs or move refs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "git/libgit2/handles.h"
#include "git/libgit2/shallow.h"

#include "reeve/git/objects.h"

namespace reeve::git {

class RepositoryObjects final : public Objects {
 public:
  static Result<std::unique_ptr<Objects>> open(const std::string& git_dir);

  Result<std::optional<std::string>> resolve(const std::string& revision) override;
  Result<CommitInfo> commit(const std::string& oid) override;
  Result<std::optional<Blob>> blob_at(const std::string& commit, const std::string& path,
                                      std::size_t bytes_max) override;
  Result<std::string> tree_with(const std::string& parent, const std::string& path,
                                std::string_view bytes) override;
  Result<std::string> make_commit(const std::string& tree, const std::vector<std::string>& parents,
                                  const std::string& message, const Signature& author,
                                  const Signature& committer) override;
  Result<bool> swap_ref(const std::string& ref, const std::string& expected, const std::string& oid,
                        const std::string& reflog) override;
  Result<bool> is_ancestor(const std::string& a, const std::string& b) override;
  Result<std::optional<std::string>> merge_base(const std::string& a, const std::string& b) override;
  Status walk(const std::string& tip, const std::vector<std::string>& hidden,
              const std::function<bool(const CommitInfo&)>& visit) override;
  Result<std::vector<TreeChange>> changes(const std::string& from, const std::string& to,
                                          std::size_t count_max) override;
  Result<std::string> diff_stat(const std::string& from, const std::string& to) override;
  Result<std::string> merge_trees(const std::string& ours, const std::string& theirs) override;
  Result<std::string> rebase(const std::string& base, const std::string& tip, const std::string& onto,
                             const Signature& committer) override;

 private:
  bool is_shallow();
  // Those beyond the boundary of a shallow clone.
  Status drop_missing_parents(CommitInfo& commit);
  ShallowHistory shallow_history();
  explicit RepositoryObjects(RepositoryHandle repository) : repository_(std::move(repository)) {}

  git_repository* repository() const { return repository_.get(); }
  Result<CommitHandle> find_commit(const std::string& oid);
  Result<TreeHandle> tree_of(const std::string& commit);
  Result<DiffHandle> diff(const std::string& from, const std::string& to);
  Result<AnnotatedHandle> annotated(const std::string& oid);
  Result<std::string> replay(git_rebase* rebase, const std::string& onto, const git_signature* committer);

  // libgit2 counts its users; the last one to go takes the library's state with it.
  struct Library {
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
  } library_;
  RepositoryHandle repository_;
};

Result<SignatureHandle> make_signature(const Signature& signature);
// Error `conflict` that names at most a few of the conflicting paths.
Error conflict_in(git_index* index, const std::string& attempt);

}  // namespace reeve::git
