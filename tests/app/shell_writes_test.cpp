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

void check_denied(const char* command) {
  INFO(command);
  CHECK(denied(command));
}

void check_let_through(const char* command) {
  INFO(command);
  CHECK(!denied(command));
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
       })
    check_denied(command);
}

TEST_CASE("the table is seen from other directories, and in worktrees") {
  CHECK(denied("sed -i s/a/b/ docs/tasks.md", "/trees/A-1"));
  CHECK(denied("sed -i s/a/b/ ../p/docs/tasks.md", "/trees"));
}

TEST_CASE("the table behind variables, loops and braces is seen") {
  for (const char* command : {
           "sed -i s/a/b/ \"$D/tasks.md\"",
           "echo x > $(git rev-parse --show-toplevel)/docs/tasks.md",
           "echo x > ~/p/docs/tasks.md",
           "F=docs/tasks.md; echo \"$(rm $F)\"",
           "export F=docs/tasks.md; bash -c 'echo x > $F'",
           "F=docs/tasks.md bash -c 'echo x > \"${F}\"'",
           "bash -c 'rm \"$1\"' _ docs/tasks.md",
           "for f in docs/*.md; do sed -i s/a/b/ \"$f\"; done",
           "f=x; for f in src/x docs/*.md; do\n  sed -i s/a/b/ ${f}\ndone",
           "for f in docs/*.md; do python3 -c \"open('$f', 'w')\"; done",
           "sed -i s/a/b/ docs/{tasks,x}.md",
           "sed -i s/a/b/ {src/{a,b},docs/{x,tasks}}.md",
       })
    check_denied(command);
}

TEST_CASE("folders that git puts back, and files that programs are told to write, are seen") {
  for (const char* command : {
           "git checkout .",
           "git checkout -- .",
           "git checkout HEAD -- docs",
           "git restore docs",
           "git restore .",
           "git restore --source HEAD~2 -- docs/",
           "git restore :/",
           "cd docs && git checkout .",
           "sort -o docs/tasks.md docs/tasks.md",
           "sort -uo docs/tasks.md x",
           "sort --output=docs/tasks.md x",
           "curl -o docs/tasks.md https://x.example/y",
           "curl -sSLo docs/tasks.md https://x.example/y",
           "curl --output docs/tasks.md https://x.example/y",
           "wget -O docs/tasks.md https://x.example/y",
           "wget -qOdocs/tasks.md https://x.example/y",
           "sudo -u root sed -i s/a/b/ docs/tasks.md",
           "sudo -Eu root sed -i s/a/b/ docs/tasks.md",
           "sudo --user root sed -i s/a/b/ docs/tasks.md",
           "env -u X sed -i s/a/b/ docs/tasks.md",
           "timeout -s KILL 5 sed -i s/a/b/ docs/tasks.md",
           "timeout -k 5 1d sed -i s/a/b/ docs/tasks.md",
           "nice -n 10 rm docs/tasks.md",
           "xargs -a list sed -i s/a/b/ docs/tasks.md",
           "echo docs/tasks.md >list; xargs -a list sed -i s/a/b/",
           "ls docs/tasks.md | xargs -I % sed -i s/a/b/ %",
           "ls docs/tasks.md | xargs -I{} sh -c 'rm \"$1\"' _ {}",
       })
    check_denied(command);
}

TEST_CASE("scripts of interpreters that write the table are seen") {
  for (const char* command : {
           "python3 -c \"s=open('docs/tasks.md').read(); open('docs/tasks.md','w').write(s)\"",
           "python3 -c \"p='docs/tasks.md'; s=open(p).read(); open(p, 'w').write(s)\"",
           "python3 -c \"open('docs/tasks.md', encoding='utf-8', mode='w')\"",
           "python3 -c \"import sys; open(sys.argv[1], 'w')\" docs/tasks.md",
           "python3 -c \"open(f'{d}/x', 'w'); print('docs/tasks.md')\"",
           "python3 -c \"import os; os.remove('docs/tasks.md')\"",
           "python3 - <<'EOF'\ndef edit(path):\n  open(path, 'w')\nedit('docs/tasks.md')\nEOF",
           "perl -e 'open(F, \">\", \"docs/tasks.md\")'",
           "perl -e 'open(F, \">docs/tasks.md\")'",
           "ruby -e 'File.write(\"docs/tasks.md\", 1)'",
       })
    check_denied(command);
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
       })
    check_let_through(command);
}

TEST_CASE("what only a shell would know is not taken for the table") {
  for (const char* command : {
           "grep A-1 docs/tasks.md >$OUT",
           "grep A-1 docs/tasks.md >\"$OUT/found\"",
           "cp docs/tasks.md \"$TMPDIR/x\"",
           "cp docs/tasks.md \"$TMPDIR\"",
           "cp \"$x\" docs/; cat docs/tasks.md",
           "rm -f \"$tmp\"; cat docs/tasks.md",
           "tmp=$(mktemp); sed s/a/b/ docs/tasks.md >$tmp; mv $tmp out; rm -f $tmp",
           "rm -f ~/x; cat docs/tasks.md",
           "sed -i s/a/b/ $D/src/tasks.md",
           "sed -i s/a/b/ $D/subtasks.md",
           "for f in src/*.md; do sed -i s/a/b/ \"$f\"; done; cat docs/tasks.md",
           "for f in docs/*.md; do cat \"$f\"; done; for f in a b; do rm $f; done",
           "sed -i s/a/b/ docs/{notes,x}.md # not docs/tasks.md",
           "find . -name '*.o' -exec rm {} +; cat docs/tasks.md",
           "python3 -c \"t=open('docs/tasks.md').read(); open('report.txt','w').write(t)\"",
           "python3 -c \"open('report.txt','w').write(open('docs/tasks.md').read())\"",
           "python3 -c \"p='docs/tasks.md'; t=open(p).read(); open('report.txt', 'w').write(t)\"",
           "python3 - <<'EOF'\nfrom pathlib import Path\nt = Path('docs/tasks.md').read_text()\n"
           "Path('report.txt').write_text(t)\nEOF",
           "python3 - docs/tasks.md <<'EOF'\nimport sys\nopen('report.txt', "
           "'w').write(open(sys.argv[1]).read())\nEOF",
           "python3 -c \"open('$OUT', 'r')\"; cat docs/tasks.md",
           "node -e \"fs.writeFileSync('x.json', fs.readFileSync('docs/tasks.md', 'utf8'))\"",
           "perl -e 'open(F, \"<\", \"docs/tasks.md\"); open(G, \">\", \"report\")'",
           "git checkout src",
           "git checkout -b docs",
           "git checkout -- src/x.md",
           "git restore --staged .",
           "git stash",
           "sort -o sorted docs/tasks.md",
           "curl -T docs/tasks.md -o answer https://x.example/y",
           "sudo -u root cat docs/tasks.md",
           "timeout -s KILL 5 grep x docs/tasks.md",
       })
    check_let_through(command);
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
