import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Lab } from "../lab.ts";
import { readFlags } from "./flags.ts";
import { loadMine } from "./load-mine.ts";
import { runLab } from "./run-lab.ts";
import { type Output, showLab } from "./show-lab.ts";

const counting: Lab<{ count(): number }, { count: number; missing: number }> = {
  data: ({ count }) => ({ count: count(), missing: Number.NaN }),
  frames: ({ count }) => count,
  draw: ({ count }, { frame, columns, colour }) => `${frame} of ${count} in ${columns}${colour ? ", coloured" : ""}`,
};

const mine = { count: () => 2 };

function collect(terminal: Partial<Output> = {}): { output: Output; text: () => string } {
  const written: string[] = [];
  return { output: { ...terminal, write: (text) => written.push(text) }, text: () => written.join("") };
}

function recordsIn(text: string): unknown[] {
  return text
    .split("\u001e")
    .slice(1)
    .map((record) => JSON.parse(record));
}

describe("showLab", () => {
  test("into a pipe goes the last picture alone, without colour", async () => {
    const { output, text } = collect();
    await showLab(counting, mine, { output });
    expect(text()).toBe("2 of 2 in 80\n");
  });

  test("in a terminal the pictures come one after the other, and the last one stays", async () => {
    const { output, text } = collect({ isTTY: true, columns: 120, hasColors: () => true });
    await showLab(counting, mine, { output, milliseconds: 1 });
    const clear = "\u001b[H\u001b[2J";
    const picture = (frame: number) => `${clear}${frame} of 2 in 120, coloured`;
    expect(text()).toBe(`${picture(0)}${picture(1)}${picture(2)}\n`);
  });

  test("as JSON come the data, with null where there was no number", async () => {
    const { output, text } = collect({ isTTY: true });
    await showLab(counting, mine, { output, json: true });
    expect(JSON.parse(text())).toEqual({ count: 2, missing: null });
  });

  test("for another program come the data and every picture in the room it asks for, each a record", async () => {
    const { output, text } = collect({ isTTY: true, columns: 120 });
    const saying = { ...counting, say: ({ count }: { count: number }) => `it counted to ${count}` };
    await showLab(saying, mine, { output, frames: { columns: 90, rows: 40, colour: true } });
    expect(recordsIn(text())).toEqual([
      { kind: "picture", last: 2, sentence: "it counted to 2", plot: null, data: { count: 2, missing: null } },
      ...[0, 1, 2].map((frame) => ({ kind: "frame", frame, text: `${frame} of 2 in 90, coloured` })),
    ]);
  });

  test("a still picture is drawn once, without clearing the terminal", async () => {
    const still: Lab<null, string> = { data: async () => "data", draw: (data) => `picture of ${data}` };
    const { output, text } = collect({ isTTY: true });
    await showLab(still, null, { output });
    expect(text()).toBe("picture of data\n");
  });
});

describe("loadMine", () => {
  let module = "";

  beforeEach(async () => {
    module = await mkdtemp(join(tmpdir(), "lab-"));
    for (const [folder, owner] of [
      ["src", "student"],
      ["solution", "course"],
    ] as const) {
      await mkdir(join(module, folder));
      await writeFile(join(module, folder, "index.ts"), `export const owner: string = "${owner}";`);
    }
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(module, { recursive: true });
  });

  test("the student's own code is src/ beside the lab, unless another folder is named", async () => {
    const lab = join(module, "lab");
    vi.stubEnv("TINYTORCH_MODULE_SOURCE", undefined);
    expect(await loadMine<{ owner: string }>(lab)).toMatchObject({ owner: "student" });
    vi.stubEnv("TINYTORCH_MODULE_SOURCE", join(module, "solution"));
    expect(await loadMine<{ owner: string }>(lab)).toMatchObject({ owner: "course" });
  });

  test("a lab's program shows the lab on it, with --json its data", async () => {
    vi.stubEnv("TINYTORCH_MODULE_SOURCE", undefined);
    const owner: Lab<{ owner: string }, { owner: string }> = {
      data: (mine) => ({ owner: mine.owner }),
      draw: (data) => `written by a ${data.owner}`,
    };
    const [picture, json] = [collect(), collect()];
    await runLab(owner, join(module, "lab"), { flags: readFlags([]), output: picture.output });
    await runLab(owner, join(module, "lab"), { flags: readFlags(["--json"]), output: json.output });
    expect(picture.text()).toBe("written by a student\n");
    expect(JSON.parse(json.text())).toEqual({ owner: "student" });
  });

  test("code that is not written yet is waited for in plain words, and another error is not hidden", async () => {
    vi.stubEnv("TINYTORCH_MODULE_SOURCE", undefined);
    const failing = (message: string): Lab<unknown, null> => ({
      data: () => {
        throw new Error(message);
      },
      draw: () => "",
    });
    const { output, text } = collect();
    await runLab(failing("TODO(08-optimizers): write the step"), join(module, "lab"), { flags: readFlags([]), output });
    expect(text()).toContain("Not written yet: write the step.");
    const records = collect();
    const flags = readFlags(["--frames"]);
    await runLab(failing("TODO(08-optimizers): write the step"), join(module, "lab"), {
      flags,
      output: records.output,
    });
    expect(recordsIn(records.text())).toEqual([{ kind: "words", text: text() }]);
    await expect(runLab(failing("a slip"), join(module, "lab"), { flags: readFlags([]), output })).rejects.toThrow(
      "a slip",
    );
  });
});
