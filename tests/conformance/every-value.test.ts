import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { called, calls, classes, exported, notCalled } from "./every-call.ts";
import { troubleOf, values } from "./every-value.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/library.md"), "utf8").replaceAll("\n", " ");

describe("every export is called", () => {
  test.each(Object.keys(exported))("every function of %s", (name) => {
    const known = [...(called[name] ?? []), ...(notCalled[name] ?? [])];
    expect(exported[name]?.filter((key) => !known.includes(key))).toEqual([]);
  });

  test("but for bases, which the page names, and what tells or changes how all of it runs", () => {
    const ofAll = ["getNumThreads", "isGradEnabled", "kernelsInUse", "setNumThreads"];
    for (const name of Object.values(notCalled).flat())
      expect(ofAll.includes(name) || page.includes(`\`${name}\``), name).toBe(true);
  });

  test.each(Object.keys(classes))("every method of %s", (name) => {
    expect(classes[name]?.filter((key) => !called[name]?.includes(key))).toEqual([]);
  });
});

test("every call works with what it is meant for", () => {
  for (const { name, make } of calls) {
    const { call, args } = make();
    expect(() => call(...args), name).not.toThrow();
  }
});

test("whatever stands in place of an argument is taken, or refused in words", () => {
  const troubles: string[] = [];
  let tried = 0;
  for (const each of calls) {
    const places = each.make().args.length + 1;
    for (let place = 0; place < places; place++) {
      for (const value of values) {
        tried++;
        const trouble = troubleOf(each, [[place, value]]);
        if (trouble !== null) troubles.push(trouble);
      }
    }
  }
  expect(troubles).toEqual([]);
  const [thousands, rest] = [Math.floor(tried / 1000), String(tried % 1000).padStart(3, "0")];
  expect(page).toContain(
    `${calls.length} in all: in each place of each stands each of ${values.length} kinds of value, ${thousands} ${rest} calls,`,
  );
});

test("so it is with several at once", () => {
  const change = fc.tuple(fc.nat(4), fc.constantFrom(...values));
  const property = fc.property(
    fc.constantFrom(...calls),
    fc.array(change, { minLength: 2, maxLength: 4 }),
    (call, changes) => {
      expect(troubleOf(call, changes)).toBeNull();
    },
  );
  fc.assert(property, { seed: 1, numRuns: 20_000 });
});
