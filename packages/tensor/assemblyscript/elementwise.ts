import * as f from "./functions";
import { COLUMNS, NUMBER, OPERANDS, OUT, ROWS } from "./memory-map";
import * as powers from "./power";
import { all, put, repeated, select } from "./simd";

// Operations on rows of elements. What to do is described in memory by a plan, which the caller writes: the number of rows and
// of elements in each; then for the three operands and the output an address, the bytes from row to row, and the step
// inside a row (1, or 0 for one element again and again; the output's is 1); then a number.

const enum Op {
  copy, neg, exp, expm1, log, log1p, sqrt, abs, sign, sin, cos, tanh, erf, relu, sigmoid, square, reciprocal, gelu, elu,
  add, sub, mul, div, pow, maximum, minimum, reluGradient, tanhGradient, sigmoidGradient, expm1Gradient, geluGradient,
  addScaled, lerp, eluGradient,
  eq, ne, lt, le, gt, ge,
  addcmul, addcdiv, clamp, where, divGradient, powGradient, exponentGradient,
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
  if (op == Op.sin) return f.sin(x, 0);
  if (op == Op.cos) return f.sin(x, 1);
  if (op == Op.tanh) return f.tanh(x);
  if (op == Op.erf) return f.erf(x);
  // The sum makes 0 of −0.
  if (op == Op.relu) return f32x4.add(f32x4.pmax(x, all(0)), all(0));
  if (op == Op.sigmoid) return f.sigmoid(x);
  if (op == Op.square) return f32x4.mul(x, x);
  if (op == Op.reciprocal) return f32x4.div(f.one(), x);
  if (op == Op.gelu) return f32x4.mul(f.cumulative(x), x);
  if (op == Op.elu) return select(x, f32x4.mul(f.expm1(x), s), f32x4.gt(x, all(0)));
  const y = v128.load(b);
  if (op == Op.add) return f32x4.add(x, y);
  if (op == Op.sub) return f32x4.sub(x, y);
  if (op == Op.mul) return f32x4.mul(x, y);
  if (op == Op.div) return f32x4.div(x, y);
  if (op == Op.pow) return powers.pow(x, y);
  if (op == Op.maximum) return f32x4.max(x, y);
  if (op == Op.minimum) return f32x4.min(x, y);
  // x is the gradient that arrives, y the function's value.
  if (op == Op.reluGradient) return v128.andnot(x, f32x4.le(y, all(0)));
  if (op == Op.tanhGradient) return f32x4.mul(x, f32x4.mul(f32x4.sub(f.one(), y), f32x4.add(f.one(), y)));
  if (op == Op.sigmoidGradient) return f32x4.mul(f32x4.mul(x, y), f32x4.sub(f.one(), y));
  // x is the gradient that arrives, y what the function is of.
  if (op == Op.expm1Gradient) return f32x4.mul(f.exp(y), x);
  if (op == Op.geluGradient) return f32x4.mul(f.geluSlope(y), x);
  if (op == Op.eluGradient) return select(f32x4.mul(f32x4.mul(f.expUpTo0(y), s), x), x, f32x4.le(y, all(0)));
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
  if (op == Op.divGradient) return powers.divGradient(x, y, z);
  if (op == Op.powGradient) return powers.powGradient(x, y, z);
  if (op == Op.exponentGradient) return powers.exponentGradient(x, y, z);
  if (op == Op.addcmul) return f32x4.add(x, f32x4.mul(f32x4.mul(s, y), z));
  return f32x4.add(x, f32x4.div(f32x4.mul(s, y), z));
}

@inline
function stepOf(plan: usize, operand: usize): usize {
  return load<usize>(plan + operand * 12, OPERANDS + 8) * 16;
}

@inline
function rowStepOf(plan: usize, operand: usize): usize {
  return load<usize>(plan + operand * 12, OPERANDS + 4);
}

/** Where an operand's row is read from: itself, or a vector full of its one element. */
function rowOf(plan: usize, operand: usize, at: usize, bytes: bool): usize {
  if (load<usize>(plan + operand * 12, OPERANDS + 8)) return at;
  const vector = repeated() + operand * 16;
  v128.store(vector, bytes ? v128.load_splat<u8>(at) : v128.load_splat<f32>(at));
  return vector;
}

@inline
function isLight(op: Op): bool {
  return (
    op == Op.copy || op == Op.relu || op == Op.square || op == Op.reluGradient || op == Op.addScaled ||
    (op >= Op.add && op <= Op.mul)
  );
}

/** Whether two vectors at a time are faster than one and one, because of the constants that they share. */
@inline
function inPairs(op: Op): bool {
  return op == Op.exp || op == Op.expm1 || op == Op.elu || op == Op.expm1Gradient || op == Op.eluGradient;
}

/** Stores what `apply` gives for two vectors, whose operands stand at a and b, and at a2 and b2. */
@inline
function storePair(op: Op, a: usize, a2: usize, b: usize, b2: usize, s: v128, out: usize): void {
  const x = v128.load(a), x2 = v128.load(a2);
  if (op == Op.exp) f.storeExp(x, x2, out);
  else if (op == Op.expm1) f.storeExpm1(x, x2, out);
  else if (op == Op.elu) {
    f.storeExpm1(x, x2, out);
    v128.store(out, select(x, f32x4.mul(v128.load(out), s), f32x4.gt(x, all(0))));
    v128.store(out, select(x2, f32x4.mul(v128.load(out, 16), s), f32x4.gt(x2, all(0))), 16);
  } else {
    const y = v128.load(b), y2 = v128.load(b2);
    if (op == Op.expm1Gradient) f.storeExpTimes(y, y2, true, x, x2, out);
    else {
      f.storeExpBelow0(f32x4.pmin(y, all(0)), f32x4.pmin(y2, all(0)), out);
      v128.store(out, select(f32x4.mul(f32x4.mul(v128.load(out), s), x), x, f32x4.le(y, all(0))));
      v128.store(out, select(f32x4.mul(f32x4.mul(v128.load(out, 16), s), x2), x2, f32x4.le(y2, all(0))), 16);
    }
  }
}

