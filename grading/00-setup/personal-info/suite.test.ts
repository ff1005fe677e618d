import { expect } from "vitest";
import { hidden } from "../hidden.ts";

// A name that somebody has filled in.
hidden(
  "personal-info.name",
  {
    title: "personalInfo: your own name",
    points: 8,
    visibility: "visible",
    hint: "Who are you? Return an object whose name is the text by which you want to be called, in place of the one that the comment shows for nobody.",
  },
  async ({ submission }) => {
    const name = await submission.evaluate(({ personalInfo }) => personalInfo().name);
    expect(name).toBeTypeOf("string");
    expect(name.trim()).not.toBe("");
    expect(name.trim().toLowerCase()).not.toBe("your name");
  },
);

// A handle as the comment describes it.
hidden(
  "personal-info.handle",
  {
    title: "personalInfo: a handle that fits into a list",
    points: 6,
    visibility: "visible",
    hint: "Which characters may a handle have, and how many? A lower-case letter first, then lower-case letters, digits and hyphens, at most 30 in all, in handle.",
  },
  async ({ submission }) => {
    const handle = await submission.evaluate(({ personalInfo }) => personalInfo().handle);
    expect(handle).toBeTypeOf("string");
    expect(handle).toMatch(/^[a-z][a-z0-9-]{1,29}$/);
    expect(handle).not.toBe("your-handle");
  },
);

// A version of one's own library.
hidden(
  "personal-info.version",
  {
    title: "personalInfo: a version of three numbers",
    points: 6,
    visibility: "visible",
    hint: "How many numbers does a version have, and what stands between them? Three, with dots, as a text: not 0.0.0, which is nothing yet.",
  },
  async ({ submission }) => {
    const version = await submission.evaluate(({ personalInfo }) => personalInfo().version);
    expect(version).toBeTypeOf("string");
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(version).not.toMatch(/^0+\.0+\.0+$/);
  },
);

// The same at every call, and nothing that nobody asked for.
hidden(
  "personal-info.only",
  {
    title: "personalInfo: these three entries, the same at every call",
    points: 4,
    visibility: "after-due",
    hint: "What does the grader know that it did not ask for? Return name, handle and version, no address of yours, and the same whenever it is called, whatever has become of the object that you gave before.",
  },
  async ({ submission }) => {
    const [first, ...others] = await submission.evaluate(({ personalInfo }) =>
      Array.from({ length: 12 }, () => {
        const info = personalInfo();
        const entries = Object.entries(info);
        // Written over, if it lets itself be: the next call has its own.
        for (const [key] of entries) Reflect.set(info, key, "written over");
        return entries;
      }),
    );
    expect(first.map(([key]) => key).sort()).toEqual(["handle", "name", "version"]);
    for (const [, text] of first) expect(text).not.toContain("@");
    for (const other of others) expect(other).toEqual(first);
  },
);
