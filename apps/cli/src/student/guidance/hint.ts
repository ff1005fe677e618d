import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { Hint } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { courseOption, display, findModule } from "../course/course-folder.ts";
import { viewParts, viewRungs } from "./hint-view.ts";
import { keepTaken, readTaken } from "./hints-taken.ts";

export const hint = new Command("hint")
  .description("help with one part, a rung a call: a question, the formula, the place; without a part, which there are")
  .argument("[module]", "08-optimizers, 08 or optimizers (the one whose folder you are in)")
  .argument("[part]", "SGD, sgd, or letters that only its name has")
  .option("--all", "give every rung")
  .option("--from <rung>", "give that rung, 1 to 3, and go on from there", rungNumber)
  .option("--json", "print what is given as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito hint 08\n  tito hint 08 sgd\n  tito hint 08 sgd --from 1")
  .action(async (name, part, { all = false, from, json = false, course }) => {
    const [{ folder, manifest }, { readHints }] = await Promise.all([
      findModule(course, name),
      import("@tinytorch/course-files"),
    ]);
    const [hints, taken] = await Promise.all([
      readHints(folder).catch((error: Error) => {
        throw new CliError(3, `${display(folder)} must have hints that can be read, got ${error.message}`);
      }),
      readTaken(course),
    ]);
    if (hints.length === 0) throw new CliError(2, `${manifest.id} must have hints, got no file hints.json`);
    const takenOf = (hint: Hint) => taken[manifest.id]?.[hint.part] ?? 0;
    if (part === undefined) {
      if (all || from !== undefined) {
        throw new CliError(2, "a part must be named with --all or --from, as in `tito hint 08 sgd --all`, got none");
      }
      const parts = hints.map((hint) => ({ part: hint.part, taken: takenOf(hint) }));
      return json ? printJson({ module: manifest.id, parts }) : print(viewParts(manifest.id, parts));
    }
    const [meant, { rungsOf }] = await Promise.all([meantBy(hints, part), import("@tinytorch/course")]);
    const [first, last] = rungsToGive(takenOf(meant), all, from);
    const rungs = rungsOf(meant).slice(first - 1, last);
    await keepTaken(course, manifest.id, meant.part, from === undefined ? Math.max(takenOf(meant), last) : last);
    if (json) printJson({ module: manifest.id, part: meant.part, rungs });
    else print(viewRungs(manifest.id, meant.part, rungs));
  });

/** The first and the last rung of a call. Once all were taken, all are given again. */
function rungsToGive(taken: number, all: boolean, from: number | undefined): readonly [first: number, last: number] {
  if (from !== undefined) return [from, all ? 3 : from];
  return all || taken >= 3 ? [1, 3] : [taken + 1, taken + 1];
}

/** The hint of the part that is called so, or whose name alone holds these letters. @throws CliError naming the parts there are. */
async function meantBy(hints: readonly Hint[], part: string): Promise<Hint> {
  const { hintFor, hintsHolding } = await import("@tinytorch/course");
  const named = hintFor(hints, part);
  if (named !== undefined) return named;
  const holding = hintsHolding(hints, part);
  const [only] = holding;
  if (only !== undefined && holding.length === 1) return only;
  const there = (holding.length === 0 ? hints : holding).map((each) => each.part).join(", ");
  throw new CliError(2, `the part must be one of ${there}, got ${JSON.stringify(part)}`);
}

function rungNumber(text: string): number {
  if (/^[123]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be 1, 2 or 3.");
}
