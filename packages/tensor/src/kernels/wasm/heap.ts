/// <reference path="./webassembly.d.ts" />

import type { DType, ElementArray } from "../contract/elements.ts";
import type { Heap } from "../contract/kernels.ts";
import { FIRST_BLOCK } from "./memory-map.ts";

/** Kernels read whole vectors, two at a time at most, and so up to 28 bytes past the last element. */
const MARGIN = 64;

/** Every block starts at a multiple of this, and is at least this long; 64 classes of sizes fit beside an address. */
const GRAIN = 64;

/** How many classes larger a block may be than what is put in it, once there are no new ones. */
const MOST_CLASSES_ABOVE = 8;

const PAGE = 1 << 16;

/** How much to reserve, in pages: what is never written takes no memory, but some machines do not promise much. */
const RESERVATIONS = [65536, 32768, 16384, 8192, 4096, 1024];

/** How many blocks, and bytes in them, may wait for the garbage collector. */
const MOST_COLLECTED_BLOCKS = 1 << 16;
const MOST_COLLECTED_BYTES = 1 << 29;

/**
 * Blocks of WebAssembly memory. The memory is reserved once and never grows, for growing would detach every view. Free
 * blocks are kept by size: powers of two and half-way between them.
 */
class WasmHeap implements Heap {
  readonly #memory: WebAssembly.Memory;
  /** All of the memory as float32. */
  readonly floats: Float32Array;
  /** All of the memory as int32. */
  readonly integers: Int32Array;
  /** All of the memory. */
  readonly bytes: Uint8Array;
  /** Whether other threads may use the memory too. */
  readonly shared: boolean;
  readonly #free: number[][] = Array.from({ length: GRAIN }, () => []);
  /** The classes of blocks that are larger than what they were asked for with, by address. */
  readonly #larger = new Map<number, number>();
  #top = FIRST_BLOCK;
  #inUse = 0;
  #collectedBlocks = 0;
  #collectedBytes = 0;
  // A block's address and size class in one number, which costs the registry less than an object.
  readonly #registry = new FinalizationRegistry<number>((block) => {
    const size = classSizes[block % GRAIN];
    this.#collectedBlocks--;
    this.#collectedBytes -= size;
    this.free(block - (block % GRAIN), size);
  });

  constructor(shared: boolean) {
    this.shared = shared;
    this.#memory = reserve((pages) => new WebAssembly.Memory({ initial: pages, maximum: pages, shared }));
    const { buffer } = this.#memory;
    this.floats = new Float32Array(buffer);
    this.integers = new Int32Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  get memory(): WebAssembly.Memory {
    return this.#memory;
  }

  /** How many bytes are in blocks that have not been freed. */
  get inUse(): number {
    return this.#inUse;
  }

  /** The address of a block with anything in it; 0 when there is no room. */
  allocate(bytes: number): number {
    if (bytes > this.bytes.length) return 0;
    const sizeClass = classOf(bytes);
    const size = classSizes[sizeClass];
    let address = this.#free[sizeClass].pop();
    if (address === undefined) {
      if (this.#top + size > this.bytes.length - MARGIN) return this.#allocateLarger(sizeClass);
      address = this.#top;
      this.#top += size;
    }
    this.#inUse += size;
    return address;
  }

  #allocateLarger(atLeast: number): number {
    const most = Math.min(atLeast + MOST_CLASSES_ABOVE, GRAIN - 1);
    for (let sizeClass = atLeast + 1; sizeClass <= most; sizeClass++) {
      const address = this.#free[sizeClass].pop();
      if (address === undefined) continue;
      this.#larger.set(address, sizeClass);
      this.#inUse += classSizes[sizeClass];
      return address;
    }
    return 0;
  }

  #classAt(address: number, bytes: number): number {
    return this.#larger.get(address) ?? classOf(bytes);
  }

  /** Takes back a block of as many bytes as it was asked for with. */
  free(address: number, bytes: number): void {
    const sizeClass = this.#classAt(address, bytes);
    this.#larger.delete(address);
    this.#inUse -= classSizes[sizeClass];
    this.#free[sizeClass].push(address);
  }

  /** Leaves a block to the garbage collector, which takes it back some time after `owner` has become unreachable. */
  leaveToCollector(owner: object, address: number, bytes: number): void {
    const sizeClass = this.#classAt(address, bytes);
    this.#collectedBlocks++;
    this.#collectedBytes += classSizes[sizeClass];
    this.#registry.register(owner, address + sizeClass);
  }

  /**
   * Whether more blocks may be left to the garbage collector. It never takes any back within one run of synchronous code, so
   * there is a limit to how many may be waiting.
   */
  get acceptsCollected(): boolean {
    return this.#collectedBlocks < MOST_COLLECTED_BLOCKS && this.#collectedBytes < MOST_COLLECTED_BYTES;
  }

  /** A typed array over a block. */
  view(dtype: DType, address: number, size: number): ElementArray {
    const { buffer } = this.#memory;
    if (dtype === "float32") return new Float32Array(buffer, address, size);
    if (dtype === "float64") return new Float64Array(buffer, address, size);
    return dtype === "int32" ? new Int32Array(buffer, address, size) : new Uint8Array(buffer, address, size);
  }
}

/**
 * As much memory as there is address space for.
 * @param make makes one of so many pages, or throws: a RangeError in V8, and in Firefox a string
 * @throws RangeError when there is too little
 */
export function reserve(make: (pages: number) => WebAssembly.Memory): WebAssembly.Memory {
  for (const pages of RESERVATIONS) {
    try {
      return make(pages);
    } catch {
      // The next one is smaller.
    }
  }
  throw new RangeError(`heap: there must be ${(1024 * PAGE) >> 20} MiB of address space, got less`);
}

/** Class 2i holds blocks of GRAIN · 2ⁱ bytes, class 2i + 1 of half as much again. */
const classSizes = Array.from({ length: GRAIN }, (_, i) => GRAIN * 2 ** (i >> 1) * (i % 2 === 0 ? 1 : 1.5));

function classOf(bytes: number): number {
  const grains = Math.ceil(bytes / GRAIN);
  if (grains <= 1) return 0;
  // The class of the power of two below, and then up to two more.
  let sizeClass = 2 * (31 - Math.clz32(grains));
  while (classSizes[sizeClass] < bytes) sizeClass++;
  return sizeClass;
}

let heap: WasmHeap | null = null;

/** The one heap, reserved when it is first asked for. */
export function theHeap(): WasmHeap {
  heap ??= new WasmHeap(false);
  return heap;
}

/**
 * Reserves the heap in memory that other threads may use too.
 * @throws Error when it has been reserved otherwise, there is no WebAssembly, or this page may not share memory
 */
export function shareHeap(): void {
  if (typeof WebAssembly === "undefined") throw new Error("setNumThreads: threads run WebAssembly, got none here");
  if (typeof SharedArrayBuffer === "undefined")
    throw new Error("setNumThreads: memory must be shared, got a page that is not cross-origin isolated");
  heap ??= new WasmHeap(true);
  if (!heap.shared)
    throw new Error("setNumThreads: threads must be asked for before the first tensor is made, got one made earlier");
}
