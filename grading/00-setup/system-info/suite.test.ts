import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden } from "../hidden.ts";
import type { Host } from "../solution/src/index.ts";
import { byteCount, coresOf, gbOf, infoOf } from "./hosts.ts";

// Everything comes from the host that is given, and not from the machine that the code was written on.
hidden(
  "system-info.host",
  {
    title: "systemInfo: about the host that it is given",
    points: 5,
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
    const expected = hosts.map(infoOf);
    expect(given.infos).toEqual([...expected, ...expected.toReversed()]);
    expect(given.after).toBe(given.before);
  },
);

// Nothing is kept: not by a part of the host, not by its parts written one after the other, not by the object itself.
hidden(
  "system-info.each-anew",
  {
    title: "systemInfo: each host anew",
    points: 1,
    visibility: "after-due",
    hint: "Do you keep answers, or parts of them? A host that is alike in all but one entry is another one, and so is the same object when something in it has changed. Work the five entries out anew, into an object of their own.",
  },
  async ({ submission, inputs }) => {
    const [a, b, c] = [inputs.integer(2, 4), inputs.integer(5, 9), inputs.integer(1, 9)];
    const bytes = inputs.integer(2_000_000_000, 3_000_000_000);
    const host = {
      platform: "linux",
      nodeVersion: `v2${a}.${b}.${c}`,
      cpus: coresOf(a, `Model ${b}`),
      totalMemory: bytes,
    };
    const hosts = [
      { ...host, platform: "win32" },
      { ...host, nodeVersion: `v2${a}.${b}.${c}${a}` },
      { ...host, nodeVersion: `v2${a}.${b}.1${c}` },
      { ...host, nodeVersion: `v2${a}.${b}${c}.${c}` },
      { ...host, cpus: coresOf(a + 1, `Model ${b}`) },
      { ...host, cpus: coresOf(10 + a, `Model ${b}`) },
      { ...host, cpus: coresOf(a, `Model ${b}1`) },
      { ...host, totalMemory: bytes + 1e10 },
      { ...host, totalMemory: bytes + 2e10 },
      { ...host, totalMemory: bytes + a * 1e10 },
      { ...host, cpus: coresOf(1, `Model ${b}`), totalMemory: bytes + a * 1e10 },
      { ...host, nodeVersion: `v2${a}.${b}.${c}1` },
      { ...host, cpus: coresOf(a, `Model ${b}${a}`) },
    ].flatMap((other) => [host, other]);
    const changes: readonly Partial<Host>[] = [
      { totalMemory: 3 * bytes },
      { platform: "darwin" },
      { nodeVersion: "v31.0.1" },
      { cpus: coresOf(a + b, "Other model") },
    ];
    const given = await submission.evaluate(
      ({ systemInfo }, hosts, host, changes) => {
        const infos = hosts.map((each) => systemInfo(each));
        const changing = { ...host, cpus: host.cpus.map(({ model }) => ({ model })) };
        const later = [systemInfo(changing)];
        changing.cpus.push({ model: "One more" });
        later.push(systemInfo(changing));
        changing.cpus[0].model = "Changed model";
        later.push(systemInfo(changing));
        for (const change of changes) later.push(systemInfo(Object.assign(changing, change)));
        // What was answered is written over, if it lets itself be, and the same asked again.
        const first = systemInfo(host);
        for (const key of Object.keys(first)) Reflect.set(first, key, "written over");
        return { infos, later, again: systemInfo(host) };
      },
      hosts,
      host,
      changes,
    );
    const more = [...host.cpus, { model: "One more" }];
    const states: Host[] = [
      host,
      { ...host, cpus: more },
      { ...host, cpus: more.with(0, { model: "Changed model" }) },
    ];
    for (const change of changes) states.push({ ...states[states.length - 1], ...change });
    const entries = [...given.infos, ...given.later, given.again].map(
      ({ platform, processor, cores, memoryGb, node }) => [platform, processor, cores, memoryGb, node],
    );
    // How the memory is rounded does not matter here.
    const expected = [...hosts, ...states, host]
      .map(infoOf)
      .map(({ platform, processor, cores, memoryGb, node }) => [
        ...[platform, processor, cores],
        { value: memoryGb, error: 0.11 },
        node,
      ]);
    expect(firstDifference(entries, expected)).toBe(null);
  },
);

