import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in personalInfo, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "personal-info.placeholder",
    file: "src/personal-info.ts",
    find: `{ name: "Ada Lovelace", handle: "ada-l", version: "1.0.0" };`,
    replace: `{ name: "Your Name", handle: "your-handle", version: "0.0.0" };`,
    caughtBy: ["personal-info.name", "personal-info.handle", "personal-info.version"],
    diagnosis: "hands in the comment's example for nobody, with nothing of yours in it",
  },
  {
    id: "personal-info.no-name",
    file: "src/personal-info.ts",
    find: `name: "Ada Lovelace"`,
    replace: `name: " "`,
    caughtBy: ["personal-info.name"],
    diagnosis: "has a name that is only a space",
  },
  {
    id: "personal-info.handle-as-name",
    file: "src/personal-info.ts",
    find: `"ada-l"`,
    replace: `"Ada Lovelace"`,
    caughtBy: ["personal-info.handle"],
    diagnosis: "has the name again as its handle, with capitals and a space",
  },
  {
    id: "personal-info.handle-with-at",
    file: "src/personal-info.ts",
    find: `"ada-l"`,
    replace: `"@ada-l"`,
    caughtBy: ["personal-info.handle"],
    diagnosis: "begins the handle with an @, where a letter should stand",
  },
  {
    id: "personal-info.short-version",
    file: "src/personal-info.ts",
    find: `version: "1.0.0"`,
    replace: `version: "1.0" as Version`,
    caughtBy: ["personal-info.version"],
    diagnosis: "has a version of two numbers",
  },
  {
    id: "personal-info.version-with-v",
    file: "src/personal-info.ts",
    find: `version: "1.0.0"`,
    replace: `version: "v1.0.0" as Version`,
    caughtBy: ["personal-info.version"],
    diagnosis: "writes a v before the version",
  },
  {
    id: "personal-info.e-mail",
    file: "src/personal-info.ts",
    find: `name: "Ada Lovelace", handle`,
    replace: `name: "Ada Lovelace", ...{ email: "nobody at all" }, handle`,
    caughtBy: ["personal-info.only"],
    diagnosis: "gives an e-mail entry as well, which nobody asked for",
  },
  {
    id: "personal-info.changes",
    file: "src/personal-info.ts",
    find: `version: "1.0.0" };`,
    replace: `version: \`1.0.\${(calls += 1)}\` };\n}\nlet calls = 0;\nif (calls > 1) {`,
    caughtBy: ["personal-info.only"],
    diagnosis: "says another version at every call",
  },
  {
    id: "personal-info.long-handle",
    file: "src/personal-info.ts",
    find: '"ada-l"',
    replace: '"ada-king-countess-of-lovelace-1"',
    caughtBy: ["personal-info.handle"],
    diagnosis: "has a handle of 31 characters, one more than the list has room for",
  },
  {
    id: "personal-info.one-object",
    file: "src/personal-info.ts",
    find: 'return { name: "Ada Lovelace", handle: "ada-l", version: "1.0.0" };',
    replace: `return me;
}
const me: PersonalInfo = { name: "Ada Lovelace", handle: "ada-l", version: "1.0.0" };
if (me.name === "") {`,
    caughtBy: ["personal-info.only"],
    diagnosis:
      "gives the same object at every call, so that whoever writes into it changes what is said next",
  },
  {
    id: "personal-info.counts-later",
    file: "src/personal-info.ts",
    find: 'return { name: "Ada Lovelace", handle: "ada-l", version: "1.0.0" };',
    replace: `calls += 1;
  return { name: "Ada Lovelace", handle: "ada-l", version: calls < 5 ? "1.0.0" : "1.0.1" };
}
let calls = 0;
if (calls > 1) {`,
    caughtBy: ["personal-info.only"],
    diagnosis: "says another version after a few calls",
  },
]);
