import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { drawSystem, inEveryWay, lacking } from "./system.ts";

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
    const [major, minor, patch] = node.split(".").map(Number);
    const enough = [
      { cores },
      { memoryGb },
      { node },
      { cores, memoryGb, node },
      { cores: cores - 1, memoryGb: memoryGb - 0.1 },
      { memoryGb: memoryGb - 1e-9 },
      { cores: 0.5, memoryGb: 0.5 },
      // Older, and with larger parts after the one that decides.
      { node: "9.99.99" },
      { node: `${major - 1}.${minor + 20}.${patch + 20}` },
      { node: `${major}.${minor - 1}.${patch + 20}` },
      { node: `${major}.${minor}.${patch - 1}` },
    ];
    // Numbers of more digits, which as texts would be the smaller ones.
    const large = { ...system, cores: 100 + cores, memoryGb: 100 + memoryGb, node: `1${node}` };
    const pairs = [
      ...enough.map((required) => ({ system, required })),
      ...[{ cores: 99 }, { memoryGb: 99.9 }, { node: "99.0.0" }].map((required) => ({
        system: large,
        required,
      })),
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, pairs) =>
        pairs.map(({ system, required }) => validateEnvironment(system, required)),
      pairs,
    );
    expect(given).toEqual(pairs.map(() => ({ ok: true, problems: [] })));
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
    const [major, minor, patch] = system.node.split(".").map(Number);
    const node = (least: string) =>
      lacking(system, { node: least }, `node: must be >= ${least}, got ${system.node}`);
    const cores = (least: number, of = system) =>
      lacking(of, { cores: least }, `cores: must be >= ${least}, got ${of.cores}`);
    const memoryGb = (least: number, of = system) =>
      lacking(of, { memoryGb: least }, `memoryGb: must be >= ${least}, got ${of.memoryGb}`);
    const cases = [
      // One more, some more, and so many that somebody might write them in groups.
      ...[system.cores + 1, system.cores + inputs.integer(2, 9), 16, 4096].map((least) => cores(least)),
      cores(0.5, { ...system, cores: 0 }),
      // Less than half a GB, less than anybody would show, and whole numbers.
      ...[0.1, inputs.integer(2, 4) / 10, 0.001, 1e-9].map((more) => memoryGb(system.memoryGb + more)),
      ...[16, 2048].map((least) => memoryGb(least)),
      memoryGb(0.1, { ...system, memoryGb: 0 }),
      memoryGb(8.25, { ...system, memoryGb: 8 }),
      // Newer in each place, also with smaller parts after the one that decides, or with one digit more.
      ...["101.0.0", `${major + 1}.0.0`, `${major}.${minor + 1}.0`, `${major}.${minor}.${patch + 1}`].map(
        node,
      ),
      ...[`${major}.10.${patch}`, `${major}.${minor}.11`].map(node),
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, cases) =>
        cases.map(({ system, required }) => validateEnvironment(system, required).problems),
      cases,
    );
    expect(given).toEqual(cases.map(({ sentence }) => [sentence]));
  },
);

// Several things are amiss: all of them are told, in the order of the comment.
hidden(
  "validate-environment.all-problems",
  {
    title: "validateEnvironment: all problems in one go",
    points: 4,
    visibility: "visible",
    hint: "What if two things are amiss? Go on after the first and collect: node, then cores, then memoryGb. Each call begins with an empty list.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const cases = inEveryWay(system);
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, asked) => {
        const before = JSON.stringify([system, asked]);
        const answers = asked.map((each) => validateEnvironment(system, each));
        // One more than there can be: a list that grows from call to call grows without end.
        const problems = answers.map(({ problems }) => problems.slice(0, 4));
        return { problems, before, after: JSON.stringify([system, asked]) };
      },
      system,
      cases.map(({ required }) => required),
    );
    const names = given.problems.map((list) => list.map((sentence) => sentence.split(":")[0]));
    expect(names).toEqual(cases.map(({ amiss }) => amiss));
    expect(given.after).toBe(given.before);
  },
);

