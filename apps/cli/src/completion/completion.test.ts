// Lane: process

import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { openProgram } from "../program.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { runTito } from "../testing/run-tito.ts";

const names = (await openProgram([])).groups.flatMap(({ commands }) => commands.map((command) => command.name()));

/** Shells in which a command line is really completed; the word to be completed is the last. */
const shells = {
  bash: (script: string, words: readonly string[], cwd: string) =>
    run("bash", ["--norc", "-c", inBash, "bash", script, ...words], cwd),
  fish: (script: string, words: readonly string[], cwd: string) =>
    run("fish", ["--no-config", "-c", inFish, script, words.join(" ")], cwd),
  zsh: (script: string, words: readonly string[], cwd: string) =>
    run("zsh", ["-f", "-c", inZsh, "zsh", script, words.join(" ")], cwd),
} as const;

const inBash = `
  source "$1"; shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _tito
  printf '%s\\n' "\${COMPREPLY[@]}"
`;

const inFish = `
  source $argv[1]
  complete -C "$argv[2]"
`;

/** A terminal of zsh's own, in which the line is typed and Tab pressed: what would be offered is printed instead. */
const inZsh = `
  zmodload zsh/zpty
  zpty inner zsh -f -i
  zpty -w inner 'PS1= PS2=; autoload -U compinit; compinit -u -D; bindkey "^I" complete-word'
  zpty -w inner "source \${(q)1}"
  zpty -w inner 'compadd() {
    [[ "\${@[1,(i)(-|--)]}" == *-(O|A|D)\\ * ]] && { builtin compadd "$@"; return }
    local -a offered; builtin compadd -O offered "$@"; print; print -rl -- $offered
  }'
  zpty -w inner 'comppostfuncs=(finish); finish() { print "that is"" all"; exit }'
  zpty -w -n inner "$2"$'\\t'
  zpty -r -m inner said '*that is all*'
  print -r -- "$said"
`;

function run(shell: string, args: readonly string[], cwd: string): readonly string[] {
  const { stdout, stderr } = spawnSync(shell, args, { cwd, encoding: "utf8", timeout: 30_000 });
  expect(stderr).toBe("");
  return stdout.split(/\r?\n/).map((line) => line.split("\t")[0] ?? "");
}

function isThere(shell: string): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

test("a script for a shell that there is none for is refused", async () => {
  const { code, stderr } = await runTito(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(stderr).toContain("'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.");
});

describe.each(["bash", "fish", "zsh"] as const)("%s", (shell) => {
  const there = test.skipIf(!isThere(shell));
  let script: string;
  let course: string;
  beforeEach(async () => {
    const { code, stdout } = await runTito(["completion", shell]);
    expect(code).toBe(0);
    const folder = await temporaryFolder();
    script = join(folder, "script");
    course = join(folder, "my course");
    await writeFile(script, stdout);
    for (const path of ["modules/01-tensor/src", "modules/08-optimizers/src", "modules/milestones/xor"]) {
      await mkdir(join(course, path), { recursive: true });
    }
    await writeFile(join(course, "modules/milestones/xor/program.ts"), "");
  });

  const complete = (...words: readonly string[]) => shells[shell](script, words, join(course, "modules/08-optimizers"));

  test("every command that is listed is in its script", async () => {
    const { stdout } = await runTito(["completion", shell]);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(stdout))).toEqual([]);
  });

  there("commands are completed", () => {
    expect(complete("tito", "sub")).toContain("submit");
    expect(complete("tito", "ba")).toContain("backup");
  });

  there("modules are those of the course one stands in, by number or by name", () => {
    expect(complete("tito", "test", "0")).toEqual(expect.arrayContaining(["01-tensor", "08-optimizers"]));
    expect(complete("tito", "submit", "opt")).toContain("optimizers");
    expect(complete("tito", "use", "mine", "01")).toContain("01-tensor");
    expect(complete("tito", "verify", "--seeds", "3", "08", "01")).toContain("01-tensor");
  });

  there("options and what they take are completed", () => {
    expect(complete("tito", "submit", "--no")).toContain("--no-wait");
    expect(complete("tito", "add-user", "--role", "inst")).toContain("instructor");
    expect(complete("tito", "grade", "--module", "08")).toContain("08-optimizers");
  });

  there("a command's own commands are completed, and what they take", () => {
    expect(complete("tito", "extend", "gr")).toContain("grant");
    expect(complete("tito", "late-days", "ta")).toContain("take-back");
    expect(complete("tito", "override", "set", "ada", "08")).toContain("08-optimizers");
    expect(complete("tito", "assign", "set", "08", "--cool")).toContain("--cool-down");
    expect(complete("tito", "assign", "set", "08", "--counts", "ch")).toContain("chosen");
  });

  there("other words are those of a list", () => {
    expect(complete("tito", "use", "ref")).toContain("reference");
    expect(complete("tito", "completion", "z")).toContain("zsh");
    expect(complete("tito", "milestone", "x")).toContain("xor");
  });
});
