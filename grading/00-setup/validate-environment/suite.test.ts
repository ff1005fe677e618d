import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { drawSystem } from "./system.ts";

// At least: exactly what is asked for is enough, and so is more.
hidden(
  "validate-environment.at-least",
  {
    title: "validateEnvironment: exactly as much is enough",
    points: 5,
    visibility: "visible",
    hint: "Is 2 at least 2? What is asked for is a least: the same and more are enough, only less is a problem.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const { cores, memoryGb, node } = system;
    const required = [
      { cores },
      { memoryGb },
      { node },
      { cores, memoryGb, node },
      { cores: cores - 1, memoryGb: memoryGb - 0.1 },
      { node: "9.99.99" },
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, required) =>
        required.map((each) => validateEnvironment(system, each)),
      system,
      required,
    );
    expect(given).toEqual(required.map(() => ({ ok: true, problems: [] })));
  },
);

// One thing is amiss: what, what is asked for, and what there is.
hidden(
  "validate-environment.sentences",
  {
    title: "validateEnvironment: a sentence for each problem",
    points: 6,
    visibility: "visible",
    hint: "What does somebody need to know who wants to mend it? The name, the least that is asked for, and what there is, in the words of the comment: `cores: must be >= 2, got 1`.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const [cores, memoryGb] = [
      system.cores + inputs.integer(1, 9),
      system.memoryGb + inputs.integer(1, 4) / 10,
    ];
    const nodes = ["101.0.0", system.node.replace(/\d+$/, "11"), system.node.replace(/\.\d\./, ".10.")];
    const required = [{ cores }, { memoryGb }, ...nodes.map((node) => ({ node }))];
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, required) =>
        required.map((each) => validateEnvironment(system, each).problems),
      system,
      required,
    );
    expect(given).toEqual([
      [`cores: must be >= ${cores}, got ${system.cores}`],
      [`memoryGb: must be >= ${memoryGb}, got ${system.memoryGb}`],
      ...nodes.map((node) => [`node: must be >= ${node}, got ${system.node}`]),
    ]);
  },
);

// Several things are amiss: all of them are told, in the order of the comment.
hidden(
  "validate-environment.all-problems",
  {
    title: "validateEnvironment: all problems in one go",
    points: 5,
    visibility: "visible",
    hint: "What if two things are amiss? Go on after the first and collect: node, then cores, then memoryGb. Each call begins with an empty list.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const required = { memoryGb: system.memoryGb + 1.5, cores: system.cores + 3, node: "77.1.2" };
    const without = [
      required,
      { memoryGb: required.memoryGb, cores: required.cores },
      { memoryGb: required.memoryGb, node: required.node },
      { cores: required.cores, node: required.node, memoryGb: system.memoryGb - 1 },
      required,
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, asked) => {
        const before = JSON.stringify([system, asked]);
        const problems = asked.map((each) => validateEnvironment(system, each).problems);
        return { problems, before, after: JSON.stringify([system, asked]) };
      },
      system,
      without,
    );
    const names = given.problems.map((list) => list.map((sentence) => sentence.split(":")[0]));
    expect(names).toEqual([
      ["node", "cores", "memoryGb"],
      ["cores", "memoryGb"],
      ["node", "memoryGb"],
      ["node", "cores"],
      ["node", "cores", "memoryGb"],
    ]);
    expect(given.after).toBe(given.before);
  },
);

// Ok and the list say the same.
hidden(
  "validate-environment.ok",
  {
    title: "validateEnvironment: ok says whether there is a problem",
    points: 4,
    visibility: "visible",
    hint: "When is all well? When the list of problems is empty, and only then: true or false, whatever was checked last.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const { cores, memoryGb } = system;
    const required = [
      { cores, memoryGb },
      { cores: cores + 1, memoryGb },
      { cores, memoryGb: memoryGb + 1 },
      { cores: cores + 1, memoryGb: memoryGb + 1 },
      { cores, memoryGb: memoryGb - 1 },
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, required) =>
        required.map((each) => validateEnvironment(system, each).ok),
      system,
      required,
    );
    expect(given).toEqual([true, false, false, false, true]);
  },
);

// What is left out is not asked for.
hidden(
  "validate-environment.left-out",
  {
    title: "validateEnvironment: what is left out is not asked for",
    points: 2,
    visibility: "visible",
    hint: "What does a requirement that is not there ask for? Nothing: look at each before you compare with it.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const poor = { ...system, cores: 0, memoryGb: 0, node: "0.0.0" };
    const given = await submission.evaluate(
      ({ validateEnvironment }, systems, required) =>
        systems.map((system) => {
          // What is there and undefined is left out too.
          const blank = { node: undefined, cores: undefined, memoryGb: undefined };
          return [...required, blank].map((each) => validateEnvironment(system, each));
        }),
      [system, poor],
      [{}, { cores: 0 }, { node: "0.0.0", memoryGb: 0 }],
    );
    expect(given).toEqual([0, 1].map(() => [0, 1, 2, 3].map(() => ({ ok: true, problems: [] }))));
  },
);

// A number that is not known is not enough.
hidden(
  "validate-environment.unknown",
  {
    title: "validateEnvironment: what is not known is a problem",
    points: 2,
    visibility: "after-due",
    hint: "Is NaN smaller than 4? No, and it is not larger either. Ask whether there is enough, and not whether there is too little.",
  },
  async ({ submission, inputs }) => {
    const system = { ...drawSystem(inputs), cores: Number.NaN, memoryGb: Number.NaN };
    const [cores, memoryGb] = [inputs.integer(1, 4), inputs.integer(1, 4)];
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, required) =>
        required.map((each) => validateEnvironment(system, each)),
      system,
      [{ cores, memoryGb }, { cores: 0 }, {}],
    );
    expect(given).toEqual([
      {
        ok: false,
        problems: [`cores: must be >= ${cores}, got NaN`, `memoryGb: must be >= ${memoryGb}, got NaN`],
      },
      { ok: false, problems: ["cores: must be >= 0, got NaN"] },
      { ok: true, problems: [] },
    ]);
  },
);
