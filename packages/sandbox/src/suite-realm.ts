/** Constructors that both realms have: an object of the one counts as an instance in the other too. */
export const sharedConstructors = `[
  "Object", "Function", "Array", "ArrayBuffer", "DataView", "Map", "Set", "WeakMap", "WeakSet", "Promise", "RegExp", "Date",
  "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
  "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
  "Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError",
]`;

/** Runs in a realm and gives its constructors, for the other one to know. */
export const collectConstructors = `
const own = { __proto__: null };
for (const name of ${sharedConstructors}) own[name] = globalThis[name];
return own;
`;

/**
 * Runs in a realm, as a function of the other one's constructors (\`$0\`): \`instanceof\` holds across the two, as it does
 * for a student at home, where all is one realm.
 */
export const shareConstructors = `
"use strict";
{
  const theirs = $0;
  const { apply } = Reflect;
  const ordinary = Function.prototype[Symbol.hasInstance];
  for (const name of ${sharedConstructors}) {
    const Own = globalThis[name], Their = theirs[name];
    Object.defineProperty(Own, Symbol.hasInstance, {
      configurable: true,
      writable: true,
      value(value) {
        return apply(ordinary, this, [value]) || (this === Own && apply(ordinary, Their, [value]));
      },
    });
  }
}
`;

/**
 * Runs in a realm that hands lists and objects to the submission, as a function of the submission's constructors (`$0`): their
 * `constructor` is the submission's own, as if it had made them. Nothing here asks it for anything: what `map` and `slice` make
 * of a list is made in their own realm when its constructor is another one's `Array`.
 */
export const borrowConstructors = `
for (const name of ["Array", "Object"]) {
  Object.defineProperty(globalThis[name].prototype, "constructor", {
    configurable: true,
    writable: true,
    value: $0[name],
  });
}
`;

/**
 * Runs in the suite's realm, once its constructors are shared, as a function of the submission's (`$0`) and of isolated-vm (`$1`),
 * which is handed to nobody. It freezes every builtin and makes a dead end of every function that a submission may be handed; then it
 * is the one place that calls a suite's functions. Nothing in here is captured beforehand: no code of a submission's ever runs in
 * this realm.
 */
