import { expect, test } from "vitest";
import { cappedConsole } from "./capped-console.ts";

const sizeInJson = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;
/** One of each size, twice over and in both orders. */
const characters = ["a", "\0", '"', "\n", "\ud800", "é", "語", "𝄞", "\\", "\u007f"];
const text = [...characters, ...characters.toReversed(), "z"].join("");

test("a console is cut where its JSON would be larger, at a whole character and nowhere earlier", () => {
  for (let bytes = 0; bytes < sizeInJson(text); bytes += 1) {
    const capped = cappedConsole(text, bytes);
    const [next = ""] = text.slice(capped.length);
    expect(text.startsWith(capped), `${bytes}`).toBe(true);
    expect(sizeInJson(capped), `${bytes}`).toBeLessThanOrEqual(bytes);
    expect(sizeInJson(capped + next), `${bytes}`).toBeGreaterThan(bytes);
  }
  expect(cappedConsole(text, sizeInJson(text))).toBe(text);
});

test("what fits is kept as it is, and a console of control characters alone is cut to a sixth", () => {
  expect(cappedConsole("loss 0.25\n".repeat(100))).toBe("loss 0.25\n".repeat(100));
  expect(cappedConsole("\u0001".repeat(70_000))).toHaveLength(Math.floor(65_536 / 6));
});
