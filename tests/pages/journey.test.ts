// Lane: process

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { applyMistake } from "@tinytorch/course";
import { openCourse, requireModule } from "@tinytorch/course-files";
import { addAccount, instructorOf } from "@tinytorch/test-harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expectAccessible, expectFits, heading, missing, openSite, picture, type Site } from "./open-pages.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tinytorch-pages-"));
const module = "08-optimizers";
let site: Site;

beforeAll(async () => {
  const opened = await openSite(join(folder, "data"), { course: root });
  if (opened !== undefined) site = opened;
});

beforeEach(({ skip }) => {
  if (site === undefined) skip(missing);
});

afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes files under a folder of this name, as a student has them. */
function writeFolder(name: string, files: Readonly<Record<string, string>>): string {
  const own = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(own, path)), { recursive: true });
    writeFileSync(join(own, path), text);
  }
  return own;
}

/** Far beyond what it takes, for a machine on which much else is graded. */
const patience = 300_000;

const markup = `<img src=x onerror="window.reached=1"><script>window.reached=1</script>`;

test("from an invitation to a grade: the module is read and handed in twice, and its report seen as it comes", {
  timeout: patience,
}, async () => {
  const student = await addAccount(site, "Ada Lovelace", "student");
  const optimizers = requireModule(await openCourse(root), module);
  const solution = await optimizers.solutionFiles();
  const mistake = (await optimizers.mistakes()).find(({ id }) => id === "adam.no-bias-correction");
  if (mistake === undefined) throw new Error("the module must have this mistake");
  const wrong = writeFolder(`wrong/${module}`, {
    ...applyMistake(solution, mistake),
    "src/helpers/hostile.ts": `// ${markup}\nexport const text = \`${markup}\`;\n`,
    "race.png": "not really a picture",
  });

  const { invitations } = await instructorOf(site).client.invite({ users: [student.id] });
  const page = await site.open(
    new URL(invitations[0]?.link ?? "").pathname + new URL(invitations[0]?.link ?? "").hash,
    {
      expected: /401/,
    },
  );
  await page.getByRole("button", { name: "Sign in here" }).click();
  await heading(page, "Course");
  expect(page.url()).toBe(`${site.address}/`);
  await page.getByText("0 of 10 modules graded").waitFor();
  const perceptron = page.getByRole("listitem").filter({ hasText: "The perceptron: one unit, one line" });
  await perceptron.getByText("Still to pass all their tests: 01, 02, 03, 04, 07, 08.").waitFor();
  // Milestones stand behind the last module that they need.
  expect(await page.getByRole("listitem").getByRole("heading", { level: 2 }).allTextContents()).toEqual(
    expect.arrayContaining(["08Optimizers", "The perceptron: one unit, one line", "09Training"]),
  );
  await picture(page, "course");
  await page.getByRole("link", { name: "Optimizers" }).click();
  await heading(page, "08 Optimizers");
  await page.getByRole("heading", { level: 2, name: "Learning objectives" }).waitFor();
  await page.getByRole("button", { name: "Choose a folder" }).waitFor();
  await expectAccessible(page);
  await picture(page, "module");

  const chooser = page.locator("input[webkitdirectory]");
  await chooser.setInputFiles(join(root, "modules/07-autograd/src"));
  await page
    .getByRole("alert")
    .getByText("There is no file")
    .or(page.getByRole("alert").getByText("Missing"))
    .first()
    .waitFor();
  expect(await page.getByRole("button", { name: "Hand in", exact: true }).isDisabled()).toBe(true);
  await chooser.setInputFiles(wrong);
  await page.getByText("race.png is a picture; it was left out").waitFor();
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await heading(page, `Submission to ${module}`);
  await page.getByRole("heading", { level: 2, name: "Report" }).waitFor();
  const first = page.url().split("/").at(-1) ?? "";
  expect(await page.getByRole("img", { name: "failed:" }).count()).toBeGreaterThan(1);

  await instructorOf(site).client.addComment(first, {
    text: `Look again. ${markup}`,
    path: "src/adam.ts",
    lines: { first: 3, last: 4 },
  });
  await page.reload();
  await page.getByRole("article", { name: "Comment" }).getByText(markup).waitFor();
  await page.getByText("src/helpers/hostile.ts", { exact: true }).click();
  await page.getByText(`// ${markup}`, { exact: true }).waitFor();
  expect(await page.evaluate("window.reached")).toBeUndefined();
  await expectAccessible(page);
  await page.evaluate("scrollTo(0, 0)");
  await picture(page, "submission");

  await page.getByRole("link", { name: "to the module" }).click();
  await heading(page, "08 Optimizers");
  await page.locator("input[webkitdirectory]").setInputFiles(join(root, `grading/${module}/solution/src`));
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
  await page.getByText("this is the grade").waitFor();
  await page.getByRole("heading", { level: 2, name: "What changed" }).waitFor();
  await page.getByText("added:").first().waitFor({ state: "attached" });
  expect(await page.evaluate("window.reached")).toBeUndefined();
  await page.getByRole("link", { name: "Course", exact: true }).click();
  await perceptron.getByText("Still to pass all their tests: 01, 02, 03, 04, 07.").waitFor();
});

