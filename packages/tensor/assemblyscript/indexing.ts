// Elements and slices by index. Indices are int32, and have been checked. Addresses and steps are in bytes.

/** Whether any of `n` whole numbers is not from 0 up to below `length`. */
export function anyOutside(at: usize, n: usize, length: i32): bool {
  const most = i32x4.splat(length);
  let within = i32x4.splat(-1);
  let left: isize = n;
  // Without a sign, what is below 0 is above every length.
  for (; left >= 16; left -= 16, at += 64) {
    const first = v128.and(i32x4.lt_u(v128.load(at), most), i32x4.lt_u(v128.load(at, 16), most));
    const second = v128.and(i32x4.lt_u(v128.load(at, 32), most), i32x4.lt_u(v128.load(at, 48), most));
    within = v128.and(within, v128.and(first, second));
  }
  if (!i32x4.all_true(within)) return true;
  for (; left > 0; left--, at += 4) if (load<u32>(at) >= <u32>length) return true;
  return false;
}

/**
 * `rows` rows of `n` elements, one after another at `to`: each is the one in the table that its index names, so many times `along` further
 * on. Rows and columns of the table and of the indices have steps of their own.
 */
export function gather(
  table: usize, tableRow: usize, tableStep: usize, along: usize,
  picks: usize, picksRow: usize, picksStep: usize, to: usize, rows: usize, n: usize,
): void {
  for (; rows > 0; rows--, table += tableRow, picks += picksRow) {
    let at = table, pick = picks, left = n;
    for (; left >= 4; left -= 4, to += 16) {
      const a = load<i32>(at + load<usize>(pick) * along);
      at += tableStep;
      pick += picksStep;
      const b = load<i32>(at + load<usize>(pick) * along);
      at += tableStep;
      pick += picksStep;
      const c = load<i32>(at + load<usize>(pick) * along);
      at += tableStep;
      pick += picksStep;
      const d = load<i32>(at + load<usize>(pick) * along);
      at += tableStep;
      pick += picksStep;
      store<i32>(to, a);
      store<i32>(to, b, 4);
      store<i32>(to, c, 8);
      store<i32>(to, d, 12);
    }
    for (; left > 0; left--, at += tableStep, pick += picksStep, to += 4) {
      store<i32>(to, load<i32>(at + load<usize>(pick) * along));
    }
  }
}

/** What undoes `gather`: adds rows of `n` elements, one after another from `from` on, to those in the table that their indices name. */
export function scatterAdd(
  table: usize, tableRow: usize, tableStep: usize, along: usize,
  picks: usize, picksRow: usize, picksStep: usize, from: usize, rows: usize, n: usize,
): void {
  for (; rows > 0; rows--, table += tableRow, picks += picksRow) {
    let at = table, pick = picks;
    for (let left = n; left > 0; left--, at += tableStep, pick += picksStep, from += 4) {
      const place = at + load<usize>(pick) * along;
      store<f32>(place, load<f32>(place) + load<f32>(from));
    }
  }
}

/** Copies `count` slices of `bytes` out of each of `blocks` blocks of the table, `block` bytes apart, one after another. */
export function indexSelect(
  table: usize, block: usize, bytes: usize, picks: usize, count: usize, blocks: usize, to: usize,
): void {
  for (; blocks > 0; blocks--, table += block) {
    if (bytes == 4) {
      gather(table, 0, 0, 4, picks, 0, 4, to, 1, count);
      to += count * 4;
      continue;
    }
    for (let item: usize = 0; item < count; item++) {
      let from = table + load<usize>(picks + item * 4) * bytes;
      let left: isize = bytes;
      for (; left >= 32; left -= 32, from += 32, to += 32) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      }
      for (; left > 0; left -= 4, from += 4, to += 4) store<i32>(to, load<i32>(from));
    }
  }
}

/** What undoes `indexSelect`: adds slices, one after another from `from` on, to those of the table that their indices name. */
export function indexAdd(
  table: usize, block: usize, bytes: usize, picks: usize, count: usize, blocks: usize, from: usize,
): void {
  for (; blocks > 0; blocks--, table += block) {
    if (bytes == 4) {
      scatterAdd(table, 0, 0, 4, picks, 0, 4, from, 1, count);
      from += count * 4;
      continue;
    }
    for (let item: usize = 0; item < count; item++) {
      let to = table + load<usize>(picks + item * 4) * bytes;
      let left: isize = bytes;
      for (; left >= 32; left -= 32, from += 32, to += 32) {
        v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
        v128.store(to, f32x4.add(v128.load(to, 16), v128.load(from, 16)), 16);
      }
      for (; left > 0; left -= 4, from += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
    }
  }
}
