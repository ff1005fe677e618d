import { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { holdings, Tensor } from "@tinytorch/tensor";
import { formatShape, inspected, sameShape } from "@tinytorch/tensor/internal";
import { watched } from "./forward-watch.ts";

/** What a module computes on: a variable, or a tensor, which is a constant. */
export type Input = Variable | Tensor;

/** What `forward` takes: an input, or a list, such as the two states of an LSTM. What is left out is undefined. */
export type ModuleInput = Input | readonly (Input | number)[] | undefined;

/** The values of a module's parameters and buffers, by name. */
export type ModuleState = Record<string, Tensor>;

/** How a buffer is held. */
export interface BufferOptions {
  /** Save it with the parameters (default true); one that can be made anew need not be. */
  persistent?: boolean;
}

/** How a state is loaded. */
export interface LoadOptions {
  /** Whether a missing or an unknown name is an error (default true). */
  strict?: boolean;
}

/** The names by which a state and a module differ. */
export interface LoadResult {
  /** What the module has, and the state not. */
  readonly missingKeys: readonly string[];
  /** What the state has, and the module not. */
  readonly unexpectedKeys: readonly string[];
}

const bufferTable = { persistent: rules.flag.or(true) };
const loadTable = { strict: rules.flag.or(true) };

/**
 * A part of a network: parameters, other modules, and a `forward`. It finds its parts by looking at its own properties, in
 * the order in which they were assigned: a Variable is a parameter, a Tensor a buffer (saved, but not trained), a Module a
 * child, and an array of Modules several. Names are paths, such as `encoder.weight` or `layers.0.bias`. A Variable that an operation
 * has made is a result that was put by, and no parameter; one that is there before the first `forward` is an error. A layer that
 * `forward` uses and that is in none of these places of any running module, a `#private` field for instance, is an error too.
 * `Output` is what `forward` makes: a variable, unless a layer makes several things, as an LSTM does.
 */
export abstract class Module<Output = Variable> {
  /** Whether the module is being trained; layers such as dropout behave differently then. */
  training = true;
  /** The names of the buffers that are not saved. */
  readonly #unsaved = new Set<string>();

  constructor() {
    const forward: unknown = this.forward;
    if (typeof forward !== "function") return;
    const value = watched(this, (...inputs) => Reflect.apply(forward, this, inputs));
    Object.defineProperty(this, "forward", { value, configurable: true, writable: true, enumerable: false });
  }

  /** Computes the output. */
  abstract forward(...inputs: readonly ModuleInput[]): Output;

  /** The modules directly inside this one, by name. */
  namedChildren(): [string, Module<unknown>][] {
    const children: [string, Module<unknown>][] = [];
    for (const [name, value] of Object.entries(this)) {
      if (value instanceof Module) children.push([name, value]);
      else if (Array.isArray(value)) {
        for (const [index, item] of value.entries())
          if (item instanceof Module) children.push([`${name}.${index}`, item]);
      }
    }
    return children;
  }

  /** All parameters, each once. */
  parameters(): Variable[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** All buffers with their names, saved or not: tensors that are not trained. */
  namedBuffers(): [string, Tensor][] {
    return this.#namedValues("").filter((entry): entry is [string, Tensor] => entry[1] instanceof Tensor);
  }

  /**
   * Makes a tensor, or null for the want of one, a property of this name, and returns it. That does what `this.name = tensor` does,
   * and says besides whether it is saved: `this.mask = this.registerBuffer("mask", mask, { persistent: false })`.
   * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_buffer
   * @throws RangeError when the name is empty, has a dot, or is that of something else; TypeError on anything but a Tensor or null
   */
  registerBuffer<Buffer extends Tensor | null>(name: string, buffer: Buffer, options: BufferOptions = {}): Buffer {
    const { persistent } = rules.readOptions("registerBuffer", bufferTable, options);
    if (typeof name !== "string" || name === "" || name.includes("."))
      throw new RangeError(`registerBuffer: name must be a word without dots, got ${rules.shown(name) || "none"}`);
    if (buffer !== null && !(buffer instanceof Tensor))
      throw new TypeError(`registerBuffer: a buffer must be a Tensor or null, got ${rules.shown(buffer)}`);
    const before: unknown = Reflect.get(this, name);
    if (before !== undefined && before !== null && !(before instanceof Tensor))
      throw new RangeError(`registerBuffer: name must not be that of another property, got ${name}`);
    if (persistent) this.#unsaved.delete(name);
    else this.#unsaved.add(name);
    Reflect.set(this, name, buffer);
    return buffer;
  }

  /** All parameters with their names, this module's own before its children's. One that is shared appears once. */
  namedParameters(): [string, Variable][] {
    const seen = new Set<Variable>();
    const unique: [string, Variable][] = [];
    for (const [name, value] of this.#namedValues("")) {
      if (!(value instanceof Variable) || seen.has(value)) continue;
      seen.add(value);
      unique.push([name, value]);
    }
    return unique;
  }

  /** Switches this module and everything in it to training, or with false to evaluation. */
  train(mode = true): this {
    rules.requireEach("train", rules.flag, { mode });
    this.training = mode;
    for (const [, child] of this.namedChildren()) child.train(mode);
    return this;
  }

  /** Switches this module and everything in it to evaluation. */
  eval(): this {
    return this.train(false);
  }

  /** Forgets the gradients of all parameters. */
  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.grad = null;
  }

  /** A snapshot of all parameters and saved buffers, which training does not change. */
  stateDict(): ModuleState {
    const state: ModuleState = {};
    for (const [name, value] of this.#savedValues("")) state[name] = tensorOf(value).clone();
    return state;
  }

  /**
   * Copies saved values into this module's own parameters and buffers, and says by which names the two differ. Nothing changes when
   * it throws.
   * @throws RangeError when a name is missing or unknown and loading is strict, when a shape differs, or when a whole number would have
   *   to be what is none
   */
  loadStateDict(state: Readonly<ModuleState>, options: LoadOptions = {}): LoadResult {
    const { strict } = rules.readOptions("loadStateDict", loadTable, options);
    if (typeof state !== "object" || state === null)
      throw new TypeError(`loadStateDict: a state must be tensors by name, got ${rules.shown(state)}`);
    const own = new Map(this.#savedValues(""));
    const missingKeys = [...own.keys()].filter((name) => !Object.hasOwn(state, name));
    const unexpectedKeys = Object.keys(state).filter((name) => !own.has(name));
    if (strict && (missingKeys.length > 0 || unexpectedKeys.length > 0)) {
      throw new RangeError(
        `loadStateDict: names must match, got ${missingKeys.length} missing [${missingKeys.join(", ")}] and ` +
          `${unexpectedKeys.length} unknown [${unexpectedKeys.join(", ")}]`,
      );
    }
    for (const name of missingKeys) own.delete(name);
    const loaded: [Tensor, Tensor][] = [];
    for (const [name, value] of own) {
      if (!(state[name] instanceof Tensor))
        throw new TypeError(`loadStateDict: ${name} must be a Tensor, got ${typeof state[name]}`);
      if (!sameShape(state[name].shape, value.shape)) {
        throw new RangeError(
          `loadStateDict: ${name} must have shape ${formatShape(value.shape)}, got ${formatShape(state[name].shape)}`,
        );
      }
      // A number that the type cannot hold is told before anything is written.
      loaded.push([tensorOf(value), state[name].to(value.dtype)]);
    }
    for (const [value, saved] of loaded) value.copy_(saved);
    return { missingKeys, unexpectedKeys };
  }

  /** What a person reads, as PyTorch prints it: each module by its name, with the shapes of its own parameters and buffers. */
  toString(): string {
    const own = this.#ownValues().map(([name, value]) => `${name}=${formatShape(value.shape)}`);
    const children = this.namedChildren().map(([name, child]) =>
      `(${name}): ${String(child)}`.replaceAll("\n", "\n  "),
    );
    const parts = children.length === 0 ? [] : ["", ...children.map((child) => `  ${child}`), ""];
    return `${this.constructor.name}(${own.join(", ")}${parts.join("\n")})`;
  }
  [inspected](): string {
    return this.toString();
  }

  /** What survives a scope together with this module: its parameters and buffers. */
  [holdings](): Iterable<unknown> {
    return this.#namedValues("").map(([, value]) => value);
  }

  #ownValues(): [string, Variable | Tensor][] {
    const values: [string, Variable | Tensor][] = [];
    for (const [name, value] of Object.entries(this)) {
      if ((value instanceof Variable && !value.isResult) || value instanceof Tensor) values.push([name, value]);
    }
    return values;
  }

  #namedValues(prefix: string): [string, Variable | Tensor][] {
    const values = this.#ownValues().map(([name, value]): [string, Variable | Tensor] => [prefix + name, value]);
    for (const [name, child] of this.namedChildren()) values.push(...child.#namedValues(`${prefix}${name}.`));
    return values;
  }

  /** As `#namedValues`, without the buffers that are not saved. */
  #savedValues(prefix: string): [string, Variable | Tensor][] {
    const own = this.#ownValues().filter(([name, value]) => !(value instanceof Tensor && this.#unsaved.has(name)));
    const values = own.map(([name, value]): [string, Variable | Tensor] => [prefix + name, value]);
    for (const [name, child] of this.namedChildren()) values.push(...child.#savedValues(`${prefix}${name}.`));
    return values;
  }
}

function tensorOf(value: Variable | Tensor): Tensor {
  return value instanceof Variable ? value.data : value;
}
