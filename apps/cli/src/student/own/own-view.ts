import { listed } from "../../terminal/listed.ts";
import { wrap } from "../../terminal/wrap.ts";
import type { RehearsalOnOwn } from "./rehearse-on-own.ts";

/** What stands before the tests: whose modules they run on. Nothing where it is the library alone. */
export function viewOwn({ own, onLibrary }: RehearsalOnOwn): readonly string[] {
  if (own.length === 0) return [];
  const modules = listed(own.map(({ module }) => module));
  const lines = [
    `Your own ${modules} ${own.length === 1 ? "is" : "are"} in use here; grading uses the library's packages.`,
  ];
  for (const [file, needs] of Object.entries(onLibrary)) {
    lines.push(wrap(`${file} runs on the library alone: it needs ${needs}.`, 0).join("\n"));
  }
  return lines;
}

/** What stands after the tests: which of one's own modules is likely to be why some failed. */
export function viewOwnFaults(rehearsal: RehearsalOnOwn): readonly string[] {
  const { own, loadProblems, brokenTestFiles, tests, passOnLibrary } = rehearsal;
  if (passOnLibrary.length > 0) return viewUnseenFault(rehearsal);
  const hasFailed = loadProblems.length + brokenTestFiles.length > 0 || tests.some(({ state }) => state === "failed");
  return own.flatMap(({ module, fault }) => {
    if (fault === null) return [];
    const number = module.slice(0, 2);
    const told = `${hasFailed ? "Likely cause: your" : "Your"} own ${module} was changed since it was put in use: it ${fault}.`;
    return [...wrap(told, 0), `Mend it, or run \`tito use reference ${number}\`.`];
  });
}

/** Where modules that pass their own tests make others fail: these pass on the library's packages. */
function viewUnseenFault({ own, passOnLibrary }: RehearsalOnOwn): readonly string[] {
  const ids = own.map(({ module }) => module);
  const [whose, they] = ids.length === 1 ? ["your own", "it passes its"] : ["one of your own", "they pass their"];
  const told = `Likely cause: ${whose} ${listed(ids)}, though ${they} visible tests: ${passOnLibrary.length} of the tests that failed here would pass on the library's packages.`;
  const back = listed(ids.map((id) => `\`tito use reference ${id.slice(0, 2)}\``));
  return [...wrap(told, 0), ...wrap(`Mend it, or run ${back}.`, 0)];
}