test("grades say how they came about and are asked about, and a phone shows them as well", {
  timeout: patience,
}, async () => {
  const { client, token } = await addAccount(site, "Grace Hopper", "student");
  const files = await requireModule(await openCourse(root), module).solutionFiles();
  const { id } = await client.submit({ module, files: { ...files } });
  for await (const event of client.events(id)) expect(event.type).not.toBe("failed");
  const [reason = ""] = (await client.grades()).grades[0]?.reason ?? [];

  const page = await site.open("/grades", { token });
  await page.getByText(reason, { exact: true }).waitFor();
  await page.getByText("Ask about this grade").click();
  await page.getByLabel("Your question about 08 Optimizers").fill(`Why not 101? ${markup}`);
  await page.getByRole("button", { name: "Send to the instructors" }).click();
  await page.getByText("Your question waits for an answer.").waitFor();
  await page.getByText(`Why not 101? ${markup}`, { exact: true }).waitFor();
  await expectAccessible(page);
  await picture(page, "grades");

  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  await page.goto(`${site.address}/modules/${module}`);
  await page.getByRole("heading", { level: 2, name: "Learning objectives" }).waitFor();
  await expectFits(page);
  await page.goto(`${site.address}/submissions/${id}`);
  await page.getByRole("heading", { level: 2, name: "Report" }).waitFor();
  await expectFits(page);
  expect(await page.evaluate("window.reached")).toBeUndefined();
});

test("the lab is anybody's: its address is all that was chosen, and a change of it is in the address", {
  timeout: patience,
}, async () => {
  const page = await site.open("/lab?surface=himmelblau&steps=60&runs=adam:0.3:cosine,sgd:0.01:constant", {
    expected: /401/,
  });
  await heading(page, "Lab");
  await page.getByRole("img", { name: /Himmelblau's function.*Adam, 0.3, cosine to 0: loss/ }).waitFor();
  await page.getByRole("row", { name: /^SGD, 0.01/ }).waitFor();
  await expectAccessible(page);
  await picture(page, "lab");
  await page.getByLabel("Surface").selectOption("rosenbrock");
  await page.getByRole("button", { name: "Add a runner" }).click();
  await page.getByRole("row", { name: /^Adam, 0.1 / }).waitFor();
  const { search } = new URL(page.url());
  expect(new URLSearchParams(search).get("surface")).toBe("rosenbrock");
  expect(search).toMatch(/adam:0.1:constant|adam%3A0.1%3Aconstant/);
  await page.getByRole("slider").press("Home");
  await page.getByText("Step 0 of 60").waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
});

test("another student's submission and a module that is not there are no pages, and say so", async () => {
  const [one, other] = [await addAccount(site, "one", "student"), await addAccount(site, "other", "student")];
  const { id } = await one.client.submit({
    module,
    files: await requireModule(await openCourse(root), module)
      .starterFiles()
      .then((files) => ({ ...files })),
  });
  const page = await site.open(`/submissions/${id}`, { token: other.token, expected: /404/ });
  await page.getByRole("alert").getByText("There is nothing here for this account.").waitFor();
  await page.goto(`${site.address}/modules/99-nothing`);
  await heading(page, "There is no module 99-nothing");
});