export const suiteRealm = `
"use strict";
const { ExternalCopy } = $1;
const kindsOfFunction = [function () {}, async function () {}, function* () {}, async function* () {}];
for (const each of kindsOfFunction) delete Object.getPrototypeOf(each).constructor;
for (const name of ["caller", "arguments"]) delete Function.prototype[name];
for (const name of Object.getOwnPropertyNames(RegExp)) {
  if (!["prototype", "length", "name", "escape"].includes(name)) delete RegExp[name];
}
for (const name of ["eval", "Function", "console"]) delete globalThis[name];

const iterators = [[][Symbol.iterator](), ""[Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator]()];
iterators.push("".matchAll(/x/g), iterators[0].map(() => {}), Iterator.from({ next() {} }));
delete Intl.Segmenter;
const waiting = [];
// Neither is this realm's to freeze.
const found = new Set([$0.Array, $0.Object]);
const find = (value) => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value)) return;
  found.add(value);
  waiting.push(value);
};
for (const each of [globalThis, Int8Array, ...kindsOfFunction, ...iterators]) find(each);
const { freeze, getPrototypeOf, getOwnPropertyDescriptor } = Object, { ownKeys } = Reflect;
while (waiting.length > 0) {
  const each = waiting.pop();
  find(getPrototypeOf(each));
  const keys = ownKeys(each);
  for (let index = 0; index < keys.length; index++) {
    const property = getOwnPropertyDescriptor(each, keys[index]);
    if ("value" in property) find(property.value);
    else {
      find(property.get);
      find(property.set);
    }
  }
  if (each !== globalThis) freeze(each);
}

/** Errors of our own, by what they say of the submission. */
const failures = new WeakMap();
/** What stands in for something that did not load, by the number of the problem. */
const standIns = new WeakMap();
let last;
const ownError = Error.prototype, { isPrototypeOf } = Object.prototype;

function failure(kind, detail, message = "it is not there") {
  const error = new Error(message);
  failures.set(error, { kind, detail });
  return error;
}

function textOf(error, key, length) {
  try {
    const value = error[key];
    return typeof value === "string" ? value.slice(0, length) : "";
  } catch {
    return "";
  }
}

const classes = [RangeError, ReferenceError, SyntaxError, TypeError, URIError, EvalError, AggregateError];
function classOf(error) {
  try {
    for (const each of classes) if (error instanceof each) return each.name;
  } catch {}
  return "Error";
}

/** Whether the language made it in this realm: for a suite's function, or for a builtin that a submission was handed. */
function isOwn(error) {
  try {
    return isPrototypeOf.call(ownError, error);
  } catch {
    return false;
  }
}

function describe(error) {
  if ((typeof error === "object" && error !== null) || typeof error === "function") {
    const own = failures.get(error);
    if (own !== undefined) return own;
    return {
      kind: isOwn(error) ? "threw-here" : "threw",
      detail: classOf(error),
      message: textOf(error, "message", 200),
      stack: textOf(error, "stack", 20000),
    };
  }
  return { kind: "threw", detail: "Error", message: "", stack: "" };
}

/** What in a value cannot be copied, as one of a few words, or the number of the problem for which something stands in. */
function look(value, depth, seen) {
  if (standIns.has(value)) return standIns.get(value);
  if (typeof value === "function" || typeof value === "symbol") return typeof value;
  if (typeof value !== "object" || value === null || seen.has(value) || ArrayBuffer.isView(value)) return null;
  if (depth > 200) return "too-deep";
  seen.add(value);
  if (value instanceof Promise) return "promise";
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") continue;
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    if (property === undefined || !property.enumerable) continue;
    if (property.get !== undefined || property.set !== undefined) return "getter";
    const found = look(property.value, depth + 1, seen);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Calls a suite's function: what it gives back, or what was thrown, or that it cannot be copied. Nothing is awaited. The copy is made
 * here and now, with no code run meanwhile: the submission's promises go on when this has returned, and could put back what it
 * should have left alone.
 */
function run(suiteFunction, scope, ...args) {
  last = undefined;
  try {
    last = suiteFunction(scope, ...args);
  } catch (error) {
    return new ExternalCopy({ failure: describe(error) });
  }
  try {
    return new ExternalCopy({ value: last });
  } catch {
    return new ExternalCopy({ refused: true });
  }
}

return {
  run,
  /** The same, with the arguments as a JSON list. */
  runOn: (suiteFunction, scope, args) => run(suiteFunction, scope, ...JSON.parse(args)),
  /** Why the last value could not be copied out. */
  whyRefused() {
    try {
      return look(last, 0, new Set()) ?? "not-plain";
    } catch {
      return "not-plain";
    }
  },
  /** A value that throws whatever is done with it: in the place of what did not load, or else of what is withheld. */
  makeStandIn(problem, message) {
    const stop = () => {
      throw problem === null ? new TypeError(message) : failure("load", String(problem), message);
    };
    const handler = { __proto__: null };
    for (const trap of Object.getOwnPropertyNames(Reflect)) handler[trap] = stop;
    const standIn = new Proxy(function () {}, handler);
    if (problem !== null) standIns.set(standIn, problem);
    return standIn;
  },
  /**
   * What a suite's function is handed: the packages' exports but those that are withheld, then the submission's own on top. Called
   * as a method of it a function of the submission's has it as its \`this\`: nothing in it may be changed, or be a secret.
   */
  makeScope(namespace, exportNames, packages, withheld, brokenEntry, brokenStar) {
    const scope = { __proto__: null };
    packages.forEach((each, index) => {
      for (const name in each) if (!withheld[index].includes(name)) scope[name] = each[name];
    });
    const failing = (name, kind, detail) =>
      Object.defineProperty(scope, name, {
        get() {
          throw failure(kind, detail);
        },
      });
    for (const name of exportNames) {
      delete scope[name];
      if (brokenEntry !== null) {
        failing(name, "load", String(brokenEntry));
      } else if (name in namespace) {
        const value = namespace[name];
        const problem = standIns.get(value);
        if (problem === undefined) scope[name] = value;
        else failing(name, "load", String(problem));
      } else if (brokenStar !== null) {
        failing(name, "load", String(brokenStar));
      } else {
        failing(name, "missing-export", name);
      }
    }
    return Object.freeze(scope);
  },
};
`;
