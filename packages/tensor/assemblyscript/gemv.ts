import { all, madd, scratch } from "./simd";

// A row times a matrix (BLAS calls it GEMV). Every element of the matrix is needed once, so it is read where it stands, in the order of memory.

/** The sums of so many columns are kept in the fastest cache. */
const COLUMNS: usize = 2048;
/** So many products are summed at a stretch, so that a long sum does not lose its small terms. */
const STRETCH: usize = 256;

/**
 * `[k] @ [k, n] -> [n]`, of a matrix whose rows are dense, or whose columns are, as the row then is too. Steps are in bytes,
 * from element to element, row to row and column to column.
 */
export function gemv(
  x: usize, xStep: usize, y: usize, yRow: usize, yColumn: usize, to: usize, toStep: usize, k: usize, n: usize,
): void {
  if (xStep == 4 && yRow == 4) {
    for (let j: usize = 0; j < n; j += 4) timesColumns(x, y + j * yColumn, yColumn, to + j * toStep, toStep, k, n - j);
  } else {
    for (let j: usize = 0; j < n; j += COLUMNS) {
      sumOfRows(x, xStep, y + j * 4, yRow, to + j * toStep, toStep, k, min(COLUMNS, n - j));
    }
  }
}

/** The sum of rows, each times an element of x. */
function sumOfRows(x: usize, xStep: usize, y: usize, yRow: usize, to: usize, toStep: usize, k: usize, columns: usize): void {
  const totals = scratch(), sums = totals + COLUMNS * 4, width = (columns * 4 + 31) & ~31;
  memory.fill(totals, 0, width);
  while (k > 0) {
    let rows = min(k, STRETCH);
    k -= rows;
    memory.fill(sums, 0, width);
    for (; rows >= 4; rows -= 4, x += 4 * xStep, y += 4 * yRow) addRows(true, x, xStep, y, yRow, sums, sums + width);
    for (; rows > 0; rows--, x += xStep, y += yRow) addRows(false, x, xStep, y, yRow, sums, sums + width);
    for (let at: usize = 0; at < width; at += 16) {
      v128.store(totals + at, f32x4.add(v128.load(totals + at), v128.load(sums + at)));
    }
  }
  for (let at = totals, end = totals + columns * 4; at < end; at += 4, to += toStep) store<f32>(to, load<f32>(at));
}

/** Adds one row, or four, each times an element of x. */
@inline
function addRows(four: bool, x: usize, xStep: usize, y: usize, yRow: usize, sums: usize, end: usize): void {
  const a = v128.load_splat<f32>(x), b = four ? v128.load_splat<f32>(x + xStep) : a;
  const c = four ? v128.load_splat<f32>(x + 2 * xStep) : a, d = four ? v128.load_splat<f32>(x + 3 * xStep) : a;
  for (; sums < end; sums += 32, y += 32) {
    let left = madd(a, v128.load(y), v128.load(sums)), right = madd(a, v128.load(y, 16), v128.load(sums, 16));
    if (four) {
      left = madd(b, v128.load(y + yRow), left);
      right = madd(b, v128.load(y + yRow, 16), right);
      left = madd(c, v128.load(y + 2 * yRow), left);
      right = madd(c, v128.load(y + 2 * yRow, 16), right);
      left = madd(d, v128.load(y + 3 * yRow), left);
      right = madd(d, v128.load(y + 3 * yRow, 16), right);
    }
    v128.store(sums, left);
    v128.store(sums, right, 16);
  }
}

/** x times four columns, or as many as are left. Those that are missing are replaced by the last one. */
function timesColumns(x: usize, y: usize, yColumn: usize, to: usize, toStep: usize, k: usize, columns: usize): void {
  const last = min(columns, 4) - 1;
  const y1 = min(1, last) * yColumn, y2 = min(2, last) * yColumn, y3 = last * yColumn;
  let sums = all(0);
  while (k >= 8) {
    let left = min(k, STRETCH) & ~7;
    k -= left;
    let a = all(0), b = a, c = a, d = a, a1 = a, b1 = a, c1 = a, d1 = a;
    for (; left > 0; left -= 8, x += 32, y += 32) {
      const p = v128.load(x), q = v128.load(x, 16);
      a = madd(p, v128.load(y), a);
      b = madd(p, v128.load(y + y1), b);
      c = madd(p, v128.load(y + y2), c);
      d = madd(p, v128.load(y + y3), d);
      a1 = madd(q, v128.load(y, 16), a1);
      b1 = madd(q, v128.load(y + y1, 16), b1);
      c1 = madd(q, v128.load(y + y2, 16), c1);
      d1 = madd(q, v128.load(y + y3, 16), d1);
    }
    sums = f32x4.add(sums, sumOfEach(f32x4.add(a, a1), f32x4.add(b, b1), f32x4.add(c, c1), f32x4.add(d, d1)));
  }
  for (; k > 0; k--, x += 4, y += 4) {
    let column = v128.load32_zero(y);
    column = v128.load_lane<f32>(y + y1, column, 1);
    column = v128.load_lane<f32>(y + y2, column, 2);
    column = v128.load_lane<f32>(y + y3, column, 3);
    sums = madd(v128.load_splat<f32>(x), column, sums);
  }
  store<f32>(to, f32x4.extract_lane(sums, 0));
  if (columns > 1) store<f32>(to + toStep, f32x4.extract_lane(sums, 1));
  if (columns > 2) store<f32>(to + 2 * toStep, f32x4.extract_lane(sums, 2));
  if (columns > 3) store<f32>(to + 3 * toStep, f32x4.extract_lane(sums, 3));
}

/** The sums of four vectors, as one. */
@inline
function sumOfEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3));
}