@inline
function elementwise(op: Op, plan: usize): void {
  const n = load<usize>(plan, COLUMNS);
  const s = op >= Op.addScaled || op == Op.elu ? v128.load_splat<f32>(plan, NUMBER) : all(0);
  const two = op >= Op.add, three = op >= Op.addcmul, toBytes = op >= Op.eq && op <= Op.ge;
  const aStep = op == Op.where ? stepOf(plan, 0) / 4 : stepOf(plan, 0), bStep = stepOf(plan, 1), cStep = stepOf(plan, 2);
  let a = load<usize>(plan, OPERANDS), b = load<usize>(plan, OPERANDS + 12), c = load<usize>(plan, OPERANDS + 24);
  let to = load<usize>(plan, OUT);
  for (let rows = load<usize>(plan, ROWS); rows > 0; rows--) {
    let p = rowOf(plan, 0, a, op == Op.where), q = two ? rowOf(plan, 1, b, false) : 0, r = three ? rowOf(plan, 2, c, false) : 0;
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
    if (inPairs(op)) {
      for (; left >= 8; left -= 8, out += 32) {
        storePair(op, p, p + aStep, q, q + bStep, s, out);
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
    a += rowStepOf(plan, 0);
    b += rowStepOf(plan, 1);
    c += rowStepOf(plan, 2);
    to += load<usize>(plan, OUT + 4);
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

export function copy(plan: usize): void { elementwise(Op.copy, plan); }
export function neg(plan: usize): void { elementwise(Op.neg, plan); }
export function exp(plan: usize): void { elementwise(Op.exp, plan); }
export function expm1(plan: usize): void { elementwise(Op.expm1, plan); }
export function log(plan: usize): void { elementwise(Op.log, plan); }
export function log1p(plan: usize): void { elementwise(Op.log1p, plan); }
export function sqrt(plan: usize): void { elementwise(Op.sqrt, plan); }
export function abs(plan: usize): void { elementwise(Op.abs, plan); }
export function sign(plan: usize): void { elementwise(Op.sign, plan); }
export function sin(plan: usize): void { elementwise(Op.sin, plan); }
export function cos(plan: usize): void { elementwise(Op.cos, plan); }
export function tanh(plan: usize): void { elementwise(Op.tanh, plan); }
export function erf(plan: usize): void { elementwise(Op.erf, plan); }
export function relu(plan: usize): void { elementwise(Op.relu, plan); }
export function sigmoid(plan: usize): void { elementwise(Op.sigmoid, plan); }
export function square(plan: usize): void { elementwise(Op.square, plan); }
export function reciprocal(plan: usize): void { elementwise(Op.reciprocal, plan); }
export function clamp(plan: usize): void { elementwise(Op.clamp, plan); }
export function add(plan: usize): void { elementwise(Op.add, plan); }
export function sub(plan: usize): void { elementwise(Op.sub, plan); }
export function mul(plan: usize): void { elementwise(Op.mul, plan); }
export function div(plan: usize): void { elementwise(Op.div, plan); }
export function pow(plan: usize): void { elementwise(Op.pow, plan); }
export function maximum(plan: usize): void { elementwise(Op.maximum, plan); }
export function minimum(plan: usize): void { elementwise(Op.minimum, plan); }
export function addScaled(plan: usize): void { elementwise(Op.addScaled, plan); }
export function lerp(plan: usize): void { elementwise(Op.lerp, plan); }
export function eq(plan: usize): void { elementwise(Op.eq, plan); }
export function ne(plan: usize): void { elementwise(Op.ne, plan); }
export function lt(plan: usize): void { elementwise(Op.lt, plan); }
export function le(plan: usize): void { elementwise(Op.le, plan); }
export function gt(plan: usize): void { elementwise(Op.gt, plan); }
export function ge(plan: usize): void { elementwise(Op.ge, plan); }
export function addcmul(plan: usize): void { elementwise(Op.addcmul, plan); }
export function addcdiv(plan: usize): void { elementwise(Op.addcdiv, plan); }
export function where(plan: usize): void { elementwise(Op.where, plan); }
export function reluGradient(plan: usize): void { elementwise(Op.reluGradient, plan); }
export function tanhGradient(plan: usize): void { elementwise(Op.tanhGradient, plan); }
export function divGradient(plan: usize): void { elementwise(Op.divGradient, plan); }
export function powGradient(plan: usize): void { elementwise(Op.powGradient, plan); }
export function exponentGradient(plan: usize): void { elementwise(Op.exponentGradient, plan); }
export function sigmoidGradient(plan: usize): void { elementwise(Op.sigmoidGradient, plan); }
export function gelu(plan: usize): void { elementwise(Op.gelu, plan); }
export function elu(plan: usize): void { elementwise(Op.elu, plan); }
export function expm1Gradient(plan: usize): void { elementwise(Op.expm1Gradient, plan); }
export function geluGradient(plan: usize): void { elementwise(Op.geluGradient, plan); }
export function eluGradient(plan: usize): void { elementwise(Op.eluGradient, plan); }
