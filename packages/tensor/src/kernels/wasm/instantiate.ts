/// <reference path="./webassembly.d.ts" />
import { theHeap } from "./heap.ts";

/** An elementwise operation on what is described in memory; see assembly/elementwise.ts. */
type Elementwise = () => void;

/** What assembly/ exports. Addresses and strides are in bytes. */
export interface WasmExports {
  readonly copy: Elementwise;
  readonly neg: Elementwise;
  readonly exp: Elementwise;
  readonly expm1: Elementwise;
  readonly log: Elementwise;
  readonly log1p: Elementwise;
  readonly sqrt: Elementwise;
  readonly abs: Elementwise;
  readonly sign: Elementwise;
  readonly tanh: Elementwise;
  readonly relu: Elementwise;
  readonly sigmoid: Elementwise;
  readonly square: Elementwise;
  readonly reciprocal: Elementwise;
  readonly clamp: Elementwise;
  readonly add: Elementwise;
  readonly sub: Elementwise;
  readonly mul: Elementwise;
  readonly div: Elementwise;
  readonly maximum: Elementwise;
  readonly minimum: Elementwise;
  readonly reluGradient: Elementwise;
  readonly tanhGradient: Elementwise;
  readonly sigmoidGradient: Elementwise;
  readonly addScaled: Elementwise;
  readonly lerp: Elementwise;
  readonly eq: Elementwise;
  readonly ne: Elementwise;
  readonly lt: Elementwise;
  readonly le: Elementwise;
  readonly gt: Elementwise;
  readonly ge: Elementwise;
  readonly addcmul: Elementwise;
  readonly addcdiv: Elementwise;
  readonly where: Elementwise;
  copyStrided(
    from: number,
    row: number,
    step: number,
    to: number,
    toRow: number,
    rows: number,
    n: number,
  ): void;
  reduceSum(x: number, out: number, outer: number, axis: number, inner: number): void;
  reduceMax(x: number, out: number, outer: number, axis: number, inner: number): void;
  reduceMin(x: number, out: number, outer: number, axis: number, inner: number): void;
  argmax(x: number, out: number, rows: number, n: number): void;
  softmax(x: number, out: number, rows: number, n: number): void;
  logSoftmax(x: number, out: number, rows: number, n: number): void;
  matmul(
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    bColumn: number,
    c: number,
    cRow: number,
    m: number,
    k: number,
    n: number,
  ): void;
  /** Sizes, steps, margins and spacings follow in pairs, then the places; as `Window`. */
  unfold(
    image: number,
    columns: number,
    margin: number,
    planes: number,
    height: number,
    width: number,
    ...window: readonly number[]
  ): void;
  fold(
    image: number,
    columns: number,
    planes: number,
    height: number,
    width: number,
    ...window: readonly number[]
  ): void;
  sgd(
    parameter: number,
    gradient: number,
    velocity: number,
    n: number,
    learningRate: number,
    momentum: number,
    dampening: number,
    weightDecay: number,
    nesterov: number,
    sign: number,
  ): void;
  adam(
    parameter: number,
    gradient: number,
    mean: number,
    meanSquare: number,
    largest: number,
    n: number,
    beta1: number,
    beta2: number,
    weightDecay: number,
    shrink: number,
    sign: number,
    meanRate: number,
    gradientRate: number,
    scale: number,
    eps: number,
  ): void;
  crossEntropy(
    logits: number,
    classes: number,
    smoothing: number,
    losses: number,
    gradient: number,
    rows: number,
    n: number,
  ): void;
  squaredError(a: number, b: number, out: number, n: number): number;
}

/** Whether this machine runs WebAssembly at all, and these bytes in particular. */
export function canRun(bytes: string): boolean {
  return typeof WebAssembly !== "undefined" && WebAssembly.validate(decode(bytes));
}

/** Compiles kernels over the heap. */
export function instantiate(bytes: string): WasmExports {
  const module = new WebAssembly.Module(decode(bytes));
  return new WebAssembly.Instance<WasmExports>(module, { env: { memory: theHeap().memory } }).exports;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