// Nothing is kept: not by a part of what is given, not by the objects themselves, and no list for two answers.
hidden(
  "validate-environment.each-anew",
  {
    title: "validateEnvironment: each system anew",
    points: 1,
    visibility: "after-due",
    hint: "Do you keep answers, or a list? The same object may have changed since, and whoever was given a list may write into it. Begin each call with a list of its own, and hand out an object of its own.",
  },
  async ({ submission, inputs }) => {
    const system = drawSystem(inputs);
    const { cores, memoryGb, node } = system;
    const asked = { node, cores, memoryGb };
    const poor = { node: "9.0.0", cores: 1, memoryGb: 0.5 };
    // One thing after the other becomes too little, or too much to ask for, and then enough again.
    const systemSteps = [
      {},
      { cores: 1 },
      { memoryGb: 0.5 },
      { node: "9.0.0" },
      { cores },
      { memoryGb, node },
    ];
    const askedSteps = [
      {},
      { cores: 99 },
      { memoryGb: 99 },
      { node: "99.0.0" },
      { cores },
      { memoryGb, node },
    ];
    const afterSteps = [
      [],
      ["cores"],
      ["cores", "memoryGb"],
      ["node", "cores", "memoryGb"],
      ["node", "memoryGb"],
      [],
    ];
    // Two in a row are the same text when they are written without anything between.
    const pairs = [
      { has: {}, required: { cores: 1, memoryGb: 220 }, amiss: ["memoryGb"] },
      { has: {}, required: { cores: 12, memoryGb: 20 }, amiss: ["cores", "memoryGb"] },
      { has: {}, required: { node, cores: 12 }, amiss: ["cores"] },
      { has: {}, required: { node: `${node}1`, cores: 2 }, amiss: ["node"] },
      { has: { cores: 1, memoryGb: 18 }, required: { cores: 2, memoryGb: 9 }, amiss: ["cores"] },
      { has: { cores: 11, memoryGb: 8 }, required: { cores: 2, memoryGb: 9 }, amiss: ["memoryGb"] },
      { has: { node: "2.0.1" }, required: { node: "12.0.1" }, amiss: ["node"] },
      { has: { node: "2.0.11" }, required: { node: "2.0.1" }, amiss: [] },
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, { system, asked, poor, systemSteps, askedSteps, pairs }) => {
        const changing = { ...system };
        const bySystem = systemSteps.map((step) => validateEnvironment(Object.assign(changing, step), asked));
        const required = { ...asked };
        const byAsked = askedSteps.map((step) => validateEnvironment(system, Object.assign(required, step)));
        const byBoth = pairs.map(({ has, required }) => validateEnvironment({ ...system, ...has }, required));
        // What was answered is written over, if it lets itself be, and the same asked again.
        const again = [system, { ...system, ...poor }].map((one) => {
          const first = validateEnvironment(one, asked);
          Reflect.set(first.problems, first.problems.length, "written over");
          Reflect.set(first, "ok", "written over");
          return validateEnvironment(one, asked);
        });
        const answers = [...bySystem, ...byAsked, ...byBoth, ...again];
        return answers.map(({ ok, problems }) => ({ ok, problems: problems.slice(0, 4) }));
      },
      { system, asked, poor, systemSteps, askedSteps, pairs },
    );
    const names = given.map(({ problems }) => problems.map((sentence) => sentence.split(":")[0]));
    const amiss = [
      ...afterSteps,
      ...afterSteps,
      ...pairs.map((pair) => pair.amiss),
      ...[[], ["node", "cores", "memoryGb"]],
    ];
    expect(names).toEqual(amiss);
    expect(given.map(({ ok }) => ok)).toEqual(amiss.map(({ length }) => length === 0));
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
    const cases = inEveryWay(system);
    const given = await submission.evaluate(
      ({ validateEnvironment }, system, required) =>
        required.map((each) => validateEnvironment(system, each).ok),
      system,
      cases.map(({ required }) => required),
    );
    expect(given).toEqual(cases.map(({ amiss }) => amiss.length === 0));
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
    // What cannot be compared does no harm where it is not asked for.
    const unknown = { ...poor, cores: Number.NaN, memoryGb: Number.NaN };
    const trial = { ...poor, node: "24.0.0-v8-canary20261129" };
    const given = await submission.evaluate(
      ({ validateEnvironment }, pairs) =>
        pairs.map(({ systems, required }) =>
          // What is there and undefined is left out too.
          [required, { node: undefined, cores: undefined, memoryGb: undefined, ...required }].map((each) =>
            systems.map((system) => {
              const { ok, problems } = validateEnvironment(system, each);
              return { ok, problems: problems.slice(0, 4) };
            }),
          ),
        ),
      [
        { systems: [system, poor, unknown, trial], required: {} },
        { systems: [system, poor, trial], required: { cores: 0 } },
        { systems: [system, poor, trial], required: { memoryGb: 0 } },
        { systems: [system, poor, trial], required: { cores: 0, memoryGb: 0 } },
        { systems: [system, poor, unknown], required: { node: "0.0.0" } },
        { systems: [system, poor], required: { node: "0.0.0", memoryGb: 0 } },
        { systems: [system, { ...unknown, memoryGb: 1 }], required: { memoryGb: 1 } },
        { systems: [system, { ...unknown, cores: 1 }], required: { cores: 1 } },
      ],
    );
    const fine = [4, 3, 3, 3, 3, 2, 2, 2].map((count) => Array(count).fill({ ok: true, problems: [] }));
    expect(given).toEqual(fine.map((each) => [each, each]));
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
    const system = drawSystem(inputs);
    const [cores, memoryGb] = [inputs.integer(1, 3), inputs.integer(1, 4)];
    const unknown = { cores: Number.NaN, memoryGb: Number.NaN };
    const [noCores, noMemory] = [
      [`cores: must be >= ${cores}, got NaN`],
      [`memoryGb: must be >= ${memoryGb}, got NaN`],
    ];
    const cases = [
      { of: unknown, required: { cores, memoryGb }, problems: [...noCores, ...noMemory] },
      { of: { cores: Number.NaN }, required: { cores, memoryGb }, problems: noCores },
      { of: { memoryGb: Number.NaN }, required: { cores, memoryGb }, problems: noMemory },
      { of: unknown, required: { cores }, problems: noCores },
      { of: unknown, required: { memoryGb }, problems: noMemory },
      { of: unknown, required: { cores: 0 }, problems: ["cores: must be >= 0, got NaN"] },
      { of: unknown, required: { memoryGb: 0 }, problems: ["memoryGb: must be >= 0, got NaN"] },
      { of: unknown, required: {}, problems: [] },
      { of: unknown, required: { node: system.node }, problems: [] },
    ];
    const given = await submission.evaluate(
      ({ validateEnvironment }, cases) =>
        cases.map(({ system, required }) => {
          const { ok, problems } = validateEnvironment(system, required);
          return { ok, problems: problems.slice(0, 4) };
        }),
      cases.map(({ of, required }) => ({ system: { ...system, ...of }, required })),
    );
    expect(given).toEqual(cases.map(({ problems }) => ({ ok: problems.length === 0, problems })));
  },
);
