import { activeKernels } from "../kernels/active.ts";
import type { Heap } from "../kernels/contract/kernels.ts";
import { allocate } from "./allocate.ts";
import { bytesPer, type DType, type ElementArray, requireDType } from "./dtype.ts";

/** The storages made since the innermost scope began; null outside of every scope. */
let inScope: Storage[] | null = null;

/** Starts gathering new storages in another list, and returns the list that was used until now. */
export function gatherStorages(list: Storage[] | null): Storage[] | null {
  const previous = inScope;
  inScope = list;
  return previous;
}

/** Keeps a block in the heap from being collected for as long as somebody holds an array over it. */
const owners = new WeakMap<ElementArray, Storage>();

/** A flat block of elements that one or more tensors look at. */
export class Storage {
  readonly dtype: DType;
  /** The number of elements. */
  readonly size: number;
  /** Whether the end of a scope frees it, or has, or nothing does. */
  life: "scoped" | "freed" | "kept" = "scoped";
  /** Where the elements start in the heap of the kernels that made it; 0 when they are in an array of their own, or freed. */
  address: number;
  #version = 0;
  #array: ElementArray | null;
  /** Null when the elements are in an array of their own. Private, so that whoever prints or compares a tensor passes over it. */
  readonly #heap: Heap | null;

  constructor(dtype: DType, size: number, heap: Heap | null, address: number) {
    this.dtype = dtype;
    this.size = size;
    this.address = address;
    this.#heap = address === 0 ? null : heap;
    this.#array = address === 0 ? allocate(dtype, size) : null;
  }

  /** A block of `size` elements, with anything in them, where the active kernels want it and there is room. */
  static allocate(dtype: DType, size: number): Storage {
    requireDType("tensor", dtype);
    const { heap } = activeKernels();
    const inHeap = heap !== null && (inScope !== null || heap.acceptsCollected);
    const address = inHeap ? heap.allocate(size * bytesPer[dtype]) : 0;
    const storage = new Storage(dtype, size, heap, address);
    if (inScope === null) storage.keep();
    else inScope.push(storage);
    return storage;
  }

  /**
   * How many times the block has been written in place, so that whoever kept a tensor for later (the tape) can tell that its
   * values have changed since.
   */
  get version(): number {
    return this.#version;
  }

  /** Counts a write in place. */
  written(): void {
    this.#version++;
  }

  /**
   * The elements.
   * @throws Error when they were freed at the end of a scope
   */
  get data(): ElementArray {
    return this.#array ?? this.#open();
  }

  /** One element. Of a float32 block in the heap it needs no array of its own. */
  at(index: number): number {
    if (this.#array !== null || this.#heap === null || this.address === 0 || this.dtype !== "float32")
      return this.data[index];
    return this.#heap.floats[this.address / 4 + index];
  }

  /** @throws Error when the elements were freed at the end of a scope */
  requireAlive(): void {
    if (this.life !== "freed") return;
    throw new Error(
      "tensor: elements must be kept to outlive their scope, got a tensor that was freed at the end of its scope; " +
        "return it from the function, or keep() it",
    );
  }

  #open(): ElementArray {
    this.requireAlive();
    if (this.#heap === null) throw new Error("internal: a block without a heap must have an array, got none");
    this.#array = this.#heap.view(this.dtype, this.address, this.size);
    owners.set(this.#array, this);
    return this.#array;
  }

  /** Some of the elements, as a view. */
  part(start: number, size: number): ElementArray {
    const part = this.data.subarray(start, start + size);
    if (this.address !== 0) owners.set(part, this);
    return part;
  }

  /** From now on no scope frees the block; it goes when nothing refers to it. */
  keep(): void {
    this.life = "kept";
    if (this.address !== 0) this.#heap?.leaveToCollector(this, this.address, this.size * bytesPer[this.dtype]);
  }

  /** Gives the block back; using it afterwards is an error. */
  free(): void {
    if (this.address !== 0) this.#heap?.free(this.address, this.size * bytesPer[this.dtype]);
    this.life = "freed";
    this.address = 0;
    this.#array = null;
  }
}
