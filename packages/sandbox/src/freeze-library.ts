/**
 * Runs in the submission's realm before any code of the submission, as a function of the packages' namespaces (`$0`), of the
 * names that are withheld (`$1`), and of what using them says (`$2`). A withheld method is replaced by one that throws. What
 * the packages export is frozen, with prototypes, statics, and plain objects and lists within. What a package keeps in private, or in
 * an instance, goes on changing.
 */
export const freezeLibrary = `
"use strict";
const exported = [];
for (const namespace of $0) exported.push([]);
for (const name of $1) {
  const [owner, member] = name.split(".");
  const message = name + ": " + $2;
  const stop = function () {
    throw new TypeError(message);
  };
  let found = false;
  let index = 0;
  for (const namespace of $0) {
    const at = index++;
    if (!Object.hasOwn(namespace, owner)) continue;
    if (member === undefined) {
      exported[at].push(name);
      found = true;
      continue;
    }
    for (const holder of [namespace[owner], namespace[owner].prototype]) {
      const property = holder && Object.getOwnPropertyDescriptor(holder, member);
      if (!property) continue;
      const { enumerable } = property;
      Object.defineProperty(holder, member, property.get ? { get: stop, enumerable } : { value: stop, enumerable });
      found = true;
    }
  }
  if (!found) throw new Error("internal: what is withheld must be there, got no " + name);
}
const language = new Set();
for (const { value } of Object.values(Object.getOwnPropertyDescriptors(globalThis))) {
  if (typeof value === "function") language.add(value).add(value.prototype);
}
language.add(Object.getPrototypeOf(Int8Array)).add(Object.getPrototypeOf(Int8Array).prototype);
const waiting = [];
// What is the language's counts as found already: the realm itself is not frozen.
const found = language;
const find = (value) => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value)) return;
  found.add(value);
  waiting.push(value);
};
for (const namespace of $0) for (const name in namespace) find(namespace[name]);
while (waiting.length > 0) {
  const each = waiting.pop();
  const prototype = Object.getPrototypeOf(each);
  const isPrototype = typeof each.constructor === "function" && each.constructor.prototype === each;
  const isPlain = prototype === null || prototype === Object.prototype || Array.isArray(each);
  if (typeof each !== "function" && !isPlain && !isPrototype) continue;
  find(prototype);
  const keys = Reflect.ownKeys(each);
  for (let index = 0; index < keys.length; index++) {
    const property = Object.getOwnPropertyDescriptor(each, keys[index]);
    if ("value" in property) find(property.value);
    else {
      find(property.get);
      find(property.set);
    }
  }
  Object.freeze(each);
}
return JSON.stringify(exported);
`;
