// Lane: process

import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderTexts, starterTextsJson } from "@tinytorch/course-files";
import { expect, onTestFinished, test } from "vitest";
import { startAutograder } from "./testing/autograder-process.ts";
import { temporaryFolder } from "./testing/copy-course.ts";
import { echoCourse, repository, spawnTito, type TitoRun } from "./testing/run-tito.ts";

/** Each follows a page from its first command to its last, with servers and graders. */
const patience = 300_000;

/** What a line of a guide stands for here: other addresses, ids and folders than the page's. */
type Reader = (line: string, here?: Readonly<Record<string, string>>, code?: number) => Promise<TitoRun>;

/** Somebody who types what a guide says, word for word but for what is theirs alone. */
async function readerOf(page: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Reader> {
  const text = await readFile(join(repository, page), "utf8");
  const lines = Array.from(text.matchAll(/^```sh\n(.*?)^```$/gms), ([, block = ""]) => block.split("\n")).flat();
  const told = new Set(
    lines.map((line) =>
      line
        .replace(/\s#.*| >.*/, "")
        .replace(/^npx -y pnpm@\S+ /, "")
        .trim(),
    ),
  );
  return async (line, here = {}, code = 0) => {
    expect([...told], `${page} must say it`).toContain(line);
    const words = line.split(" ").slice(1);
    const run = await spawnTito(
      words.map((word) => here[word] ?? word),
      { cwd, env },
    );
    expect({ line, code: run.code }, run.stdout + run.stderr).toEqual({ line, code });
    return run;
  };
}

async function server(settings: Readonly<Record<string, string>> = {}) {
  const data = await temporaryFolder();
  const autograder = await startAutograder(data, settings);
  let stopped: Promise<number | null> | undefined;
  const stop = () => (stopped ??= autograder.stop());
  onTestFinished(async () => void (await stop()));
  return { autograder, data, stop };
}

/** A course as a student has it, with one module in it. */
async function checkout(): Promise<string> {
  const course = join(await temporaryFolder(), "tinytorch");
  await mkdir(join(course, "modules"), { recursive: true });
  await cp(join(repository, "modules/08-optimizers"), join(course, "modules/08-optimizers"), {
    recursive: true,
    filter: (path) => !path.endsWith("/node_modules"),
  });
  await symlink(
    join(repository, "modules/08-optimizers/node_modules"),
    join(course, "modules/08-optimizers/node_modules"),
  );
  const src = await folderTexts(join(repository, "modules/08-optimizers/src"));
  const texts = Object.fromEntries(Object.entries(src).map(([path, text]) => [`src/${path}`, text]));
  await mkdir(join(course, ".tito/starters"), { recursive: true });
  await writeFile(join(course, ".tito/starters/08-optimizers.json"), starterTextsJson("08-optimizers", texts));
  return course;
}

test(
  "whoever follows the student's page has a grade",
  async () => {
    const { autograder } = await server();
    const course = await checkout();
    const home = await temporaryFolder();
    const env = {
      XDG_CONFIG_HOME: home,
      TINYTORCH_TOKEN: await autograder.addAccount("student-a", "student"),
      PORT: "0",
    };
    const student = await readerOf("docs/student.md", course, env);
    expect((await student("tito test 08", {}, 1)).stdout).toContain("not written yet");
    await cp(join(repository, "grading/08-optimizers/solution/src"), join(course, "modules/08-optimizers/src"), {
      recursive: true,
    });
    await student("tito test 08");
    await student("tito test 08 gradient");
    await student("tito lab 08");
    const address = { "https://grader.example.edu": autograder.url };
    expect((await student("tito login --url https://grader.example.edu", address)).stdout).toContain("as student-a");
    const { stdout } = await student("tito submit 08");
    expect(stdout).toMatch(/ 100 of 100\n$/);
    const id = /submission ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? "";
    expect((await student("tito grades")).stdout).toContain("100 of 100");
    expect((await student("tito status")).stdout).toContain(id);
    await student("tito status 95da58f7-…", { "95da58f7-…": id });
    expect((await student("tito submit 08 --no-wait")).stdout).toContain("Received");
    const shown = { "95da58f7": id.slice(0, 8), "95da58f7-…": id };
    expect((await student("tito history")).stdout).toContain(id);
    expect((await student("tito show 95da58f7", shown)).stdout).toContain("src/sgd.ts");
    expect((await student("tito get 95da58f7", shown)).stdout).toContain(`submission-${id.slice(0, 8)}`);
    expect((await student("tito hint 08")).stdout).toContain("SGD");
    expect((await student("tito hint 08 sgd")).stdout).toContain("1 of 3");
    // Nobody can be asked here, and this course shows no solutions: the page says both.
    expect((await student("tito reset 08 sgd", {}, 2)).stderr).toContain("add --yes");
    expect((await student("tito diff 08", {}, 2)).stderr).toContain("This course does not show solutions.");
  },
  patience,
);

test(
  "whoever follows the instructor's page has students, grades, and the means to look again",
  async () => {
    const { autograder, data } = await server();
    const token = (await readFile(join(data, "tokens/instructor"), "utf8")).trim();
    const env = { XDG_CONFIG_HOME: await temporaryFolder(), TINYTORCH_TOKEN: token };
    const instructor = await readerOf("docs/instructor.md", repository, env);
    await instructor("tito login --url https://grader.example.edu", { "https://grader.example.edu": autograder.url });
    const added = await instructor("tito add-user student-a");
    const theirs = added.stdout.split("\n")[1] ?? "";
    const solution = join(repository, "grading/08-optimizers/solution");
    const handedIn = await spawnTito(["submit", "08", solution, "--json"], {
      env: { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: theirs },
    });
    const submission = JSON.parse(handedIn.stdout);
    expect((await instructor("tito gradebook")).stdout).toMatch(/student-a [^\n]*│ 100 /);
    expect((await instructor("tito gradebook --csv")).stdout).toMatch(/^student-a,.*100/m);
    const short = { "2f7c371d": submission.id.slice(0, 8) };
    expect((await instructor("tito history --of student-a")).stdout).toContain(submission.id);
    const rerun = await instructor("tito rerun 2f7c371d", short);
    expect(rerun.stdout).toContain("The same report: 100 of 100");
    expect((await instructor("tito regrade 08 --which latest")).stdout).toContain("1 of 1 graded again");
    expect((await instructor("tito audit")).stdout).toContain("user.created");
    expect((await instructor("tito audit 2f7c371d", short)).stdout).toContain("student-a handed in 08-optimizers");
    await instructor("tito audit --action regrade.applied");
  },
  patience,
);

test(
  "whoever follows the operator's page can stop, keep, restore and erase",
  async () => {
    const small = { TINYTORCH_COURSE: echoCourse };
    const { autograder, data, stop } = await server(small);
    await autograder.addAccount("student-a", "student");
    const token = (await readFile(join(data, "tokens/instructor"), "utf8")).trim();
    const elsewhere = await temporaryFolder();
    const env = { ...small, TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token, PORT: "0" };
    const operator = await readerOf("docs/operator.md", repository, env);
    const here = {
      "/srv/tinytorch": data,
      "/srv/tinytorch-restored": join(elsewhere, "restored"),
      "/backups/monday.sqlite": join(elsewhere, "monday.sqlite"),
    };
    await operator("tito doctor");
    expect((await operator("tito dead-letters")).stdout).toBe("No dead letters.\n");
    expect((await operator("tito backup /backups/monday.sqlite --data /srv/tinytorch", here)).stdout).toContain(
      "0 submissions",
    );
    await operator("tito restore /backups/monday.sqlite --data /srv/tinytorch-restored", here);
    expect((await operator("tito erase-user student-a --data /srv/tinytorch --yes", here, 2)).stderr).toContain(
      "stop it first",
    );
    expect(await stop()).toBe(0);
    expect((await operator("tito erase-user student-a --data /srv/tinytorch", here)).stdout).toContain(
      "Nothing is erased yet",
    );
    await operator("tito erase-user student-a --data /srv/tinytorch --yes", here);
    const serve = await spawnTito(["serve", "--port", "0", "--json", "--data", here["/srv/tinytorch-restored"]], {
      during: (child) => child.stdout?.once("data", () => child.kill("SIGTERM")),
    });
    expect(serve).toMatchObject({ code: 0, stdout: expect.stringContaining('"address": "http://127.0.0.1:') });
  },
  patience,
);
