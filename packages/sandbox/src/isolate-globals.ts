/**
 * Runs in each realm of the isolate before any code of a submission, as a function of the clock (`$0`, in ms). It makes
 * the sandbox's world: a seeded Math.random, a clock that stands still, and no way to unmetered memory. Returns what the
 * host needs later; everything it uses is captured here, before a submission could replace it.
 */
export const isolateGlobals = `
"use strict";
const clock = $0;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply, construct } = Reflect;
const RealDate = Date;

let state = 0;
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

// What formats a date formats the time of day when it is given none.
const formats = Intl.DateTimeFormat.prototype;
const formatOf = getOwnPropertyDescriptor(formats, "format").get;
const { formatToParts } = formats;
const orClock = (date) => (date === undefined ? clock : date);
defineProperty(formats, "format", {
  configurable: true,
  get() {
    const format = apply(formatOf, this, []);
    return (date) => format(orClock(date));
  },
});
defineProperty(formats, "formatToParts", {
  configurable: true,
  writable: true,
  value(date) {
    return apply(formatToParts, this, [orClock(date)]);
  },
});

// A buffer that can grow takes its memory from the system, past the isolate's limit: every buffer has one size here.
const RealArrayBuffer = ArrayBuffer;
const FixedArrayBuffer = new Proxy(RealArrayBuffer, {
  __proto__: null,
  construct: (target, args, newTarget) => construct(target, [args[0]], newTarget),
});
RealArrayBuffer.prototype.constructor = FixedArrayBuffer;
globalThis.ArrayBuffer = FixedArrayBuffer;

return {
  /** Begins a run: with its seed of Math.random. */
  start(seed) {
    state = seed >>> 0;
  },
};
`;

/**
 * Runs in each realm before all else, the packages included. What takes memory past the isolate's limit, or time with it,
 * is not there; no function tells its text, and no trace of calls is handed out as objects, which would hold functions.
 */
export const removeGlobals = `
delete globalThis.WebAssembly;
delete globalThis.SharedArrayBuffer;
delete globalThis.Atomics;
Object.defineProperty(Function.prototype, "toString", {
  ...Object.getOwnPropertyDescriptor(Function.prototype, "toString"),
  value: { toString() { return "function () { [native code] }"; } }.toString,
});
Object.defineProperty(Error, "prepareStackTrace", { get: () => undefined, set() {} });
`;
