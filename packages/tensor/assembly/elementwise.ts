import * as f from "./functions";
import { all, PLAN, put, REPEATED, select } from "./simd";

// Operations on rows of elements. What to do is described in memory at PLAN, which the caller writes: the number of rows and
// of elements in each; then for the three operands and the output an address, the bytes from row to row, and the step
// inside a row (1, or 0 for one element again and again; the output's is 1); then a number.

@inline const ROWS: usize = PLAN, COLUMNS: usize = PLAN + 4, OPERANDS: usize = PLAN + 8, OUT: usize = PLAN + 44;
@inline const NUMBER: usize = PLAN + 56;

const enum Op {
  copy, neg, exp, expm1, log, log1p, sqrt, abs, sign, tanh, erf, relu, sigmoid, square, reciprocal,
  add, sub, mul, div, maximum, minimum, reluGradient, tanhGradient, sigmoidGradient, addScaled, lerp,
  eq, ne, lt, le, gt, ge,
  addcmul, addcdiv, clamp, where,
}

@inline
function apply(op: Op, a: usize, b: usize, c: usize, s: v128): v128 {
  // Truth values are bytes.
  if (op == Op.where) {
    const truth = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(a)));
    return select(v128.load(b), v128.load(c), i32x4.ne(truth, i32x4.splat(0)));
  }
  const x = v128.load(a);
  if (op == Op.copy) return x;
  if (op == Op.neg) return f32x4.neg(x);
  if (op == Op.exp) return f.exp(x);
  if (op == Op.expm1) return f.expm1(x);
  if (op == Op.log) return f.log(x);
  if (op == Op.log1p) return f.log1p(x);
  if (op == Op.sqrt) return f32x4.sqrt(x);
  if (op == Op.abs) return f32x4.abs(x);
  if (op == Op.sign) return f.sign(x);
  if (op == Op.tanh) return f.tanh(x);
  if (op == Op.erf) return f.erf(x);
  // The sum makes 0 of −0.
  if (op == Op.relu) return f32x4.add(f32x4.pmax(x, all(0)), all(0));
  if (op == Op.sigmoid) return f.sigmoid(x);
  if (op == Op.square) return f32x4.mul(x, x);
  if (op == Op.reciprocal) return f32x4.div(f.one(), x);
  const y = v128.load(b);
  if (op == Op.add) return f32x4.add(x, y);
  if (op == Op.sub) return f32x4.sub(x, y);
  if (op == Op.mul) return f32x4.mul(x, y);
  if (op == Op.div) return f32x4.div(x, y);
  if (op == Op.maximum) return f32x4.max(x, y);
  if (op == Op.minimum) return f32x4.min(x, y);
  // x is the gradient that arrives, y the function's value.
  if (op == Op.reluGradient) return v128.andnot(x, f32x4.le(y, all(0)));
  if (op == Op.tanhGradient) return f32x4.mul(x, f32x4.sub(f.one(), f32x4.mul(y, y)));
  if (op == Op.sigmoidGradient) return f32x4.mul(f32x4.mul(x, y), f32x4.sub(f.one(), y));
  if (op == Op.addScaled) return f32x4.add(x, f32x4.mul(s, y));
  if (op == Op.lerp) return f32x4.add(x, f32x4.mul(s, f32x4.sub(y, x)));
  if (op == Op.eq) return f32x4.eq(x, y);
  if (op == Op.ne) return f32x4.ne(x, y);
  if (op == Op.lt) return f32x4.lt(x, y);
  if (op == Op.le) return f32x4.le(x, y);
  if (op == Op.gt) return f32x4.gt(x, y);
  if (op == Op.ge) return f32x4.ge(x, y);
  const z = v128.load(c);
  if (op == Op.clamp) return f32x4.pmin(f32x4.pmax(x, y), z);
  if (op == Op.addcmul) return f32x4.add(x, f32x4.mul(f32x4.mul(s, y), z));
  return f32x4.add(x, f32x4.div(f32x4.mul(s, y), z));
}

@inline
function stepOf(operand: usize): usize {
  return load<usize>(OPERANDS + operand * 12, 8) * 16;
}

@inline
function rowStepOf(operand: usize): usize {
  return load<usize>(OPERANDS + operand * 12, 4);
}

/** Where an operand's row is read from: itself, or a vector full of its one element. */
function rowOf(operand: usize, at: usize, bytes: bool): usize {
  if (load<usize>(OPERANDS + operand * 12, 8)) return at;
  const repeated = REPEATED + operand * 16;
  v128.store(repeated, bytes ? v128.load_splat<u8>(at) : v128.load_splat<f32>(at));
  return repeated;
}

