/**
 * Runs in the isolate before any module of the submission, as a function of (`$0` seed of Math.random, `$1` clock in ms, `$2` console limit).
 * It makes the sandbox's world: a seeded Math.random, a clock that stands still, a console that is kept up to its
 * limit, and no way to shared or unmetered memory. Returns what the host needs later; everything it uses is captured
 * here, before a submission could replace it.
 */
export const isolateGlobals = `
"use strict";
const seed = $0, clock = $1, consoleLimit = $2;
const { defineProperty } = Object;
const { stringify } = JSON;
const { construct } = Reflect;
const RealDate = Date;

let state = seed >>> 0;
defineProperty(Math, "random", {
  configurable: true,
  writable: true,
  value: function random() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  },
});

// Handlers without a prototype: a trap put on Object.prototype would be handed the real constructor.
const FrozenDate = new Proxy(RealDate, {
  __proto__: null,
  apply: () => new RealDate(clock).toString(),
  construct: (target, args, newTarget) => construct(target, args.length === 0 ? [clock] : args, newTarget),
});
RealDate.now = () => clock;
RealDate.prototype.constructor = FrozenDate;
globalThis.Date = FrozenDate;

let kept = "";
function keep(...items) {
  if (kept.length >= consoleLimit) return;
  let line = "";
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    let text;
    try {
      text = typeof item === "string" ? item : stringify(item) ?? \`\${typeof item}\`;
    } catch {
      text = typeof item;
    }
    line += (index > 0 ? " " : "") + text;
  }
  kept = (kept + line + "\\n").slice(0, consoleLimit);
}
globalThis.console = { log: keep, info: keep, warn: keep, error: keep, debug: keep };

// A buffer that can grow takes its memory from the system, past the isolate's limit: every buffer has one size here.
const RealArrayBuffer = ArrayBuffer;
const FixedArrayBuffer = new Proxy(RealArrayBuffer, {
  __proto__: null,
  construct: (target, args, newTarget) => construct(target, [args[0]], newTarget),
});
RealArrayBuffer.prototype.constructor = FixedArrayBuffer;
globalThis.ArrayBuffer = FixedArrayBuffer;

return {
  readConsole: () => kept,
  /** What a suite's function is handed: the packages' exports, then the submission's own on top. */
  makeScope({ submission }, exportNames, packages) {
    const scope = { __proto__: null };
    for (let index = 0; index < packages.length; index++) {
      for (const name in packages[index]) scope[name] = packages[index][name];
    }
    for (let index = 0; index < exportNames.length; index++) {
      const name = exportNames[index];
      if (name in submission) scope[name] = submission[name];
      else defineProperty(scope, name, { get() { throw new Error("missing export " + name); } });
    }
    return scope;
  },
};
`;

/** Runs before all else, the packages included: what takes memory past the isolate's limit, or time with it, is not there. */
export const removeGlobals = `
delete globalThis.WebAssembly;
delete globalThis.SharedArrayBuffer;
delete globalThis.Atomics;
`;
