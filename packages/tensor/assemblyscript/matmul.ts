import { transpose } from "./copy";
import { edge, madd, scratch, storeFirst } from "./simd";

// The product of matrices, by blocks that fit in the caches (Goto & van de Geijn, 2008): a block of `b` is packed into strips of
// 8 columns, and tiles of 6 × 8 results are computed from 6 rows of `a` and a strip. A tile's 12 vectors, two of `b` and one of
// `a` are all that fits in a machine's 16 vector registers.

@inline export const ROWS: usize = 48;
@inline export const INNER: usize = 256;
@inline export const COLUMNS: usize = 512;
/** A packed row of `a`: a little longer than its elements, so that rows do not compete for the same cache lines. */
@inline const PACKED_ROW: usize = (INNER + 4) * 4;

@inline
function packedA(): usize {
  return scratch();
}

@inline
export function packedB(): usize {
  return scratch() + ROWS * PACKED_ROW;
}

/** Room for what else goes with a packed block. */
@inline
export function afterPacked(): usize {
  return packedB() + INNER * COLUMNS * 4;
}

/** `[m, k] @ [k, n] -> [m, n]`. Strides are in bytes, from row to row and from column to column; the result's rows are dense. */
export function matmul(
  a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, bColumn: usize, c: usize, cRow: usize,
  m: usize, k: usize, n: usize,
): void {
  for (let j: usize = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    for (let p: usize = 0; p < k; p += INNER) {
      const inner = min(INNER, k - p);
      packColumns(b + j * bColumn + p * bRow, bRow, bColumn, inner, columns);
      for (let i: usize = 0; i < m; i += ROWS) {
        const rows = min(ROWS, m - i), from = a + i * aRow + p * aColumn, to = c + i * cRow + j * 4;
        // Far apart elements are gathered first, when they serve for enough strips.
        if (columns > 32 && (aColumn != 4 || (aRow & 1023) == 0)) {
          packRows(from, aRow, aColumn, rows, inner);
          block(packedA(), PACKED_ROW, 4, to, cRow, rows, inner, columns, p > 0);
        } else block(from, aRow, aColumn, to, cRow, rows, inner, columns, p > 0);
      }
    }
  }
}

/** Rows of `a` times the packed strips, a tile at a time. */
export function block(
  a: usize, aRow: usize, aColumn: usize, c: usize, cRow: usize, rows: usize, inner: usize, columns: usize, add: bool,
): void {
  let strip = packedB();
  for (let j: usize = 0; j < columns; j += 8, strip += inner * 32) {
    for (let i: usize = 0, height: usize = 0; i < rows; i += height) {
      // Seven or eight rows make two tiles of four.
      const left = rows - i;
      height = left > 4 && left != 7 && left != 8 ? 6 : 4;
      const last = min(left, height) - 1, from = a + i * aRow, to = c + i * cRow + j * 4;
      // Rows that are missing at the edge are replaced by the last one.
      const a1 = from + min(1, last) * aRow, a2 = from + min(2, last) * aRow, a3 = from + min(3, last) * aRow;
      const a4 = from + min(4, last) * aRow, a5 = from + last * aRow;
      const whole = last == height - 1 && columns - j >= 8;
      const at = whole ? to : edge(), row = whole ? cRow : 32, onto = whole && add;
      if (height == 6) tileOf6(from, a1, a2, a3, a4, a5, aColumn, strip, inner, at, row, onto);
      else tileOf4(from, a1, a2, a3, aColumn, strip, inner, at, row, onto);
      if (!whole) copyEdge(to, cRow, last + 1, min(8, columns - j), add);
    }
  }
}

function tileOf6(
  a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, step: usize,
  b: usize, inner: usize, c: usize, cRow: usize, add: bool,
): void {
  tile(true, a0, a1, a2, a3, a4, a5, step, b, inner, c, cRow, add);
}

function tileOf4(
  a0: usize, a1: usize, a2: usize, a3: usize, step: usize, b: usize, inner: usize, c: usize, cRow: usize, add: bool,
): void {
  tile(false, a0, a1, a2, a3, a3, a3, step, b, inner, c, cRow, add);
}

