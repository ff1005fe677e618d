// Lane: process

import { expect, test } from "vitest";
import { openProgram } from "./program.ts";
import { runTito, spawnTito } from "./testing/run-tito.ts";

const commands = (await openProgram([])).groups.flatMap((group) => group.commands);

test("without arguments tito prints its help and every command in it", async () => {
  const { code, stdout, stderr } = await spawnTito([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const command of commands) expect(stdout).toContain(`  ${command.name()} `);
});

test.each(commands.map((command) => command.name()))("tito %s --help has an example", async (name) => {
  const { code, stdout, stderr } = await runTito([name, "--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(`Example:\\n {2}tito ${name}\\b`));
});

test("tito help is the help, and tito help test that of a command", async () => {
  expect(await runTito(["help"])).toEqual(await runTito([]));
  expect(await runTito(["help", "test"])).toEqual(await runTito(["test", "--help"]));
});

test.each([
  [["grad"], "tito: unknown command 'grad'; did you mean grade?\n"],
  [["xyzzy"], "tito: unknown command 'xyzzy'\n"],
  [["setpu"], "tito: unknown command 'setpu'; did you mean tito test 00-setup?\n"],
  [["help", "sumbit"], "tito: unknown command 'sumbit'; did you mean submit?\n"],
  [["test", "setpu"], 'tito test: the module must be one of the course\'s, got "setpu"; did you mean 00-setup?\n'],
  [["grade", "--modul", "08", "."], "tito: unknown option '--modul'; did you mean --module?\n"],
  [["grade", "--module", "08"], "tito: missing required argument 'dir'\n"],
  [["grade", "."], "tito grade: a module must be named: give --module 08-optimizers\n"],
  [["test", "99"], /^tito test: the module must be one of .*08-optimizers.*, got "99"\n$/],
  [["gradebook", "--csv", "--json"], "tito: option '--csv' cannot be used with option '--json'\n"],
  [
    ["verify", "--seeds", "0"],
    "tito: option '--seeds <n>' argument '0' is invalid. It must be a whole number of at least 1.\n",
  ],
])("tito %j is refused in one sentence with exit code 2", async (args, sentence) => {
  const { code, stdout, stderr } = await runTito(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(sentence);
});
