import {
  consoleGlobals,
  freezeLibrary,
  harmlessGlobals,
  isolateGlobals,
  removeGlobals,
  withheldIn,
} from "@tinytorch/sandbox/portable";
import { apply, construct, defineProperty, set, setPrototypeOf } from "../modules/language.ts";
import type { TabModule } from "../modules/linked-module.ts";
import { evaluate, json } from "./native.ts";

/** The sandbox's clock stands still here (ms): 1 January 2025, UTC. */
const clock = Date.UTC(2025, 0, 1);

/** A text of the sandbox's, as a function of what it calls `$0`, `$1` and `$2`. */
function closure(text: string): (...given: readonly unknown[]) => unknown {
  return evaluate(`(function ($0, $1, $2) {${text}\n})`) as ReturnType<typeof closure>;
}

/** What of the world's is told or begun later. */
export interface World {
  start(seed: number, consoleLimit: number): void;
  readConsole(): string;
  freezePackages(
    packages: readonly TabModule[],
    names: readonly string[],
    module: string,
  ): ReadonlyMap<string, readonly string[]>;
  /** From now on code makes no code of texts: as where a suite has called it. */
  refuseCodeOfText(): void;
}

/** Takes away what the sandbox's world is without before the packages run. */
export function beforePackages(): void {
  evaluate(removeGlobals);
  // An `await` of ours asks nobody else as long as a promise says that it is one of the language's own.
  defineProperty(Promise.prototype, "constructor", { writable: false, configurable: false });
}

/**
 * Makes the world that a submission finds: the sandbox's own, by the sandbox's own texts. `onPrint` is told after each print.
 */
export function makeWorld(onPrint: () => void): World {
  const chance = closure(isolateGlobals)(clock) as { start(seed: number): void };
  closure(harmlessGlobals)(clock);
  const printing = closure(consoleGlobals)() as { start(limit: number): void; readConsole(): string };
  for (const [name, print] of Object.entries(console)) {
    const told = {
      [name](...items: readonly unknown[]) {
        apply(print, undefined, items);
        onPrint();
      },
    };
    set(console, name, told[name]);
  }
  const freeze = closure(freezeLibrary);
  let isRefused = false;
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const kind of kinds) {
    const prototype: object = Object.getPrototypeOf(kind);
    const value = guarded(prototype, () => isRefused);
    defineProperty(prototype, "constructor", { value, configurable: true });
    if (kind === kinds[0]) set(globalThis, "Function", value);
    // The others inherit from `Function`, and would lead past its guard to the real one.
    else setPrototypeOf(value, Reflect.get(globalThis, "Function"));
  }
  return {
    start(seed, consoleLimit) {
      chance.start(seed);
      printing.start(consoleLimit);
    },
    readConsole: () => printing.readConsole(),
    freezePackages(packages, names, module) {
      const found: readonly (readonly string[])[] = json.parse(
        String(
          freeze(
            packages.map(({ namespace }) => namespace),
            names,
            withheldIn(module),
          ),
        ),
      );
      return new Map(packages.map(({ id }, index) => [id, found[index] ?? []]));
    },
    refuseCodeOfText() {
      set(globalThis, "eval", { eval: (text: unknown) => text }.eval);
      isRefused = true;
    },
  };
}

/** Stands in a function constructor's place, and is one to whoever asks what something is an instance of. */
function guarded(prototype: object, isRefused: () => boolean): unknown {
  const real: unknown = Reflect.get(prototype, "constructor");
  if (typeof real !== "function") throw new Error("internal: functions must have a constructor");
  return new Proxy(real, {
    apply: (target, self, given) => (isRefused() ? refuseText() : apply(target, self, given)),
    construct: (target, given) => (isRefused() ? refuseText() : construct(target, given)),
  });
}

/** In the words in which it is refused where submissions are graded, which tell of no calls. */
function refuseText(): never {
  const error = new TypeError("no access");
  defineProperty(error, "stack", { configurable: true, writable: true, value: String(error) });
  throw error;
}