// Units of 2³⁰ bytes, to one decimal.
hidden(
  "system-info.memory",
  {
    title: "systemInfo: GB of 2³⁰ bytes, rounded to one decimal",
    points: 7,
    visibility: "visible",
    hint: "How many bytes are a GB of memory? 2³⁰. Divide by that, multiply by ten, round, and divide by ten: up or down, whichever is nearer, a half up. Times 0.1 is not the same as divided by ten: 112 · 0.1 is 11.200000000000001.",
  },
  async ({ submission, inputs }) => {
    // Times 0.1 is another number than divided by 10 for 3, 6, 7, 12, 14, 17, 19, 23 and 112 tenths.
    const tenths = [
      ...[3, 4, 6, 7, 9, 10, 12, 14, 17, 19, 23, 112],
      ...[1, 2, 3, 4].map(() => inputs.integer(11, 900)),
      inputs.integer(9000, 11000),
      inputs.integer(90_000, 110_000),
    ];
    const bytes = [
      ...[0, 1, byteCount(0.4)],
      ...tenths.flatMap((count) => [byteCount(count - 0.4), byteCount(count), byteCount(count + 0.4)]),
      // A byte or less to both sides of where rounding turns, and there itself: quarters of 2³⁰ bytes are halves of a tenth.
      ...tenths.flatMap((count) => [
        Math.floor((count + 0.5) * 107_374_182.4) - 1,
        Math.ceil((count + 0.5) * 107_374_182.4) + 1,
      ]),
      ...[1, 3, 5, 2 * inputs.integer(3, 40) + 1, 4 * inputs.integer(10, 2000) + 1].map(
        (count) => count * 2 ** 28,
      ),
    ];
    const given = await submission.evaluate(
      ({ systemInfo }, bytes) =>
        bytes.map(
          (totalMemory) =>
            systemInfo({ platform: "linux", nodeVersion: "v24.0.0", cpus: [{ model: "one" }], totalMemory })
              .memoryGb,
        ),
      bytes,
    );
    expect(given).toEqual(bytes.map(gbOf));
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
    const counts = [inputs.integer(2, 9), 1, inputs.integer(10, 20), 0, 128, inputs.integer(257, 300)];
    // A core counts whatever its model is: others, none, only spaces.
    const models = [
      ["", "one"],
      ["one", "two", "one"],
      ["one", " ", "", "two", ""],
      ["", ""],
      [""],
      [" ", " ", " "],
    ];
    const lists = [
      ...counts.map((count) => coresOf(count, "same model")),
      ...models.map((list) => list.map((model) => ({ model }))),
    ];
    const given = await submission.evaluate(
      ({ systemInfo }, lists) =>
        lists.map(
          (cpus) =>
            systemInfo({ platform: "linux", nodeVersion: "v24.0.0", cpus, totalMemory: 2 ** 32 }).cores,
        ),
      lists,
    );
    expect(given).toEqual(lists.map(({ length }) => (length === 0 ? 1 : length)));
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
    // As processors are called: what stands inside is all kept.
    const models = [
      `Intel(R) Xeon(R) Platinum 8${inputs.integer(100, 999)}C CPU @ 2.${inputs.integer(10, 99)}GHz`,
      `AMD Ryzen 9 79${inputs.integer(10, 99)}HX3D 16-Core Processor with Radeon(TM) Graphics, Family 25, Model 97`,
      "Intel® Core™ i7 vPro, v4",
      `intel   core\t${inputs.integer(2, 9)}`,
      "0",
    ];
    const lists = [
      [{ model: `  ${big}\t ` }, { model: little }],
      [{ model: little }, { model: big }, { model: big }, { model: "Third" }, { model: "Fourth" }],
      [],
      [{ model: "   " }, { model: big }],
      [{ model: "" }],
      [{ model: "" }, { model: little }],
      [{ model: " \n\t" }],
      ...models.flatMap((model) => [[{ model }], [{ model: `\n ${model}  ` }, { model: big }]]),
    ];
    const given = await submission.evaluate(({ systemInfo }, lists) => {
      const given = lists.map((cpus) => cpus.map(({ model }) => ({ model })));
      const processors = given.map(
        (cpus) =>
          systemInfo({ platform: "linux", nodeVersion: "v24.0.0", cpus, totalMemory: 2 ** 32 }).processor,
      );
      return { processors, given };
    }, lists);
    const unknown = Array(5).fill("unknown");
    expect(given.processors).toEqual([big, little, ...unknown, ...models.flatMap((model) => [model, model])]);
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
    const number = inputs.integer(100, 999);
    const platforms = [
      ...["win32", "darwin", "linux", `x${number}`, "constructor", "toString", "__proto__"],
      ...["aix", "android", "cygwin", "freebsd", "haiku", "netbsd", "openbsd", "sunos"],
      // A known name, or half of one, inside another; and other letters are another name.
      ...["win32", "darwin", "linux"].flatMap((name) => [
        `${name}${number}`,
        `${number}${name}`,
        `a-${name}-b`,
      ]),
      ...["win", "win64", "windows", "mac", "macos", "lin", "linu", "arwin", "dar", "in32"],
      ...["Win32", "WIN32", "Darwin", "LINUX", "Linux", "macOS", "Windows"],
    ];
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
    // As builds of Node that try something are called.
    const date = `2026${inputs.integer(1000, 1231)}`;
    versions.push(
      ...[`${versions[0]}-v8-canary${date}`, `${versions[1]}-nightly${date}aBc`, `${versions[2]}-rc.1`],
      ...[`${versions[1]}-V8`, "24.0.0-pre", "0.12.18", "24.0.0", "10.20.30", "24.11.20261129"],
    );
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