/** 6 × 8 sums of products, or 4 × 8. The loop is not unrolled: V8 would run out of registers. */
@inline
function tile(
  six: bool, a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, step: usize,
  b: usize, inner: usize, c: usize, cRow: usize, add: bool,
): void {
  let c00 = f32x4.splat(0), c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00;
  let c01 = c00, c11 = c00, c21 = c00, c31 = c00, c41 = c00, c51 = c00;
  const end = b + inner * 32;
  do {
    if (ASC_FEATURE_RELAXED_SIMD) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load_splat<f32>(a0);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load_splat<f32>(a1);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load_splat<f32>(a2);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load_splat<f32>(a3);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);
      if (six) {
        x = v128.load_splat<f32>(a4);
        c40 = madd(x, b0, c40);
        c41 = madd(x, b1, c41);
        x = v128.load_splat<f32>(a5);
        c50 = madd(x, b0, c50);
        c51 = madd(x, b1, c51);
      }
    } else {
      // Products take a register of their own, so here one vector of b at a time.
      let y = v128.load(b);
      c00 = f32x4.add(c00, f32x4.mul(v128.load_splat<f32>(a0), y));
      c10 = f32x4.add(c10, f32x4.mul(v128.load_splat<f32>(a1), y));
      c20 = f32x4.add(c20, f32x4.mul(v128.load_splat<f32>(a2), y));
      c30 = f32x4.add(c30, f32x4.mul(v128.load_splat<f32>(a3), y));
      if (six) {
        c40 = f32x4.add(c40, f32x4.mul(v128.load_splat<f32>(a4), y));
        c50 = f32x4.add(c50, f32x4.mul(v128.load_splat<f32>(a5), y));
      }
      y = v128.load(b, 16);
      c01 = f32x4.add(c01, f32x4.mul(v128.load_splat<f32>(a0), y));
      c11 = f32x4.add(c11, f32x4.mul(v128.load_splat<f32>(a1), y));
      c21 = f32x4.add(c21, f32x4.mul(v128.load_splat<f32>(a2), y));
      c31 = f32x4.add(c31, f32x4.mul(v128.load_splat<f32>(a3), y));
      if (six) {
        c41 = f32x4.add(c41, f32x4.mul(v128.load_splat<f32>(a4), y));
        c51 = f32x4.add(c51, f32x4.mul(v128.load_splat<f32>(a5), y));
      }
    }
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
    if (six) {
      a4 += step;
      a5 += step;
    }
    b += 32;
  } while (b < end);
  storeRow(c, c00, c01, add);
  storeRow(c += cRow, c10, c11, add);
  storeRow(c += cRow, c20, c21, add);
  storeRow(c += cRow, c30, c31, add);
  if (!six) return;
  storeRow(c += cRow, c40, c41, add);
  storeRow(c += cRow, c50, c51, add);
}

@inline
function storeRow(at: usize, left: v128, right: v128, add: bool): void {
  v128.store(at, add ? f32x4.add(left, v128.load(at)) : left);
  v128.store(at, add ? f32x4.add(right, v128.load(at, 16)) : right, 16);
}

function copyEdge(to: usize, row: usize, rows: usize, columns: usize, add: bool): void {
  for (let i: usize = 0; i < rows; i++, to += row) {
    const from = edge() + i * 32;
    const left = add ? f32x4.add(v128.load(from), v128.load(to)) : v128.load(from);
    const right = add ? f32x4.add(v128.load(from, 16), v128.load(to, 16)) : v128.load(from, 16);
    if (columns >= 4) {
      v128.store(to, left);
      if (columns == 8) v128.store(to, right, 16);
      else storeFirst(to + 16, right, columns - 4);
    } else storeFirst(to, left, columns);
  }
}

function packRows(a: usize, aRow: usize, aColumn: usize, rows: usize, inner: usize): void {
  let to = packedA();
  if (aColumn == 4) {
    for (; rows > 0; rows--, a += aRow, to += PACKED_ROW) memory.copy(to, a, inner * 4);
    return;
  }
  let p: usize = 0;
  if (aRow == 4) {
    for (; p + 4 <= inner; p += 4, a += 4 * aColumn, to += 16) {
      let i: usize = 0;
      for (; i + 4 <= rows; i += 4) transpose(a + i * 4, aColumn, to + i * PACKED_ROW, PACKED_ROW);
      for (; i < rows; i++) {
        for (let q: usize = 0; q < 4; q++) store<f32>(to + i * PACKED_ROW + q * 4, load<f32>(a + i * 4 + q * aColumn));
      }
    }
  }
  for (; p < inner; p++, a += aColumn, to += 4) {
    for (let i: usize = 0; i < rows; i++) store<f32>(to + i * PACKED_ROW, load<f32>(a + i * aRow));
  }
}

/** Columns past the last one are packed as whatever stands there; their results are not stored. */
function packColumns(b: usize, bRow: usize, bColumn: usize, inner: usize, columns: usize): void {
  let to = packedB();
  for (let j: usize = 0; j < columns; j += 8, b += 8 * bColumn, to += inner * 32) {
    const end = to + inner * 32;
    let from = b, at = to;
    if (bColumn == 4) {
      for (; at < end; at += 32, from += bRow) {
        v128.store(at, v128.load(from));
        v128.store(at, v128.load(from, 16), 16);
      }
      continue;
    }
    if (bRow == 4 && columns - j >= 8) {
      for (; at + 128 <= end; at += 128, from += 16) {
        transpose(from, bColumn, at, 32);
        transpose(from + 4 * bColumn, bColumn, at + 16, 32);
      }
    }
    const width = min(columns - j, 8);
    for (; at < end; at += 32, from += bRow) {
      for (let q: usize = 0, p = from; q < width; q++, p += bColumn) store<f32>(at + q * 4, load<f32>(p));
    }
  }
}
