import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { openTestStore } from "./testing/open-test-store.ts";
import { followRenames, openTokenFiles } from "./token-files.ts";

function setUp() {
  const { store, folder, instructor, submit } = openTestStore();
  submit("ada");
  submit("grace");
  const files = openTokenFiles(folder);
  const log: string[] = [];
  followRenames(store.people, files, pino({}, { write: (line: string) => log.push(line) }));
  const idOf = (name: string) => store.users.byName(name)?.id ?? "";
  const rename = (from: string, login: string) => store.people.change(instructor, idOf(from), { login });
  return { store, folder, files, log, idOf, rename };
}

test("a token's file has the name that its account has, and nobody else's", () => {
  const { files, folder, rename } = setUp();
  files.write("ada", "the token of ada");
  rename("ada", "countess");
  expect([files.read("ada"), files.read("countess")]).toEqual([undefined, "the token of ada"]);
  // Whoever is called that now has no file.
  rename("grace", "ada");
  expect(readdirSync(join(folder, "tokens"))).toEqual(["countess"]);
  rename("ada", "grace");
  expect(readdirSync(join(folder, "tokens"))).toEqual(["countess"]);
});

test("a change that leaves the name, and one that is refused, leave the file", () => {
  const { store, files, idOf, rename } = setUp();
  files.write("ada", "kept");
  store.people.change("test", idOf("ada"), { section: "A" });
  expect(() => rename("ada", "grace")).toThrow(expect.objectContaining({ code: "name-taken" }));
  expect(files.read("ada")).toBe("kept");
});

test("a name that can be no file's takes the file away, and leads nowhere else", () => {
  const { files, folder, rename } = setUp();
  files.write("ada", "gone");
  rename("ada", "../outside");
  expect(existsSync(join(folder, "outside"))).toBe(false);
  expect(readdirSync(join(folder, "tokens"))).toEqual([]);
});

test("a file that cannot be renamed is logged, and the account is renamed all the same", () => {
  const { store, files, log, rename } = setUp();
  followRenames(
    store.people,
    {
      ...files,
      rename() {
        throw new Error("no room");
      },
    },
    pino({}, { write: (line: string) => log.push(line) }),
  );
  rename("ada", "countess");
  expect(store.users.byName("countess")).toBeDefined();
  expect(log.join("")).toContain("no room");
});
