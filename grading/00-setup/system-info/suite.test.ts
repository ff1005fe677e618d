import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import { byteCount, coresOf } from "./hosts.ts";

// Everything comes from the host that is given, and not from the machine that the code was written on.
hidden(
  "system-info.host",
  {
    title: "systemInfo: about the host that it is given",
    points: 6,
    visibility: "visible",
    hint: "Which machine is asked about? The one in the argument, each time anew: no number and no name in the result may stand in your code.",
  },
  async ({ submission, inputs }) => {
    const [first, second] = [inputs.integer(1, 4), inputs.integer(5, 9)];
    const hosts = [first, second].map((count, index) => ({
      platform: index === 0 ? "linux" : "darwin",
      nodeVersion: `v${20 + count}.${inputs.integer(0, 9)}.${inputs.integer(0, 9)}`,
      cpus: coresOf(count, `Model ${inputs.integer(100, 999)}`),
      totalMemory: byteCount(20 * count),
    }));
    const given = await submission.evaluate(({ systemInfo }, hosts) => {
      const before = JSON.stringify(hosts);
      // Twice, the second time the other way round: what is kept from the first call shows.
      const infos = [...hosts, ...hosts.toReversed()].map((host) => systemInfo(host));
      return { infos, before, after: JSON.stringify(hosts) };
    }, hosts);
    const expected = hosts.map(({ platform, nodeVersion, cpus }, index) => ({
      platform: platform === "linux" ? "Linux" : "macOS",
      processor: cpus[0].model,
      cores: cpus.length,
      memoryGb: [2 * first, 2 * second][index],
      node: nodeVersion.slice(1),
    }));
    expect(given.infos).toEqual([...expected, ...expected.toReversed()]);
    expect(given.after).toBe(given.before);
  },
);

// Units of 2³⁰ bytes, to one decimal.
hidden(
  "system-info.memory",
  {
    title: "systemInfo: GB of 2³⁰ bytes, rounded to one decimal",
    points: 7,
    visibility: "visible",
    hint: "How many bytes are a GB of memory? 2³⁰. Divide by that, multiply by ten, round, and divide by ten: up or down, whichever is nearer.",
  },
  async ({ submission, inputs }) => {
    // Just above and just below a tenth, far from where rounding turns.
    const tenths = [
      4,
      9,
      10,
      ...[1, 2, 3, 4].map(() => inputs.integer(11, 900)),
      inputs.integer(9000, 11000),
    ];
    const bytes = tenths.flatMap((count) => [
      byteCount(count - 0.4),
      byteCount(count),
      byteCount(count + 0.4),
    ]);
    const given = await submission.evaluate(
      ({ systemInfo }, bytes) =>
        bytes.map(
          (totalMemory) =>
            systemInfo({ platform: "linux", nodeVersion: "v24.0.0", cpus: [{ model: "one" }], totalMemory })
              .memoryGb,
        ),
      bytes,
    );
    // 3 · 0.1 for 0.3 is no mistake, and what is not rounded is.
    const expected = tenths.flatMap((count) => Array(3).fill({ value: count / 10, error: count * 1e-15 }));
    expect(firstDifference(given, expected)).toBe(null);
  },
);

// The number of entries, as a number, and 1 when nothing is known.
hidden(
  "system-info.cores",
  {
    title: "systemInfo: how many cores, as a number",
    points: 5,
    visibility: "visible",
    hint: "What is the length of the list? That number is the result, not the list and not a text; an empty list still is a machine with one core.",
  },
  async ({ submission, inputs }) => {
    const counts = [inputs.integer(2, 9), 1, inputs.integer(10, 20), 0];
    const given = await submission.evaluate(
      ({ systemInfo }, lists) =>
        lists.map(
          (cpus) =>
            systemInfo({ platform: "linux", nodeVersion: "v24.0.0", cpus, totalMemory: 2 ** 32 }).cores,
        ),
      counts.map((count) => coresOf(count, "same model")),
    );
    expect(given).toEqual(counts.map((count) => Math.max(count, 1)));
  },
);

// The first core's model, without what surrounds it.
hidden(
  "system-info.processor",
  {
    title: "systemInfo: the first core's model",
    points: 4,
    visibility: "visible",
    hint: "What does the first entry of the list say? Its model without spaces before and after it, those inside stay; and unknown where there is no entry, or nothing in it.",
  },
  async ({ submission, inputs }) => {
    const [big, little] = [`Big ${inputs.integer(10, 99)}  core`, `Little ${inputs.integer(10, 99)}`];
    const lists = [
      [{ model: `  ${big}\t ` }, { model: little }],
      [{ model: little }, { model: big }, { model: big }],
      [],
      [{ model: "   " }, { model: big }],
      [{ model: "" }],
    ];
    const given = await submission.evaluate(({ systemInfo }, lists) => {
      const given = lists.map((cpus) => cpus.map(({ model }) => ({ model })));
      const processors = given.map(
        (cpus) =>
          systemInfo({ platform: "linux", nodeVersion: "v24.0.0", cpus, totalMemory: 2 ** 32 }).processor,
      );
      return { processors, given };
    }, lists);
    expect(given.processors).toEqual([big, little, "unknown", "unknown", "unknown"]);
    // The spaces are taken out of the answer, and not out of the host.
    expect(given.given).toEqual(lists);
  },
);

// Names that people know, and any other as it is.
hidden(
  "system-info.platform",
  {
    title: "systemInfo: the platform by the name that people know",
    points: 3,
    visibility: "visible",
    hint: "What is darwin called in a shop? macOS; linux is Linux and win32 is Windows. A name that is none of these three comes back as it went in.",
  },
  async ({ submission, inputs }) => {
    const platforms = ["win32", "darwin", "linux", "freebsd", `x${inputs.integer(100, 999)}`, "constructor"];
    const given = await submission.evaluate(
      ({ systemInfo }, platforms) =>
        platforms.map(
          (platform) =>
            systemInfo({ platform, nodeVersion: "v24.0.0", cpus: [{ model: "one" }], totalMemory: 2 ** 32 })
              .platform,
        ),
      platforms,
    );
    expect(given).toEqual(["Windows", "macOS", "Linux", ...platforms.slice(3)]);
  },
);

// Node's version, all of it but the v.
hidden(
  "system-info.node",
  {
    title: "systemInfo: Node's version without its v",
    points: 3,
    visibility: "visible",
    hint: "What differs between v24.1.0 and 24.1.0? One character at the beginning; all three numbers stay, as a text.",
  },
  async ({ submission, inputs }) => {
    const versions = [inputs.integer(4, 9), inputs.integer(18, 40), 101].map(
      (major) => `${major}.${inputs.integer(10, 30)}.${inputs.integer(0, 9)}`,
    );
    // As builds of Node that try another V8 are called.
    versions.push(`${versions[0]}-v8-canary2026${inputs.integer(1000, 1231)}`);
    const given = await submission.evaluate(
      ({ systemInfo }, versions) =>
        versions.map(
          (nodeVersion) =>
            systemInfo({ platform: "linux", nodeVersion, cpus: [{ model: "one" }], totalMemory: 2 ** 32 })
              .node,
        ),
      versions.map((version) => `v${version}`),
    );
    expect(given).toEqual(versions);
  },
);
