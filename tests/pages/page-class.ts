import { type Client, rosterBytes } from "@tinytorch/api";
import { applyMistake } from "@tinytorch/course";
import { openCourse, requireModule } from "@tinytorch/course-files";
import { accountOf, instructorOf } from "@tinytorch/test-harness";
import type { Site } from "./open-pages.ts";

const names = [
  ["Ada Lovelace", "A"],
  ["Grace Hopper", "A"],
  ["Katherine Johnson", "A; lab 2"],
  ["محمد بن موسى الخوارزمي", "B"],
  ["Emmy Noether", "B"],
  ["Sophie Germain", "A"],
  ["Alan Turing", "B"],
  ["Kurt Gödel", "B; lab 2"],
  ["Évariste Galois", "A"],
  ["Sofja Kowalewskaja", "B"],
  ["Srinivasa Ramanujan", "A"],
  ["Mary Somerville", "B"],
  ["Carl Friedrich Gauß", "A; lab 2"],
  ["Maria Gaetana Agnesi", "B"],
] as const;

/** A class of so many, who came by a roster: the first by name, logins are `s001` and so on. */
export async function makeClass(
  site: Site,
  size: number,
): Promise<readonly { readonly id: string; readonly login: string }[]> {
  const { client } = instructorOf(site);
  const lines = Array.from({ length: size }, (_, index) => {
    const login = `s${String(index + 1).padStart(3, "0")}`;
    const [name, section] = names[index] ?? [`Student ${login}`, index % 2 === 0 ? "A" : "B"];
    return `${login},${name},${section}`;
  });
  const file = Buffer.from(`login,name,section\n${lines.join("\n")}\n`);
  if (file.length > rosterBytes) throw new Error("makeClass: the roster must be a file that the service takes");
  await client.applyRoster({ file: file.toString("base64") });
  return (await client.people({ role: "student" })).people;
}

/** Hands in the solution of a module, or it with one of its mistakes, and waits until it is graded. @returns the submission's id. */
export async function handIn(client: Client, course: string, module: string, mistake?: number): Promise<string> {
  const found = requireModule(await openCourse(course), module);
  const [solution, mistakes] = await Promise.all([found.solutionFiles(), found.mistakes()]);
  const wrong = mistake === undefined ? undefined : mistakes[mistake % mistakes.length];
  const { id } = await client.submit({
    module,
    files: wrong === undefined ? { ...solution } : { ...applyMistake(solution, wrong) },
  });
  for await (const _ of client.events(id));
  return id;
}

/** So that pictures have something to show: each hands in the first modules, most with some mistake, and fewer of the later ones. */
export async function handInMuch(
  site: Site,
  course: string,
  people: readonly { readonly id: string }[],
): Promise<void> {
  const { client } = instructorOf(site);
  const modules = ["00-setup", "01-tensor", "02-activations", "03-layers", "04-networks"];
  for (const [index, { id }] of people.entries()) {
    const student = accountOf(site, (await client.createToken(id)).token).client;
    for (const [place, module] of modules.entries()) {
      const nth = index * 3 + place * 5;
      if (nth % 11 < place) continue;
      await handIn(student, course, module, nth % 4 === 0 ? undefined : nth);
    }
  }
}
