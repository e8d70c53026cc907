// Which commands write the tracking file, as far as they show it.
#include "app/shell_writes.h"

#include "app/shell_words.h"
#include "support/catch.h"

namespace reeve::app {
namespace {

// The checkout is /p; /trees/A-1 is a worktree of it.
const GuardedFile kFile{"docs/tasks.md", [](const std::string& path) {
                          return path == "/p/docs/tasks.md" || path == "/trees/A-1/docs/tasks.md";
                        }};

bool denied(const std::string& command, const std::string& directory = "/p") {
  return written_by(command, directory, kFile).has_value();
}

}  // namespace

TEST_CASE("obvious ways to write the table are seen") {
  for (const char* command : {
           "echo x > docs/tasks.md",
           "echo x >>docs/tasks.md",
           "echo x >| docs/tasks.md",
           "echo x 1> 'docs/tasks.md'",
           "echo x &> ./docs/../docs/tasks.md",
           "cat <<EOF >docs/tasks.md\n| A-1 | done |\nEOF",
           "cat >/p/docs/tasks.md <<'EOF'\nit's done\nEOF\n",
           "printf x | tee docs/tasks.md",
           "printf x | tee -a \"docs/tasks.md\" >/dev/null",
           "sed -i s/a/b/ docs/tasks.md",
           "sed -i.bak -e s/a/b/ docs/tasks.md",
           "sed -Ei s/a/b/ docs/tasks.md",
           "sed --in-place=.x s/a/b/ docs/tasks.md",
           "sed -n 'w docs/tasks.md' other",
           "perl -pi -e s/a/b/ docs/tasks.md",
           "perl -i.bak -pe s/a/b/ docs/tasks.md",
           "ruby -i -pe 'x' docs/tasks.md",
           "awk -i inplace '{print}' docs/tasks.md",
           "awk '{print > \"docs/tasks.md\"}' new",
           "mv new docs/tasks.md",
           "mv docs/tasks.md away",
           "mv docs away",
           "cp new docs/tasks.md",
           "cp /tmp/tasks.md docs/",
           "cp -t docs /tmp/tasks.md",
           "rm docs/tasks.md",
           "rm -rf docs",
           "truncate -s 0 docs/tasks.md",
           "dd if=x of=docs/tasks.md",
           "git checkout -- docs/tasks.md",
           "git checkout HEAD~1 docs/tasks.md",
           "git restore docs/tasks.md",
           "git -C docs restore tasks.md",
           "git rm docs/tasks.md",
           "git restore :/docs/tasks.md",
           "python3 -c \"open('docs/tasks.md', 'w').write('x')\"",
           "python3 - <<'EOF'\nfrom pathlib import Path\nPath('docs/tasks.md').write_text('x')\nEOF",
           "node -e \"fs.writeFileSync('docs/tasks.md', 'x')\"",
           "cd docs && sed -i s/a/b/ tasks.md",
           "cd docs; cat x >tasks.md",
           "f=docs/tasks.md; sed -i s/a/b/ $f",
           "F=docs/tasks.md\necho x > \"${F}\"",
           "for f in docs/tasks.md; do sed -i s/a/b/ \"$f\"; done",
           "ls docs/tasks.md | xargs sed -i s/a/b/",
           "find docs -name tasks.md -delete",
           "find docs -name '*.md' -exec sed -i s/a/b/ {} +",
           "sed -i s/a/b/ docs/*.md",
           "bash -c 'echo x > docs/tasks.md'",
           "sh -c \"sed -i s/a/b/ docs/tasks.md\"",
           "bash <<'EOF'\nrm docs/tasks.md\nEOF",
           "eval 'rm docs/tasks.md'",
           "sudo rm docs/tasks.md",
           "env A=1 timeout 5 sed -i s/a/b/ docs/tasks.md",
           "if true; then rm docs/tasks.md; fi",
           "echo \"$(sed -i s/a/b/ docs/tasks.md)\"",
           "echo `rm docs/tasks.md`",
           "cat notes <<EOF\nthat's it\nEOF\nrm docs/tasks.md",
           "echo ok # don't\nrm docs/tasks.md",
           "echo ok && \\\n  rm docs/tasks.md",
           "sed -i s/a/b/ /trees/A-1/docs/tasks.md",
       }) {
    INFO(command);
    CHECK(denied(command));
  }
  CHECK(denied("sed -i s/a/b/ docs/tasks.md", "/trees/A-1"));
  CHECK(denied("sed -i s/a/b/ ../p/docs/tasks.md", "/trees"));
}

TEST_CASE("reading it, recording it in git, and other files are nobody's business") {
  for (const char* command : {
           "cat docs/tasks.md",
           "grep -n done docs/tasks.md > /tmp/done",
           "sed -n 1,20p docs/tasks.md",
           "sed -e s/a/b/ docs/tasks.md >/tmp/tasks.md",
           "awk -F'|' '$3 > 1 {print $2}' docs/tasks.md",
           "wc -l <docs/tasks.md",
           "cp docs/tasks.md /tmp/",
           "cp docs/tasks.md docs/backup.md",
           "git log -p docs/tasks.md",
           "git diff -- docs/tasks.md | tee /tmp/diff",
           "git show HEAD:docs/tasks.md",
           "git add docs/tasks.md && git commit -m 'rm docs/tasks.md > x'",
           "git restore --staged docs/tasks.md",
           "git checkout main",
           "git push --force",
           "git commit -F - <<'EOF'\nsed -i is not for docs/tasks.md\nEOF",
           "python3 -c \"import sys; sys.stdout.write(open('docs/tasks.md').read())\"",
           "python3 tools/lint.py docs/tasks.md",
           "reeve check docs/tasks.md",
           "reeve add 'rm docs/tasks.md > y'",
           "echo 'see docs/tasks.md' >> NOTES.md",
           "echo docs/tasks.md > list",
           "rm -rf build",
           "rm docs/other.md",
           "sed -i s/a/b/ src/tasks.md",
           "sed -i s/a/b/ docs/notes.md # not docs/tasks.md",
           "mv a b; cat docs/tasks.md",
           "cd /other && rm docs/tasks.md",
           "find . -name '*.o' -delete",
           "diff <(git show HEAD:docs/tasks.md) docs/tasks.md",
           "test -s docs/tasks.md 2>/dev/null && echo yes",
           "perl -ne 'print if /A-1/' docs/tasks.md",
       }) {
    INFO(command);
    CHECK(!denied(command));
  }
}

TEST_CASE("a script that is no script is read to its end") {
  for (const char* command :
       {"", "'", "\"docs/tasks.md", "$(", "`", "<<", "cat <<EOF", ">", "\\", "((((", "${", "&>"})
    CHECK(!denied(command));
  std::string deep = "docs/tasks.md ";
  for (int i = 0; i < 10'000; ++i) deep += "$(";
  CHECK(!denied(deep));
  CHECK(denied(std::string(100'000, ';') + "rm docs/tasks.md"));
}

TEST_CASE("paths are taken from where the session stands") {
  CHECK(path_from("/p/x", "../docs/./tasks.md") == "/p/docs/tasks.md");
  CHECK(path_from("/p", "/etc/../q") == "/q");
  CHECK(path_from("/", "../..") == "/");
}

}  // namespace reeve::app
