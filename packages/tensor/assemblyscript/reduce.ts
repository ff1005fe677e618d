import { all, put, scratch } from "./simd";

// Folding contiguous blocks `outer × axis × inner` over the axis. Sums are kept in float32 over short stretches only, and in
// float64 beyond, so that a long one does not lose its small terms.

const enum Op { sum, max, min }

const STRETCH: usize = 512;
const COLUMNS: usize = 2048;

/** The sum of `n` elements. */
export function sumOf(x: usize, n: usize): f64 {
  let totals = f64x2.splat(0);
  while (n >= 4) {
    const count = min(n, STRETCH) & ~3;
    const end = x + count * 4, end32 = x + (count & ~31) * 4;
    // Eight sums, for an addition takes as long as several loads.
    let a = all(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
    for (; x < end32; x += 128) {
      a = f32x4.add(a, v128.load(x));
      b = f32x4.add(b, v128.load(x, 16));
      c = f32x4.add(c, v128.load(x, 32));
      d = f32x4.add(d, v128.load(x, 48));
      e = f32x4.add(e, v128.load(x, 64));
      f = f32x4.add(f, v128.load(x, 80));
      g = f32x4.add(g, v128.load(x, 96));
      h = f32x4.add(h, v128.load(x, 112));
    }
    for (; x < end; x += 16) a = f32x4.add(a, v128.load(x));
    totals = f64x2.add(totals, wideSum(f32x4.add(f32x4.add(a, b), f32x4.add(c, d))));
    totals = f64x2.add(totals, wideSum(f32x4.add(f32x4.add(e, f), f32x4.add(g, h))));
    n -= count;
  }
  let total = f64x2.extract_lane(totals, 0) + f64x2.extract_lane(totals, 1);
  for (; n > 0; n--, x += 4) total += load<f32>(x);
  return total;
}

/** Two sums of two elements each. */
@inline
export function wideSum(v: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(i64x2.shuffle(v, v, 1, 1)));
}

/** The largest of `n` elements, or the smallest; NaN wins. */
@inline
function extremeOf(op: Op, x: usize, n: usize): f32 {
  let a = all(op == Op.max ? -Infinity : Infinity), b = a, numbers = i32x4.splat(-1);
  for (; n >= 8; n -= 8, x += 32) {
    const p = v128.load(x), q = v128.load(x, 16);
    // These skip a NaN, and are faster than those that do not.
    a = op == Op.max ? f32x4.pmax(a, p) : f32x4.pmin(a, p);
    b = op == Op.max ? f32x4.pmax(b, q) : f32x4.pmin(b, q);
    numbers = v128.and(numbers, v128.and(f32x4.eq(p, p), f32x4.eq(q, q)));
  }
  a = v128.bitselect(farther(op, a, b), all(NaN), numbers);
  a = farther(op, a, i32x4.shuffle(a, a, 2, 3, 0, 1));
  a = farther(op, a, i32x4.shuffle(a, a, 1, 0, 3, 2));
  let result = f32x4.extract_lane(a, 0);
  for (; n > 0; n--, x += 4) result = op == Op.max ? max(result, load<f32>(x)) : min(result, load<f32>(x));
  return result;
}

@inline
function farther(op: Op, a: v128, b: v128): v128 {
  return op == Op.max ? f32x4.max(a, b) : f32x4.min(a, b);
}

export function maxOf(x: usize, n: usize): f32 {
  return extremeOf(Op.max, x, n);
}

function minOf(x: usize, n: usize): f32 {
  return extremeOf(Op.min, x, n);
}

/** Reduces each of `outer` blocks of `axis` rows, `row` bytes apart, into one row of `inner` elements. */
@inline
function reduceColumns(op: Op, x: usize, out: usize, outer: usize, axis: usize, inner: usize, row: usize): void {
  for (; outer > 0; outer--, x += axis * row, out += inner * 4) {
    for (let j: usize = 0; j < inner; j += COLUMNS) {
      const width = min(COLUMNS, inner - j);
      const from = x + j * 4, to = out + j * 4;
      if (op == Op.sum) sumStrip(from, to, axis, row, width);
      else extremeStrip(op, from, to, axis, row, width);
    }
  }
}

