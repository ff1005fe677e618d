import { all, fourAt, put, scratch, select } from "./simd";

// What stands under a window without gaps, at each of its places on each plane; the margin has no elements.

const enum Op { max, mean }

/** Folds `count` vectors of four elements that stand `step` apart; each begins `next` bytes after the one before. */
@inline
function reduced(op: Op, at: usize, step: i32, count: i32, next: usize): v128 {
  let result = fourAt(at, step), numbers = f32x4.eq(result, result);
  for (at += next; count > 1; count--, at += next) {
    const values = fourAt(at, step);
    if (op == Op.mean) result = f32x4.add(result, values);
    else {
      // This skips a NaN, and is faster than what does not.
      result = f32x4.pmax(result, values);
      numbers = v128.and(numbers, f32x4.eq(values, values));
    }
  }
  return op == Op.mean ? result : select(result, all(NaN), numbers);
}

/** A row of windows of two columns that do not overlap: the most usual ones, for which no row needs to be kept. */
@inline
function poolPairs(op: Op, at: usize, rows: i32, width: i32, taps: f32, to: usize, ow: i32): void {
  for (; ow > 0; ow -= 4, at += 32, to += 16) {
    const left = reduced(op, at, 1, rows, width * 4), right = reduced(op, at + 16, 1, rows, width * 4);
    const even = i32x4.shuffle(left, right, 0, 2, 4, 6), odd = i32x4.shuffle(left, right, 1, 3, 5, 7);
    if (op == Op.mean) put(to, f32x4.div(f32x4.add(even, odd), all(taps)), ow);
    else put(to, select(f32x4.pmax(even, odd), odd, f32x4.eq(odd, odd)), ow);
  }
}

/** Reduces the rows under a row of windows, and then the columns of that one row, which has a margin of its own. */
@inline
function pool(
  op: Op, image: usize, out: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, oh: i32, ow: i32,
): void {
  const nothing: f32 = op == Op.max ? -Infinity : 0;
  const margin = scratch(), row = margin + padX * 4, right = row + width * 4;
  for (let x = 0; x < padX; x++) store<f32>(margin + x * 4, nothing);
  for (; planes > 0; planes--, image += height * width * 4) {
    for (let oy = 0; oy < oh; oy++) {
      const top = oy * strideY - padY, y = max(top, 0), rows = min(top + kh, height) - y;
      if (kw == 2 && strideX == 2 && padX == 0) {
        if (rows == 2) poolPairs(op, image + y * width * 4, 2, width, <f32>(kh * kw), out, ow);
        else poolPairs(op, image + y * width * 4, rows, width, <f32>(kh * kw), out, ow);
        out += ow * 4;
        continue;
      }
      for (let x = 0; x < width; x += 4) v128.store(row + x * 4, reduced(op, image + (y * width + x) * 4, 1, rows, width * 4));
      for (let x = 0; x < padX; x++) store<f32>(right + x * 4, nothing);
      for (let ox = 0, from = margin; ox < ow; out += 4 * min(4, ow - ox), ox += 4, from += strideX * 16) {
        let result: v128;
        if (strideX == 1) result = reduced(op, from, 1, kw, 4);
        else if (strideX == 2) result = reduced(op, from, 2, kw, 4);
        else result = reduced(op, from, strideX, kw, 4);
        if (op == Op.mean) result = f32x4.div(result, all(<f32>(kh * kw)));
        put(out, result, ow - ox);
      }
    }
  }
}

export function poolMax(
  image: usize, out: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
): void {
  pool(Op.max, image, out, planes, height, width, kh, kw, strideY, strideX, padY, padX, oh, ow);
}

export function poolMean(
  image: usize, out: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
): void {
  pool(Op.mean, image, out, planes, height, width, kh, kw, strideY, strideX, padY, padX, oh, ow);
}

const LANES = memory.data<i32>([0, 1, 2, 3]);

/** The position of the first largest element under each window; a NaN counts as the largest. */
export function poolArgmax(
  image: usize, out: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
): void {
  // At places `first` to `last` of a row the window is in the image from its left to its right.
  const first = min((padX + strideX - 1) / strideX, ow);
  const last = kw > width + padX ? first : max(min((width + padX - kw) / strideX + 1, ow), first);
  for (; planes > 0; planes--, image += height * width * 4) {
    for (let oy = 0; oy < oh; oy++, out += ow * 4) {
      const top = oy * strideY - padY, y = max(top, 0), rows = min(top + kh, height) - y;
      for (let ox = 0; ox < ow; ) {
        if (ox >= first && ox < last && last - first >= 4) {
          // The last four may begin among those before.
          const place = min(ox, last - 4);
          argmaxOfFour(image, y * width + place * strideX - padX, width, rows, kw, strideX, out + place * 4);
          ox = place + 4;
        } else {
          const left = ox * strideX - padX, x = max(left, 0);
          argmaxOfOne(image, y * width + x, width, rows, min(left + kw, width) - x, out + ox * 4);
          ox++;
        }
      }
    }
  }
}

/** Of one window of `rows` by `columns`, `at` elements into the plane. */
function argmaxOfOne(image: usize, at: i32, width: i32, rows: i32, columns: i32, to: usize): void {
  let best = at, largest = load<f32>(image + at * 4);
  for (; rows > 0; rows--, at += width) {
    for (let tap = at; tap < at + columns; tap++) {
      const value = load<f32>(image + tap * 4);
      if (value > largest || (value != value && largest == largest)) {
        largest = value;
        best = tap;
      }
    }
  }
  store<i32>(to, best);
}

/** Of four windows, each `step` elements to the right of the one before. */
function argmaxOfFour(image: usize, at: i32, width: i32, rows: i32, columns: i32, step: i32, to: usize): void {
  let largest = all(-Infinity), place = i32x4.add(i32x4.splat(at), i32x4.mul(v128.load(LANES), i32x4.splat(step))), best = place;
  for (; rows > 0; rows--, at += width) {
    const end = image + (at + columns) * 4;
    for (let tap = image + at * 4; tap < end; tap += 4, place = i32x4.add(place, i32x4.splat(1))) {
      const values = fourAt(tap, step);
      const isNaN = v128.andnot(f32x4.eq(largest, largest), f32x4.eq(values, values));
      const wins = v128.or(f32x4.gt(values, largest), isNaN);
      largest = select(values, largest, wins);
      best = select(place, best, wins);
    }
    place = i32x4.add(place, i32x4.splat(width - columns));
  }
  v128.store(to, best);
}
