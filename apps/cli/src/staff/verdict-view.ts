import type { BlindBatch } from "@tinytorch/course";
import { type MutantVerdict, unstableMutant, type VerifyResult } from "@tinytorch/suite-proof";
import { renderTable } from "../terminal/table.ts";
import { colors } from "../terminal/terminal.ts";

/**
 * What `tito verify` found about one module: a line for each rule, and under a broken one what breaks it.
 *
 * @param write whether it was to be stored: what is still old then was not, for another rule is broken.
 */
export function viewVerdict(result: VerifyResult, write = false): string {
  const { seeds, mutants, starter, library, tests, neverFailed, staleSignatures, proven, disagreements } = result;
  const at = seeds === 1 ? "at 1 seed" : `at each of ${seeds} seeds`;
  const store = (them: string) =>
    write
      ? "no proof was stored, as another rule is broken"
      : `tito verify ${result.module} --write stores ${them} anew`;
  const grade = `tito grade --module ${result.module} --seed 1 grading/${result.module}/solution`;
  const surviving = mutants.filter((mutant) => !mutant.caught);
  const unstable = surviving.filter((mutant) => unstableMutant(mutant, seeds) !== null).map(({ id }) => id);
  const lines = [
    "",
    colors.bold(result.module),
    ...rule(
      result.solution === 100,
      "solution",
      result.solution === 100 ? `100 of 100 ${at}` : `${result.solution} of 100: see ${grade}`,
    ),
    ...rule(starter.score <= starter.allowed, "starter", `${starter.score} (${starter.allowed} allowed by suite.json)`),
  ];
  if (library !== null) {
    const asked = library.passed + library.failed.length;
    const words = `${library.name} passes ${library.passed} of the ${asked} tests whose names it exports`;
    lines.push(...rule(library.failed.length === 0, "library", words, library.failed));
  }
  lines.push(
    ...rule(
      surviving.length === 0,
      "mutants",
      `${mutants.length - surviving.length} of ${mutants.length} caught by a test that names the idea`,
      surviving.map((mutant) => `${mutant.id}: ${unstableMutant(mutant, seeds) ?? unharmed(mutant)}`),
    ),
    ...rule(
      neverFailed.length === 0,
      "tests",
      `${tests - neverFailed.length} of ${tests} failed by some mutant`,
      neverFailed,
    ),
    ...rule(
      staleSignatures.length === 0,
      "diagnoses",
      staleSignatures.length === 0
        ? "every stored signature is what its mutant looks like"
        : `${staleSignatures.length} stored signatures are missing or old: ${store("them")}`,
      staleSignatures,
    ),
    ...rule(
      proven,
      "proof",
      proven
        ? "suites, mistakes and solution are those of the stored signatures"
        : `suites, mistakes or solution have changed since it was stored: ${store("it")}`,
    ),
    ...rule(
      disagreements.length === 0,
      "seeds",
      disagreements.length === 0 ? "every verdict is the same with each" : "some verdicts depend on the seed",
      // Those that some seeds alone catch were told with their mutants.
      disagreements
        .filter(({ name }) => !unstable.includes(name))
        .map(({ name, tests }) => `${name}: ${tests.join(", ")}`),
    ),
    colors.dim(`  ${result.runs} runs${result.quick ? ", each mutant held to the tests that name its idea" : ""}`),
  );
  return lines.join("\n");
}

/** What was found about several modules, a row for each. */
export function viewVerdicts(results: readonly VerifyResult[]): Promise<string> {
  return renderTable(
    ["Module", "Points", "Hidden tests", "Mutants caught", "Shortcuts caught", "Blind batches", "Seeds", "Seconds"],
    results.map(({ module, points, tests, mutants, shortcuts, blindBatches, seeds, seconds }) => [
      module,
      `${points}`,
      `${tests}`,
      `${mutants.filter(({ caught }) => caught).length} of ${mutants.length}`,
      `${shortcuts.caught} of ${shortcuts.of}`,
      viewBlindBatches(blindBatches),
      `${seeds}`,
      seconds.toFixed(1),
    ]),
  );
}

/** The latest two: what came before them was closed. */
function viewBlindBatches(batches: readonly BlindBatch[]): string {
  const latest = batches.slice(-2).map(({ caught, of }) => `${caught} of ${of}`);
  return latest.join(", ") || "–";
}

function unharmed({ score, failed }: MutantVerdict): string {
  return `${score === null ? "" : `${score} points, `}fails ${failed.join(", ") || "nothing"}`;
}

function rule(holds: boolean, name: string, words: string, breakers: readonly string[] = []): string[] {
  return [
    `  ${holds ? "✅" : "❌"} ${name.padEnd(9)} ${words}`,
    ...breakers.map((breaker) => `       ${colors.red(breaker)}`),
  ];
}