@inline
function isLight(op: Op): bool {
  return op == Op.copy || op == Op.relu || op == Op.reluGradient || op == Op.addScaled || (op >= Op.add && op <= Op.mul);
}

@inline
function elementwise(op: Op): void {
  const n = load<usize>(COLUMNS);
  const s = op >= Op.addScaled ? v128.load_splat<f32>(NUMBER) : all(0);
  const two = op >= Op.add, three = op >= Op.addcmul, toBytes = op >= Op.eq && op <= Op.ge;
  const aStep = op == Op.where ? stepOf(0) / 4 : stepOf(0), bStep = stepOf(1), cStep = stepOf(2);
  let a = load<usize>(OPERANDS), b = load<usize>(OPERANDS, 12), c = load<usize>(OPERANDS, 24), to = load<usize>(OUT);
  for (let rows = load<usize>(ROWS); rows > 0; rows--) {
    let p = rowOf(0, a, op == Op.where), q = two ? rowOf(1, b, false) : 0, r = three ? rowOf(2, c, false) : 0;
    let out = to;
    let left: isize = n;
    if (isLight(op)) {
      // Where memory is the limit, four vectors at a time keep the loop out of its way.
      for (; left >= 16; left -= 16, out += 64) {
        v128.store(out, apply(op, p, q, r, s));
        v128.store(out, apply(op, p + aStep, q + bStep, r, s), 16);
        p += 2 * aStep;
        if (two) q += 2 * bStep;
        v128.store(out, apply(op, p, q, r, s), 32);
        v128.store(out, apply(op, p + aStep, q + bStep, r, s), 48);
        p += 2 * aStep;
        if (two) q += 2 * bStep;
      }
    }
    for (; left > 0; left -= 4) {
      const value = apply(op, p, q, r, s);
      p += aStep;
      if (two) q += bStep;
      if (three) r += cStep;
      if (toBytes) {
        storeTruths(out, value, left);
        out += 4;
      } else {
        put(out, value, left);
        out += 16;
      }
    }
    a += rowStepOf(0);
    b += rowStepOf(1);
    c += rowStepOf(2);
    to += load<usize>(OUT, 4);
  }
}

/** Stores four masks, or as many as are left, as bytes, 0 or 1. */
@inline
function storeTruths(at: usize, masks: v128, left: isize): void {
  const words = i16x8.narrow_i32x4_s(masks, masks);
  const bytes = i8x16.abs(i8x16.narrow_i16x8_s(words, words));
  if (left >= 4) v128.store32_lane(at, bytes, 0);
  else {
    v128.store8_lane(at, bytes, 0);
    if (left > 1) v128.store8_lane(at, bytes, 1, 1);
    if (left > 2) v128.store8_lane(at, bytes, 2, 2);
  }
}

export function copy(): void { elementwise(Op.copy); }
export function neg(): void { elementwise(Op.neg); }
export function exp(): void { elementwise(Op.exp); }
export function expm1(): void { elementwise(Op.expm1); }
export function log(): void { elementwise(Op.log); }
export function log1p(): void { elementwise(Op.log1p); }
export function sqrt(): void { elementwise(Op.sqrt); }
export function abs(): void { elementwise(Op.abs); }
export function sign(): void { elementwise(Op.sign); }
export function tanh(): void { elementwise(Op.tanh); }
export function erf(): void { elementwise(Op.erf); }
export function relu(): void { elementwise(Op.relu); }
export function sigmoid(): void { elementwise(Op.sigmoid); }
export function square(): void { elementwise(Op.square); }
export function reciprocal(): void { elementwise(Op.reciprocal); }
export function clamp(): void { elementwise(Op.clamp); }
export function add(): void { elementwise(Op.add); }
export function sub(): void { elementwise(Op.sub); }
export function mul(): void { elementwise(Op.mul); }
export function div(): void { elementwise(Op.div); }
export function maximum(): void { elementwise(Op.maximum); }
export function minimum(): void { elementwise(Op.minimum); }
export function addScaled(): void { elementwise(Op.addScaled); }
export function lerp(): void { elementwise(Op.lerp); }
export function eq(): void { elementwise(Op.eq); }
export function ne(): void { elementwise(Op.ne); }
export function lt(): void { elementwise(Op.lt); }
export function le(): void { elementwise(Op.le); }
export function gt(): void { elementwise(Op.gt); }
export function ge(): void { elementwise(Op.ge); }
export function addcmul(): void { elementwise(Op.addcmul); }
export function addcdiv(): void { elementwise(Op.addcdiv); }
export function where(): void { elementwise(Op.where); }
export function reluGradient(): void { elementwise(Op.reluGradient); }
export function tanhGradient(): void { elementwise(Op.tanhGradient); }
export function sigmoidGradient(): void { elementwise(Op.sigmoidGradient); }