/** Four rows at a time; the sums of up to 32 rows are kept in float32, and added to running totals in float64. */
function sumStrip(x: usize, out: usize, axis: usize, row: usize, width: usize): void {
  const totals = scratch(), sums = totals + COLUMNS * 8, end = width * 4;
  memory.fill(totals, 0, ((width + 3) & ~3) * 8);
  for (; axis >= 4; ) {
    addFourRows(false, x, row, sums, end);
    axis -= 4;
    x += 4 * row;
    for (let rows: usize = 1; rows < 8 && axis >= 4; rows++, axis -= 4, x += 4 * row) addFourRows(true, x, row, sums, end);
    for (let j: usize = 0; j < end; j += 16) addToTotals(totals + j * 2, v128.load(sums + j));
  }
  for (; axis > 0; axis--, x += row) {
    for (let j: usize = 0; j < end; j += 16) addToTotals(totals + j * 2, v128.load(x + j));
  }
  for (let j: usize = 0; j < width; j += 4) {
    const low = f32x4.demote_f64x2_zero(v128.load(totals + j * 8));
    const high = f32x4.demote_f64x2_zero(v128.load(totals + j * 8, 16));
    const values = i64x2.shuffle(low, high, 0, 2);
    put(out + j * 4, values, width - j);
  }
}

/** Adds four rows to the running sums, or begins with them. */
@inline
function addFourRows(add: bool, x: usize, row: usize, sums: usize, end: usize): void {
  const last = sums + end;
  for (; sums < last; sums += 32, x += 32) {
    const y = x + row, z = y + row, w = z + row;
    const a = f32x4.add(f32x4.add(v128.load(x), v128.load(y)), f32x4.add(v128.load(z), v128.load(w)));
    const b = f32x4.add(f32x4.add(v128.load(x, 16), v128.load(y, 16)), f32x4.add(v128.load(z, 16), v128.load(w, 16)));
    v128.store(sums, add ? f32x4.add(v128.load(sums), a) : a);
    v128.store(sums, add ? f32x4.add(v128.load(sums, 16), b) : b, 16);
  }
}

@inline
function addToTotals(at: usize, values: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(values)));
  const high = i64x2.shuffle(values, values, 1, 1);
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(high)), 16);
}

@inline
function extremeStrip(op: Op, x: usize, out: usize, axis: usize, row: usize, width: usize): void {
  const best = scratch(), end = width * 4;
  for (let j: usize = 0; j < end; j += 16) v128.store(best + j, all(op == Op.max ? -Infinity : Infinity));
  for (; axis > 0; axis--, x += row) {
    for (let j: usize = 0; j < end; j += 16) {
      v128.store(best + j, farther(op, v128.load(best + j), v128.load(x + j)));
    }
  }
  memory.copy(out, best, end);
}

@inline
function reduce(op: Op, x: usize, out: usize, outer: usize, axis: usize, inner: usize, row: usize): void {
  if (inner != 1 || row != 4) return reduceColumns(op, x, out, outer, axis, inner, row);
  for (; outer > 0; outer--, x += axis * 4, out += 4) {
    store<f32>(out, op == Op.sum ? <f32>sumOf(x, axis) : op == Op.max ? maxOf(x, axis) : minOf(x, axis));
  }
}

export function reduceSum(x: usize, out: usize, outer: usize, axis: usize, inner: usize, row: usize): void {
  reduce(Op.sum, x, out, outer, axis, inner, row);
}

export function reduceMax(x: usize, out: usize, outer: usize, axis: usize, inner: usize, row: usize): void {
  reduce(Op.max, x, out, outer, axis, inner, row);
}

export function reduceMin(x: usize, out: usize, outer: usize, axis: usize, inner: usize, row: usize): void {
  reduce(Op.min, x, out, outer, axis, inner, row);
}

/** The position of the first largest of `n` elements in each row; a NaN counts as the largest. */
export function argmax(x: usize, out: usize, rows: usize, n: usize): void {
  for (; rows > 0; rows--, x += n * 4, out += 4) {
    const largest = maxOf(x, n);
    let i: usize = 0;
    for (; i < n; i++) {
      const value = load<f32>(x + i * 4);
      if (value == largest || value != value) break;
    }
    store<i32>(out, i);
  }
}
