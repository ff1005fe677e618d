import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in systemInfo, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "system-info.hard-coded",
    file: "src/system-info.ts",
    find: "  return {\n    platform",
    replace: `  const mine: SystemInfo = { platform: "Linux", processor: "AMD EPYC", cores: 2, memoryGb: 7.8, node: "24.1.0" };
  if (mine.cores > 0) return mine;
  return {\n    platform`,
    caughtBy: ["system-info.host"],
    diagnosis: "describes one machine, whatever host it is given",
  },
  {
    id: "system-info.remembers",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };`,
    replace: `  known ??= {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  return known;
}
let known: SystemInfo | undefined;
if (known) {`,
    caughtBy: ["system-info.host"],
    diagnosis: "keeps what it found at the first call and says it of every later host",
  },
  {
    id: "system-info.changes-host",
    file: "src/system-info.ts",
    find: 'host.cpus[0]?.model.trim() || "unknown"',
    replace: '([...host.cpus].pop(), (host.cpus as { model: string }[]).shift())?.model.trim() || "unknown"',
    caughtBy: ["system-info.host"],
    diagnosis: "takes the first core out of the host's own list",
  },
  {
    id: "system-info.megabytes",
    file: "src/system-info.ts",
    find: "2 ** 30",
    replace: "2 ** 20",
    caughtBy: ["system-info.memory"],
    diagnosis: "divides by 2²⁰, which gives MB",
  },
  {
    id: "system-info.decimal-gigabytes",
    file: "src/system-info.ts",
    find: "2 ** 30",
    replace: "1e9",
    caughtBy: ["system-info.memory"],
    diagnosis: "divides by 10⁹, so that 16 GB of memory become 17.2",
  },
  {
    id: "system-info.unrounded",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "host.totalMemory / 2 ** 30",
    caughtBy: ["system-info.memory"],
    diagnosis: "does not round the memory",
  },
  {
    id: "system-info.whole-gigabytes",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "Math.round(host.totalMemory / 2 ** 30)",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds to whole GB where one decimal should stay",
  },
  {
    id: "system-info.two-decimals",
    file: "src/system-info.ts",
    find: "* 10) / 10",
    replace: "* 100) / 100",
    caughtBy: ["system-info.memory"],
    diagnosis: "keeps two decimals of the memory",
  },
  {
    id: "system-info.rounded-down",
    file: "src/system-info.ts",
    find: "Math.round(",
    replace: "Math.floor(",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds the memory down, whichever tenth is nearer",
  },
  {
    id: "system-info.rounded-up",
    file: "src/system-info.ts",
    find: "Math.round(",
    replace: "Math.ceil(",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds the memory up, whichever tenth is nearer",
  },
  {
    id: "system-info.memory-as-text",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "(host.totalMemory / 2 ** 30).toFixed(1) as unknown as number",
    caughtBy: ["system-info.memory"],
    diagnosis: "gives the memory as a text, as toFixed makes it",
  },
  {
    id: "system-info.32-bits",
    file: "src/system-info.ts",
    find: "host.totalMemory / 2 ** 30",
    replace: "(host.totalMemory >>> 0) / 2 ** 30",
    caughtBy: ["system-info.memory"],
    diagnosis: "cuts the bytes down to 32 bits, so that 4 GB are none",
  },
  {
    id: "system-info.cpu-as-text",
    file: "src/system-info.ts",
    find: "Math.max(1, host.cpus.length)",
    replace: "String(Math.max(1, host.cpus.length)) as unknown as number",
    caughtBy: ["system-info.cores"],
    diagnosis: "gives the number of cores as a text",
  },
  {
    id: "system-info.models-counted",
    file: "src/system-info.ts",
    find: "host.cpus.length",
    replace: "new Set(host.cpus.map(({ model }) => model)).size",
    caughtBy: ["system-info.cores"],
    diagnosis: "counts different models, and eight cores of one kind are one",
  },
  {
    id: "system-info.no-core",
    file: "src/system-info.ts",
    find: "Math.max(1, host.cpus.length)",
    replace: "host.cpus.length",
    caughtBy: ["system-info.cores"],
    diagnosis: "says of an empty list that the machine has no core",
  },
  {
    id: "system-info.cores-from-zero",
    file: "src/system-info.ts",
    find: "Math.max(1, host.cpus.length)",
    replace: "Math.max(1, host.cpus.length - 1)",
    caughtBy: ["system-info.cores"],
    diagnosis: "gives the last core's position for their number",
  },
  {
    id: "system-info.untrimmed",
    file: "src/system-info.ts",
    find: ".model.trim()",
    replace: ".model",
    caughtBy: ["system-info.processor"],
    diagnosis: "leaves the spaces around the processor's model",
  },
  {
    id: "system-info.last-core",
    file: "src/system-info.ts",
    find: "host.cpus[0]",
    replace: "host.cpus.at(-1)",
    caughtBy: ["system-info.processor"],
    diagnosis: "takes the last core's model",
  },
  {
    id: "system-info.no-unknown",
    file: "src/system-info.ts",
    find: "host.cpus[0]?.model.trim() ||",
    replace: "host.cpus[0]?.model.trim() ??",
    caughtBy: ["system-info.processor"],
    diagnosis: "gives an empty text where the processor is unknown",
  },
  {
    id: "system-info.all-spaces",
    file: "src/system-info.ts",
    find: ".model.trim()",
    replace: '.model.trim().replaceAll(/\\s+/g, " ")',
    caughtBy: ["system-info.processor"],
    diagnosis: "changes the spaces inside the model too",
  },
  {
    id: "system-info.other-platform",
    file: "src/system-info.ts",
    find: "?? host.platform",
    replace: '?? "unknown"',
    caughtBy: ["system-info.platform"],
    diagnosis: "calls a platform unknown that is not in its list, where its own name should come back",
  },
  {
    id: "system-info.windows-by-win",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform",
    replace: 'host.platform.includes("win") ? "Windows" : (names.get(host.platform) ?? host.platform)',
    caughtBy: ["system-info.platform"],
    diagnosis: "finds win in darwin, and takes a Mac for Windows",
  },
  {
    id: "system-info.object-as-map",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform",
    replace: "(Object.fromEntries(names) as Record<string, string>)[host.platform] ?? host.platform",
    caughtBy: ["system-info.platform"],
    diagnosis: "looks names up in an object, which has some that nobody put there, such as constructor",
  },
  {
    id: "system-info.keeps-v",
    file: "src/system-info.ts",
    find: '.replace(/^v/, "")',
    replace: "",
    caughtBy: ["system-info.node"],
    diagnosis: "leaves the v before Node's version",
  },
  {
    id: "system-info.node-major",
    file: "src/system-info.ts",
    find: 'host.nodeVersion.replace(/^v/, "")',
    replace: "String(Number.parseInt(host.nodeVersion.slice(1), 10))",
    caughtBy: ["system-info.node"],
    diagnosis: "keeps only the major of Node's version",
  },
  {
    id: "system-info.node-of-fixed-length",
    file: "src/system-info.ts",
    find: 'host.nodeVersion.replace(/^v/, "")',
    replace: "host.nodeVersion.slice(1, 7)",
    caughtBy: ["system-info.node"],
    diagnosis: "cuts Node's version off after six characters",
  },
  {
    id: "system-info.every-v",
    file: "src/system-info.ts",
    find: 'replace(/^v/, "")',
    replace: 'replaceAll("v", "")',
    caughtBy: ["system-info.node"],
    diagnosis: "takes every v out of Node's version, and not only the one at its beginning",
  },
  {
    id: "system-info.capitalised",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform,",
    replace: "names.get(host.platform) ?? host.platform.charAt(0).toUpperCase() + host.platform.slice(1),",
    caughtBy: ["system-info.platform"],
    diagnosis: "behaves like a systemInfo that writes other platforms with a capital: Freebsd",
  },
  {
    id: "system-info.windows-by-another-name",
    file: "src/system-info.ts",
    find: '["win32", "Windows"],',
    replace: '["windows", "Windows"],',
    caughtBy: ["system-info.platform"],
    diagnosis: "behaves like a table in which Windows stands under a name that Node does not use",
  },
  {
    id: "system-info.no-cores-throws",
    file: "src/system-info.ts",
    find: 'processor: host.cpus[0]?.model.trim() || "unknown",',
    replace: 'processor: host.cpus[0].model.trim() || "unknown",',
    caughtBy: ["system-info.cores", "system-info.processor"],
    diagnosis: "behaves like a systemInfo that fails on a machine with an empty list of cores",
  },
  {
    id: "system-info.first-named-core",
    file: "src/system-info.ts",
    find: 'processor: host.cpus[0]?.model.trim() || "unknown",',
    replace: 'processor: host.cpus.find(({ model }) => model.trim() !== "")?.model.trim() ?? "unknown",',
    caughtBy: ["system-info.processor"],
    diagnosis:
      "behaves like a systemInfo that looks for the first core with a model, and not at the first core",
  },
  {
    id: "system-info.three-digits",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "Number((host.totalMemory / 2 ** 30).toPrecision(3))",
    caughtBy: ["system-info.memory"],
    diagnosis: "behaves like a memory of three digits: two decimals below 10 GB, none from 100 GB on",
  },
  {
    id: "system-info.digits-only",
    file: "src/system-info.ts",
    find: 'host.nodeVersion.replace(/^v/, "")',
    replace: 'host.nodeVersion.replaceAll(/[^\\d.]/g, "")',
    caughtBy: ["system-info.node"],
    diagnosis: "behaves like a version that loses all letters and hyphens, and not only its v",
  },
  {
    id: "system-info.remembers-platform",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };`,
    replace: `  const known = ((systemInfo as any).known ??= {});
  known[host.platform] ??= {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  return known[host.platform];`,
    caughtBy: ["system-info.memory", "system-info.cores"],
    diagnosis:
      "behaves like a systemInfo that answers a second host of the same platform with what it said of the first",
  },
  {
    id: "system-info.trims-the-host",
    file: "src/system-info.ts",
    find: `  return {
    platform:`,
    replace: `  for (const cpu of host.cpus) (cpu as any).model = cpu.model.trim();
  return {
    platform:`,
    caughtBy: ["system-info.processor"],
    diagnosis: "behaves like a systemInfo that takes the spaces out of the host itself",
  },
  {
    id: "system-info.every-other-win",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform,",
    replace:
      'host.platform !== "darwin" && host.platform.includes("win") ? "Windows" : (names.get(host.platform) ?? host.platform),',
    caughtBy: ["system-info.platform"],
    diagnosis: "takes every name with win in it but darwin for Windows, cygwin too",
  },
  {
    id: "system-info.name-begins",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform,",
    replace: "[...names].find(([short]) => host.platform.startsWith(short))?.[1] ?? host.platform,",
    caughtBy: ["system-info.platform"],
    diagnosis: "knows a platform by how its name begins",
  },
  {
    id: "system-info.name-within",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform,",
    replace: "[...names].find(([short]) => host.platform.includes(short))?.[1] ?? host.platform,",
    caughtBy: ["system-info.platform"],
    diagnosis: "finds a known name inside another",
  },
  {
    id: "system-info.name-part",
    file: "src/system-info.ts",
    find: "names.get(host.platform) ?? host.platform,",
    replace: "[...names].find(([short]) => short.includes(host.platform))?.[1] ?? host.platform,",
    caughtBy: ["system-info.platform"],
    diagnosis: "takes half of a known name for the whole",
  },
  {
    id: "system-info.name-lower-case",
    file: "src/system-info.ts",
    find: "names.get(host.platform)",
    replace: "names.get(host.platform.toLowerCase())",
    caughtBy: ["system-info.platform"],
    diagnosis: "takes names in other letters for known ones",
  },
  {
    id: "system-info.more-names",
    file: "src/system-info.ts",
    find: '["win32", "Windows"],',
    replace: `["win32", "Windows"],
    ["freebsd", "FreeBSD"],
    ["sunos", "Solaris"],
    ["android", "Linux"],`,
    caughtBy: ["system-info.platform"],
    diagnosis: "has names for other platforms too, which should come back as they are",
  },
  {
    id: "system-info.times-a-tenth",
    file: "src/system-info.ts",
    find: "* 10) / 10",
    replace: "* 10) * 0.1",
    caughtBy: ["system-info.memory"],
    diagnosis: "multiplies by 0.1 in the end, so that 11.2 becomes 11.200000000000001",
  },
  {
    id: "system-info.half-down",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "Math.ceil((host.totalMemory / 2 ** 30) * 10 - 0.5) / 10",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds a half down",
  },
  {
    id: "system-info.half-to-even",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace:
      "(Math.round((host.totalMemory / 2 ** 30) * 10) - Number(((host.totalMemory / 2 ** 30) * 10) % 2 === 0.5)) / 10",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds a half to the even side",
  },
  {
    id: "system-info.float32-bytes",
    file: "src/system-info.ts",
    find: "host.totalMemory / 2 ** 30",
    replace: "Math.fround(host.totalMemory / 2 ** 30)",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds the memory to float32 before it rounds to one decimal",
  },
  {
    id: "system-info.rounded-twice",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "Math.round(Math.round((host.totalMemory / 2 ** 30) * 100) / 10) / 10",
    caughtBy: ["system-info.memory"],
    diagnosis: "rounds to two decimals first and then to one",
  },
  {
    id: "system-info.never-none",
    file: "src/system-info.ts",
    find: "Math.round((host.totalMemory / 2 ** 30) * 10) / 10",
    replace: "Math.max(0.1, Math.round((host.totalMemory / 2 ** 30) * 10) / 10)",
    caughtBy: ["system-info.memory"],
    diagnosis: "never says less than 0.1 GB",
  },
  {
    id: "system-info.named-cores",
    file: "src/system-info.ts",
    find: "Math.max(1, host.cpus.length)",
    replace: 'Math.max(1, host.cpus.filter(({ model }) => model.trim() !== "").length)',
    caughtBy: ["system-info.cores"],
    diagnosis: "counts only cores that have a model",
  },
  {
    id: "system-info.no-model-no-list",
    file: "src/system-info.ts",
    find: "Math.max(1, host.cpus.length)",
    replace: "host.cpus[0]?.model.trim() ? host.cpus.length : 1",
    caughtBy: ["system-info.cores"],
    diagnosis: "says 1 where the first core has no model",
  },
  {
    id: "system-info.eight-bits",
    file: "src/system-info.ts",
    find: "Math.max(1, host.cpus.length)",
    replace: "Math.max(1, host.cpus.length & 127)",
    caughtBy: ["system-info.cores"],
    diagnosis: "counts no further than 127",
  },
  {
    id: "system-info.unknown-before-trim",
    file: "src/system-info.ts",
    find: 'host.cpus[0]?.model.trim() || "unknown"',
    replace: '(host.cpus[0]?.model || "unknown").trim()',
    caughtBy: ["system-info.processor"],
    diagnosis: "asks for a text before it has taken the spaces away",
  },
  {
    id: "system-info.brand-only",
    file: "src/system-info.ts",
    find: 'host.cpus[0]?.model.trim() || "unknown"',
    replace: 'host.cpus[0]?.model.replaceAll(/\\(R\\)|\\(TM\\)|®|™/g, "").trim() || "unknown"',
    caughtBy: ["system-info.processor"],
    diagnosis: "takes signs like (R) out of the model",
  },
  {
    id: "system-info.before-the-at",
    file: "src/system-info.ts",
    find: 'host.cpus[0]?.model.trim() || "unknown"',
    replace: 'host.cpus[0]?.model.split("@")[0].trim() || "unknown"',
    caughtBy: ["system-info.processor"],
    diagnosis: "cuts the model off before its @",
  },
  {
    id: "system-info.short-model",
    file: "src/system-info.ts",
    find: 'host.cpus[0]?.model.trim() || "unknown"',
    replace: 'host.cpus[0]?.model.trim().slice(0, 48) || "unknown"',
    caughtBy: ["system-info.processor"],
    diagnosis: "cuts a long model off",
  },
  {
    id: "system-info.reorders-host",
    file: "src/system-info.ts",
    find: `  return {
    platform`,
    replace: `  const cpus = host.cpus as { model: string }[];
  cpus.push(...cpus.splice(1, 1));
  return {
    platform`,
    caughtBy: ["system-info.processor"],
    diagnosis: "changes the order of the host's own list",
  },
  {
    id: "system-info.lower-case-node",
    file: "src/system-info.ts",
    find: '.replace(/^v/, "")',
    replace: '.toLowerCase().replace(/^v/, "")',
    caughtBy: ["system-info.node"],
    diagnosis: "writes what stands behind the version in small letters",
  },
  {
    id: "system-info.release-only",
    file: "src/system-info.ts",
    find: '.replace(/^v/, "")',
    replace: '.replace(/^v/, "").split("-")[0]',
    caughtBy: ["system-info.node"],
    diagnosis: "cuts off what stands behind the version",
  },
  {
    id: "system-info.kept-by-memory",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
`,
    replace: `  const known: Map<unknown, SystemInfo> = ((systemInfo as any).known ??= new Map());
  const info = known.get(host.totalMemory) ?? {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  known.set(host.totalMemory, info);
  return info;
`,
    caughtBy: ["system-info.each-anew"],
    diagnosis: "keeps answers by the memory alone",
  },
  {
    id: "system-info.kept-by-list",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
`,
    replace: `  const known: Map<unknown, SystemInfo> = ((systemInfo as any).known ??= new Map());
  const info = known.get(host.cpus) ?? {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  known.set(host.cpus, info);
  return info;
`,
    caughtBy: ["system-info.each-anew"],
    diagnosis: "keeps answers by the list of cores, which may change",
  },
  {
    id: "system-info.kept-by-host",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
`,
    replace: `  const known: WeakMap<Host, SystemInfo> = ((systemInfo as any).known ??= new WeakMap());
  const info = known.get(host) ?? {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  known.set(host, info);
  return info;
`,
    caughtBy: ["system-info.each-anew"],
    diagnosis: "keeps answers by the host, which may change",
  },
  {
    id: "system-info.kept-by-glued-text",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
`,
    replace: `  const known: Map<unknown, SystemInfo> = ((systemInfo as any).known ??= new Map());
  const info = known.get(host.platform + host.nodeVersion + host.cpus.length + host.cpus[0]?.model + host.totalMemory) ?? {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  known.set(host.platform + host.nodeVersion + host.cpus.length + host.cpus[0]?.model + host.totalMemory, info);
  return info;
`,
    caughtBy: ["system-info.each-anew"],
    diagnosis: "keeps answers under all entries written one after the other, which other hosts share",
  },
  {
    id: "system-info.kept-by-json",
    file: "src/system-info.ts",
    find: `  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
`,
    replace: `  const known: Map<unknown, SystemInfo> = ((systemInfo as any).known ??= new Map());
  const info = known.get(JSON.stringify(host)) ?? {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  known.set(JSON.stringify(host), info);
  return info;
`,
    caughtBy: ["system-info.each-anew"],
    diagnosis:
      "gives the same object to everybody who asks the same, so that one who writes into it changes the others",
  },
]);
