/**
 * Runs in the submission's realm before any of its code: the console, with all methods that Node's has and that do no
 * more than print. It keeps what is printed up to the run's limit. Returns what the host needs later; what it uses is
 * captured here, before a submission could replace it.
 */
export const consoleGlobals = `
"use strict";
const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isArray } = Array, { isView } = ArrayBuffer, { is } = Object;
const { stringify } = JSON;
const ObjectPrototype = Object.prototype, toStringOfObject = Object.prototype.toString, toStringOfError = Error.prototype.toString;
const slice = String.prototype.slice, repeat = String.prototype.repeat, RealString = String;
const mapEntries = Map.prototype.forEach, setEntries = Set.prototype.forEach;
const RealMap = Map, RealSet = Set, RealError = Error;

let kept = "", limit = 0, indent = "";
function print(text) {
  if (kept.length >= limit) return;
  let line = indent;
  for (let index = 0; index < text.length && line.length <= limit; index++) {
    line += text[index] === "\\n" ? "\\n" + indent : text[index];
  }
  kept = apply(slice, kept + line + "\\n", [0, limit]);
}

/**
 * A value as Node would print it, near enough: no more than a hundred things of each, four levels deep. What is open round
 * it is a chain, for a list would be spread by an iterator that a submission may have replaced.
 */
function show(value, depth, open) {
  if (typeof value === "string") return depth === 0 ? value : stringify(value);
  if (typeof value === "bigint") return RealString(value) + "n";
  if (is(value, -0)) return "-0";
  if (typeof value === "function") return "[Function: " + (value.name || "(anonymous)") + "]";
  if (typeof value !== "object" || value === null) return RealString(value);
  for (let each = open; each !== null; each = each.outer) if (each.value === value) return "[Circular]";
  if (value instanceof RealError) return apply(toStringOfError, value, []);
  const prototype = getPrototypeOf(value);
  const name = prototype === null ? "[Object: null prototype] " : value.constructor?.name;
  if (!isArray(value) && !isView(value) && typeof value.toString === "function" && value.toString !== toStringOfObject && prototype !== ObjectPrototype && prototype !== null) {
    return RealString(value);
  }
  if (depth > 4) return isArray(value) ? "[Array]" : "[" + (name || "Object") + "]";
  const inside = { value, outer: open };
  let out = "", count = 0, length = 0;
  const add = (text) => {
    if (count < 100) out += (count > 0 ? ", " : " ") + text();
    count += 1;
  };
  let brackets = ["{", "}"], title = name === "Object" || name === undefined ? "" : name + " ";
  if (isArray(value) || isView(value)) {
    brackets = ["[", "]"];
    title = isArray(value) && name === "Array" ? "" : name + "(" + (value.length ?? value.byteLength) + ") ";
    length = value.length ?? 0;
    for (let index = 0; index < length && index < 100; index++) add(() => show(value[index], depth + 1, inside));
    count = length;
  } else if (value instanceof RealMap) {
    title = "Map(" + value.size + ") ";
    apply(mapEntries, value, [(each, key) => add(() => show(key, depth + 1, inside) + " => " + show(each, depth + 1, inside))]);
  } else if (value instanceof RealSet) {
    title = "Set(" + value.size + ") ";
    apply(setEntries, value, [(each) => add(() => show(each, depth + 1, inside))]);
  } else {
    const keys = ownKeys(value);
    for (let index = 0; index < keys.length; index++) {
      const property = getOwnPropertyDescriptor(value, keys[index]);
      if (property === undefined || !property.enumerable) continue;
      const key = typeof keys[index] === "symbol" ? "[" + RealString(keys[index]) + "]" : keys[index];
      add(() => key + ": " + (property.get ? "[Getter]" : show(property.value, depth + 1, inside)));
    }
  }
  if (count > 100) out += ", ... " + (count - 100) + " more";
  return title + brackets[0] + out + (out === "" ? "" : " ") + brackets[1];
}
function text(items, from) {
  let line = "";
  for (let index = from; index < items.length; index++) {
    let shown;
    try {
      shown = show(items[index], 0, null);
    } catch {
      shown = typeof items[index];
    }
    line += (index > from ? " " : "") + shown;
  }
  return line;
}

// No item is handed on by spreading or iterating: a submission may have patched that.
const counts = { __proto__: null };
const say = (title, items, from) => {
  if (kept.length >= limit) return;
  const rest = text(items, from);
  print(title + (title !== "" && rest !== "" ? " " : "") + rest);
};
const log = (...items) => say("", items, 0);
const group = (...items) => {
  if (items.length > 0) say("", items, 0);
  if (indent.length < 40) indent += "  ";
};
const labelOf = (items) => (items.length === 0 ? "default" : text({ length: 1, 0: items[0] }, 0));
const count = (...items) => {
  const label = labelOf(items);
  counts[label] = (counts[label] ?? 0) + 1;
  say(label + ": " + counts[label], items, items.length);
};
// The clock stands still: whatever is timed takes no time.
const time = (...items) => say(labelOf(items) + ": 0ms", items, 1);
const first = (item) => log(item);
const nothing = () => {};
globalThis.console = {
  log, info: log, warn: log, error: log, debug: log,
  dir: first, dirxml: log, table: first,
  trace: (...items) => say("Trace:", items, 0),
  assert: (...items) => {
    if (!items[0]) say(items.length > 1 ? "Assertion failed:" : "Assertion failed", items, 1);
  },
  group, groupCollapsed: group,
  groupEnd: () => {
    indent = apply(slice, indent, [2]);
  },
  count,
  countReset: (...items) => {
    counts[labelOf(items)] = 0;
  },
  time: nothing, timeLog: time, timeEnd: time, timeStamp: nothing, profile: nothing, profileEnd: nothing, clear: nothing,
};
return {
  start(given) {
    limit = given;
  },
  readConsole: () => kept,
};
`;
