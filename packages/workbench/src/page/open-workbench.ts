import { limitsFor, type ModuleManifest, type SubmittedFiles } from "@tinytorch/course";
import { ReadySessions, type Rehearsal, rehearseIn, type SessionNeeds, toRun } from "@tinytorch/rehearsal/portable";
import { RehearsalSession, StrippedBefore } from "@tinytorch/sandbox/portable";
import type { CompiledModule } from "../modules/compiled-module.ts";
import type { Room } from "../runner/messages.ts";
import {
  fetchText,
  type ModuleAsset,
  moduleAssetSchema,
  packagesSchema,
  readAsset,
  type WorkbenchAssets,
} from "./assets.ts";
import { drawPicture } from "./draw-picture.ts";
import { SandboxFrame } from "./frame.ts";
import { Parser } from "./parser.ts";
import type { Drawn } from "./picture.ts";
import { ReadyProcesses } from "./ready-processes.ts";
import { TabProcess } from "./tab-process.ts";
import { thisHost } from "./this-host.ts";

export interface WorkbenchOptions {
  /** Where the sandboxed frame is put; it is not seen. */
  readonly container: HTMLElement;
  readonly assets: WorkbenchAssets;
  /**
   * So many times its module's limit a test may have (default 1): a tab has the clock on the wall alone, and a machine that does other
   * things as well takes longer.
   */
  readonly patience?: number | undefined;
  /** How long the frame may take to become ready (ms; default 20 000). */
  readonly startMilliseconds?: number | undefined;
}

export interface RunOptions {
  /** Of the tests' files, those to run; all of them by default. */
  readonly wanted?: readonly string[] | undefined;
  /** Ends the run before its time. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each test what came of those so far. */
  readonly onProgress?: ((soFar: Rehearsal) => void) | undefined;
}

export interface PictureOptions {
  readonly room?: Room | undefined;
  /** Shown in the place of the module's own, compiled by `shownProgram`. */
  readonly lab?: CompiledModule | undefined;
  /** What that lab is told beside the student's exports: plain data. */
  readonly given?: unknown;
  /** How long it may run (ms); the module's limit of a test by default. */
  readonly milliseconds?: number | undefined;
}

/** A course's modules, run in this tab on a student's own code. */
export interface Workbench {
  /** What there is of a module beside the student's files: its manifest, visible tests and starter. */
  module(id: string): Promise<ModuleAsset>;
  /**
   * Runs a module's visible tests on a student's files (sources by path, `src/sgd.ts`): what `tito test --json` says of the same files,
   * in the same words. One run at a time: whoever has newer files ends the last one by its signal.
   *
   * @throws the reason of `signal` once that is aborted; Error when the frame or a file of the workbench is not to be had.
   */
  run(module: string, files: SubmittedFiles, options?: RunOptions): Promise<Rehearsal>;
  /**
   * Draws a module's picture of a student's files: what `tito lab` shows, or another lab's. Null when the module has none.
   * @throws as `run`.
   */
  picture(module: string, files: SubmittedFiles, options?: PictureOptions): Promise<Drawn | null>;
  /** Makes ready what the first run of a module needs. */
  warm(module: string): Promise<void>;
  /** Ends all that runs, and takes the frame away. */
  close(): Promise<void>;
}

/** A picture's room where nothing is said, in characters. */
const usualRoom: Room = { columns: 80, rows: 40 };

/**
 * Opens the workbench's engine: a sandboxed frame of an origin of its own, without network, in which a student's code runs in a worker.
 * What it says is checked for its form; what hangs is ended and replaced. A worker is kept ready for the next run.
 *
 * @throws Error when a file of the workbench is not to be had.
 */
export async function openWorkbench({
  container,
  assets,
  patience = 1,
  startMilliseconds,
}: WorkbenchOptions): Promise<Workbench> {
  const [runner, parserText, libraryText] = await Promise.all([
    fetchText(assets.runner),
    fetchText(assets.parser),
    fetchText(assets.packages),
  ]);
  const library = readAsset(assets.packages, JSON.parse(libraryText), packagesSchema);
  const frame = new SandboxFrame(container, assets.frame, { runner, parser: parserText }, startMilliseconds);
  const parser = new Parser(frame);
  const modules = new Map<string, Promise<ModuleAsset>>();
  const processWith = (names: readonly string[]) =>
    new TabProcess(
      { frame, parser, patience },
      {
        type: "prepare",
        packages: withTheirs(library.packages, names),
        language: library.language,
      },
    );
  const sessions = new ReadySessions(
    async ({ packages }, before) => new RehearsalSession(async () => processWith(packages), { before }),
  );

  const pictures = new ReadyProcesses(processWith);
  const before = new StrippedBefore();

  const moduleOf = (id: string): Promise<ModuleAsset> => {
    const known = modules.get(id) ?? assets.module(id).then((json) => readAsset(id, json, moduleAssetSchema));
    modules.set(id, known);
    known.catch(() => modules.delete(id));
    return known;
  };

  return {
    module: moduleOf,
    async run(id, files, options = {}) {
      const { manifest, tests } = await moduleOf(id);
      frame.forgive();
      try {
        const rehearsal = await rehearseIn({ sessions, testkit: library.testkit }, manifest, files, tests, options);
        if (frame.failure !== null) throw frame.failure;
        return rehearsal;
      } catch (error) {
        // What a run says then is nothing about the code.
        throw frame.failure ?? error;
      } finally {
        sessions.refill();
      }
    },
    async picture(id, files, { room = usualRoom, lab: other, given = null, milliseconds } = {}) {
      const { manifest, lab: own } = await moduleOf(id);
      const lab = other ?? own;
      if (lab === null) return null;
      const process = pictures.take(packagesOf(manifest, lab.specifiers));
      const host = thisHost(library.nodeVersion);
      try {
        const submission = toRun(manifest, files);
        const limit = milliseconds ?? submission.limits.testMilliseconds;
        return await drawPicture(process, before, submission, { lab, given, room, host, milliseconds: limit });
      } finally {
        pictures.refill();
      }
    },
    async warm(id) {
      const { manifest, tests } = await moduleOf(id);
      await sessions.ready(needsOf(manifest, tests.packages));
    },
    async close() {
      pictures.close();
      await sessions.close();
      frame.end();
    },
  };
}

function needsOf(manifest: ModuleManifest, more: readonly string[]): SessionNeeds {
  return { packages: packagesOf(manifest, more), memoryMegabytes: limitsFor(manifest.limits).memoryMegabytes };
}

/** As `rehearseIn` asks for them. */
function packagesOf({ allowedImports }: ModuleManifest, more: readonly string[]): readonly string[] {
  return [...new Set([...allowedImports, ...more])].filter((name) => name !== "@tinytorch/testkit");
}

/** Packages by name and all that they import, and vitest's stand-in. */
function withTheirs(
  all: Readonly<Record<string, CompiledModule>>,
  names: readonly string[],
): Readonly<Record<string, CompiledModule>> {
  const found: Record<string, CompiledModule> = {};
  const add = (id: string) => {
    const compiled = all[id];
    if (compiled === undefined || Object.hasOwn(found, id)) return;
    for (const specifier of compiled.specifiers) add(`${specifier}/src/index.ts`);
    found[id] = compiled;
  };
  for (const name of names) add(`${name}/src/index.ts`);
  add("vitest");
  return found;
}
