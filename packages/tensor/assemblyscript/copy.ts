import { all, put } from "./simd";

/** Writes one value `n` times. */
export function fill(at: usize, n: usize, value: f32): void {
  const values = all(value);
  let left: isize = n;
  for (; left >= 16; left -= 16, at += 64) {
    v128.store(at, values);
    v128.store(at, values, 16);
    v128.store(at, values, 32);
    v128.store(at, values, 48);
  }
  for (; left > 0; left -= 4, at += 16) put(at, values, left);
}

/** Copies `rows` rows of `n` elements of 4 bytes, which stand `step` bytes apart in rows `row` bytes apart, to dense rows. */
export function copyStrided(from: usize, row: usize, step: usize, to: usize, toRow: usize, rows: usize, n: usize): void {
  // Blocks of 4 × 4, so that both sides are read and written a few cache lines at a time.
  let i: usize = 0;
  if (row == 4) {
    for (; i + 4 <= rows; i += 4) {
      let p = from + i * row, q = to + i * toRow, j: usize = 0;
      for (; j + 4 <= n; j += 4, q += 16, p += 4 * step) transpose(p, step, q, toRow);
      for (; j < n; j++, q += 4, p += step) {
        for (let k: usize = 0; k < 4; k++) store<f32>(q + k * toRow, load<f32>(p + k * 4));
      }
    }
  }
  for (; i < rows; i++) {
    let p = from + i * row;
    const q = to + i * toRow;
    for (let j: usize = 0; j < n; j++, p += step) store<f32>(q + j * 4, load<f32>(p));
  }
}

/** Writes the columns of four rows of four as rows. */
@inline
export function transpose(from: usize, row: usize, to: usize, toRow: usize): void {
  const a = v128.load(from), b = v128.load(from + row), c = v128.load(from + 2 * row), d = v128.load(from + 3 * row);
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5), cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const AB = i32x4.shuffle(a, b, 2, 6, 3, 7), CD = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(to + toRow, i64x2.shuffle(ab, cd, 1, 3));
  v128.store(to + 2 * toRow, i64x2.shuffle(AB, CD, 0, 2));
  v128.store(to + 3 * toRow, i64x2.shuffle(AB, CD, 1, 3));
}
