/**
 * Runs in the submission's realm before any of its code, as a function of the clock (`$0`, in ms): what a student uses at
 * home without a thought and that does no harm, as Node has it. It gives nothing that waits, and nothing from outside.
 */
export const harmlessGlobals = `
"use strict";
const define = (name, value) =>
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, enumerable: false, value });
const has = (read, value) => {
  try {
    Reflect.apply(read, value, []);
    return true;
  } catch {
    return false;
  }
};
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;

const isMap = getter(Map.prototype, "size"), isSet = getter(Set.prototype, "size");
const isBuffer = getter(ArrayBuffer.prototype, "byteLength");
const isDate = Date.prototype.getTime, isRegExp = getter(RegExp.prototype, "source");
const wrappers = [Number, String, Boolean, BigInt].map((kind) => kind.prototype.valueOf);
const isView = ArrayBuffer.isView, isArray = Array.isArray;
const uncloneable = [
  (value) => value instanceof Promise,
  (value) => value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef,
];
const errors = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function refuse(what) {
  const error = new Error(what + " could not be cloned.");
  error.name = "DataCloneError";
  error.code = 25;
  throw error;
}

define("structuredClone", function structuredClone(value, options) {
  const made = new Map();
  for (const buffer of options?.transfer ?? []) {
    if (!has(isBuffer, buffer)) refuse("What is transferred");
    made.set(buffer, buffer.transfer());
  }
  const keep = (from, to) => {
    made.set(from, to);
    return to;
  };
  const fill = (from, to) => {
    for (const key of Object.keys(from)) {
      Object.defineProperty(to, key, { configurable: true, enumerable: true, writable: true, value: clone(from[key]) });
    }
    return to;
  };
  const clone = (from) => {
    if (typeof from === "symbol") refuse(String(from));
    if (typeof from === "function") refuse("A function");
    if (typeof from !== "object" || from === null) return from;
    if (made.has(from)) return made.get(from);
    if (isArray(from)) {
      const to = keep(from, []);
      to.length = from.length;
      return fill(from, to);
    }
    if (isView(from)) {
      const buffer = clone(from.buffer);
      const kind = from instanceof DataView ? DataView : globalThis[from[Symbol.toStringTag]];
      const length = kind === DataView ? from.byteLength : from.length;
      return keep(from, new kind(buffer, from.byteOffset, length));
    }
    if (has(isBuffer, from)) return keep(from, from.slice(0));
    if (has(isDate, from)) return keep(from, new Date(from.getTime()));
    if (has(isRegExp, from) && from !== RegExp.prototype) return keep(from, new RegExp(from.source, from.flags));
    if (has(isMap, from)) {
      const to = keep(from, new Map());
      for (const [key, each] of [...Map.prototype.entries.call(from)]) to.set(clone(key), clone(each));
      return to;
    }
    if (has(isSet, from)) {
      const to = keep(from, new Set());
      for (const each of [...Set.prototype.values.call(from)]) to.add(clone(each));
      return to;
    }
    for (const valueOf of wrappers) if (has(valueOf, from)) return keep(from, Object(valueOf.call(from)));
    if (from instanceof Error) {
      const to = keep(from, Object.create((errors[from.name] ?? Error).prototype));
      for (const key of ["message", "stack", "cause"]) {
        if (!Object.hasOwn(from, key)) continue;
        const value = key === "cause" ? clone(from[key]) : String(from[key]);
        Object.defineProperty(to, key, { configurable: true, writable: true, enumerable: false, value });
      }
      return to;
    }
    if (uncloneable.some((is) => is(from))) refuse("#<" + (from.constructor?.name ?? "Object") + ">");
    return fill(from, keep(from, {}));
  };
  return clone(value);
});

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    const bytes = [];
    for (const each of String(text).toWellFormed()) {
      const code = each.codePointAt(0);
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
    return Uint8Array.from(bytes);
  }
  encodeInto(text, into) {
    let read = 0, written = 0;
    for (const each of String(text)) {
      const bytes = this.encode(each);
      if (written + bytes.length > into.length) break;
      into.set(bytes, written);
      read += each.length;
      written += bytes.length;
    }
    return { read, written };
  }
}
define("TextEncoder", TextEncoder);

const labels = ["utf-8", "utf8", "unicode-1-1-utf-8"];
class TextDecoder {
  #kept = [];
  #begun = false;
  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    if (!labels.includes(String(label).trim().toLowerCase())) {
      throw new RangeError('The "' + label + '" encoding is not supported');
    }
    for (const [name, value] of [["encoding", "utf-8"], ["fatal", Boolean(fatal)], ["ignoreBOM", Boolean(ignoreBOM)]]) {
      Object.defineProperty(this, name, { value, enumerable: true });
    }
  }
  decode(input = new Uint8Array(0), { stream = false } = {}) {
    const given = isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);
    const bytes = [...this.#kept, ...given];
    this.#kept = [];
    let text = "", index = 0;
    const wrong = () => {
      if (this.fatal) throw new TypeError("The encoded data was not valid for encoding utf-8");
      text += "\\ufffd";
    };
    while (index < bytes.length) {
      const first = bytes[index];
      const more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : -1;
      if (more === -1) {
        wrong();
        index += 1;
        continue;
      }
      let code = more === 0 ? first : first & (0x3f >> more), found = 0;
      while (found < more && index + found + 1 < bytes.length) {
        const next = bytes[index + found + 1];
        const low = found > 0 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
        const high = found > 0 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
        if (next < low || next > high) break;
        code = (code << 6) | (next & 63);
        found += 1;
      }
      if (found === more) text += String.fromCodePoint(code);
      else if (stream && index + found + 1 === bytes.length) {
        this.#kept = bytes.slice(index);
        break;
      } else wrong();
      index += found + 1;
    }
    if (!this.#begun && !this.ignoreBOM && text.startsWith("\\ufeff")) text = text.slice(1);
    this.#begun = stream && (this.#begun || text !== "");
    return text;
  }
}
define("TextDecoder", TextDecoder);

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function badCharacter(message) {
  const error = new Error(message);
  error.name = "InvalidCharacterError";
  error.code = 5;
  throw error;
}
define("btoa", function btoa(given) {
  const text = String(given);
  let out = "";
  for (let index = 0; index < text.length; index += 3) {
    const codes = [0, 1, 2].map((step) => text.charCodeAt(index + step));
    if (codes.some((code) => code > 255)) badCharacter("Invalid character");
    const [one, two, three] = codes.map((code) => code || 0);
    out += digits[one >> 2] + digits[((one & 3) << 4) | (two >> 4)];
    out += index + 1 < text.length ? digits[((two & 15) << 2) | (three >> 6)] : "=";
    out += index + 2 < text.length ? digits[three & 63] : "=";
  }
  return out;
});
define("atob", function atob(given) {
  let text = String(given).replace(/[\\t\\n\\f\\r ]/g, "");
  if (text.length % 4 === 0) text = text.replace(/==?$/, "");
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) badCharacter("The string to be decoded is not correctly encoded.");
  let out = "", bits = 0, count = 0;
  for (const each of text) {
    bits = ((bits << 6) | digits.indexOf(each)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += String.fromCharCode((bits >> count) & 255);
  }
  return out;
});

const RealPromise = Promise, then = Promise.prototype.then;
define("queueMicrotask", function queueMicrotask(callback) {
  if (typeof callback !== "function") throw new TypeError('The "callback" argument must be of type function.');
  Reflect.apply(then, RealPromise.resolve(), [() => void callback()]);
});
define("performance", { now: () => 0, timeOrigin: $0, toJSON: () => ({ timeOrigin: $0 }) });
`;
