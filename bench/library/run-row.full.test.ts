import { expect, test } from "vitest";
import { contenders } from "./contenders.ts";
import { runRow } from "./run-row.ts";
import { rows } from "./work.ts";

const effort = { rounds: 1, seconds: 0.001 };

test.for(["matmul 64", "MLP 2-16-16-1, batch 100, Adam"])(
  "%s: everyone who is here does the same work",
  async (name) => {
    const row = rows.find((each) => each.name === name);
    if (row === undefined) throw new Error(`there must be a row of that name, got ${name}`);
    const invited = contenders.filter(({ only = [row.job.kind] }) => only.includes(row.job.kind));
    const outcomes = await runRow(row, invited, effort);
    const states = [...outcomes].filter(([, { state }]) => state !== "absent" && state !== "cannot");
    expect(states.filter(([, { state }]) => state !== "timed")).toEqual([]);
    expect(states.map(([each]) => each)).toEqual(expect.arrayContaining(["tinytorch js", "tfjs wasm", "jax-js"]));
  },
);
