import { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { Module } from "../module.ts";

// What holds parts of a module under names, and has no forward of its own.

/** What a module that only holds others says when it is used as a layer. */
abstract class Container extends Module<undefined> {
  override forward(): never {
    throw new TypeError(`${this.constructor.name}: a container must be used through its parts, got a call of forward`);
  }
}

/**
 * Modules in a list, named by position: `0.weight`. https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html
 * @throws TypeError on anything but modules
 */
export class ModuleList<Part extends Module<unknown> = Module> extends Container {
  readonly #parts: Part[] = [];

  constructor(modules: Iterable<Part> = []) {
    super();
    this.extend(modules);
  }

  get length(): number {
    return this.#parts.length;
  }

  /** The module at a position; a negative one counts from the end. @throws RangeError when there is none */
  at(index: number): Part {
    const part = Number.isInteger(index) ? this.#parts.at(index) : undefined;
    if (part === undefined) {
      throw new RangeError(
        `ModuleList.at: index must be a whole number within a list of ${this.length}, got ${rules.shown(index)}`,
      );
    }
    return part;
  }

  append(module: Part): this {
    this.#parts.push(asModule("ModuleList", module));
    return this;
  }

  extend(modules: Iterable<Part>): this {
    const parts = [...listOf("ModuleList", modules)];
    for (const part of parts) asModule("ModuleList", part);
    this.#parts.push(...parts);
    return this;
  }

  /** Puts a module before the one at a position. */
  insert(index: number, module: Part): this {
    if (!Number.isInteger(index) || index < 0 || index > this.length) {
      throw new RangeError(
        `ModuleList.insert: index must be a whole number in [0, ${this.length}], got ${rules.shown(index)}`,
      );
    }
    this.#parts.splice(index, 0, asModule("ModuleList", module));
    return this;
  }

  [Symbol.iterator](): IterableIterator<Part> {
    return this.#parts.values();
  }

  override namedChildren(): [string, Module<unknown>][] {
    return this.#parts.map((part, index) => [`${index}`, part]);
  }
}

/**
 * Modules by name: `encoder.weight`. https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html
 * @throws TypeError on anything but modules, RangeError on a name that is empty or has a dot
 */
export class ModuleDict<Part extends Module<unknown> = Module> extends Container {
  readonly #parts = new Map<string, Part>();

  constructor(modules: Readonly<Record<string, Part>> = {}) {
    super();
    if (typeof modules !== "object" || modules === null || Array.isArray(modules))
      throw new TypeError(`ModuleDict: modules must be given by name, got ${rules.shown(modules)}`);
    for (const [name, part] of Object.entries(modules)) this.set(name, part);
  }

  get size(): number {
    return this.#parts.size;
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /** The module of a name. @throws RangeError when there is none */
  get(name: string): Part {
    const part = this.#parts.get(name);
    if (part === undefined) {
      throw new RangeError(
        `ModuleDict.get: name must be one of ${[...this.#parts.keys()].join(", ") || "none"}, got ${rules.shown(name)}`,
      );
    }
    return part;
  }

  /** Takes in a module, in the place of one of the same name. */
  set(name: string, module: Part): this {
    if (typeof name !== "string" || name === "" || name.includes("."))
      throw new RangeError(`ModuleDict.set: name must be a word without dots, got ${rules.shown(name) || "none"}`);
    this.#parts.set(name, asModule("ModuleDict", module));
    return this;
  }

  /** Takes a module out; whether there was one. */
  delete(name: string): boolean {
    return this.#parts.delete(name);
  }

  [Symbol.iterator](): IterableIterator<[string, Part]> {
    return this.#parts.entries();
  }

  override namedChildren(): [string, Module<unknown>][] {
    return [...this.#parts];
  }
}

/**
 * Parameters in a list, named by position: `0`. https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterList.html
 * @throws TypeError on anything but variables that are no results
 */
export class ParameterList extends Container {
  #length = 0;

  constructor(parameters: Iterable<Variable> = []) {
    super();
    for (const parameter of listOf("ParameterList", parameters)) this.append(parameter);
  }

  get length(): number {
    return this.#length;
  }

  /** The parameter at a position; a negative one counts from the end. @throws RangeError when there is none */
  at(index: number): Variable {
    const parameter: unknown = Number.isInteger(index) && Reflect.get(this, index < 0 ? this.#length + index : index);
    if (parameter instanceof Variable) return parameter;
    throw new RangeError(
      `ParameterList.at: index must be a whole number within a list of ${this.#length}, got ${rules.shown(index)}`,
    );
  }

  append(parameter: Variable): this {
    if (!(parameter instanceof Variable) || parameter.node !== null) {
      throw new TypeError(
        `ParameterList: a parameter must be a Variable that no operation made, got ${rules.shown(parameter)}`,
      );
    }
    // As a property it is found as every other parameter.
    Reflect.set(this, this.#length++, parameter);
    return this;
  }

  *[Symbol.iterator](): IterableIterator<Variable> {
    for (let i = 0; i < this.#length; i++) yield this.at(i);
  }
}

function listOf<Part>(owner: string, parts: Iterable<Part>): Iterable<Part> {
  if (typeof parts === "object" && parts !== null && Symbol.iterator in parts) return parts;
  throw new TypeError(`${owner}: parts must be a list, got ${rules.shown(parts)}`);
}

function asModule<Part extends Module<unknown>>(owner: string, part: Part): Part {
  if (part instanceof Module) return part;
  throw new TypeError(`${owner}: parts must be Modules, got ${rules.shown(part)}`);
}
