/** The position of the first largest element under each window, without gaps, of each plane; a NaN counts as the largest. */
export function argmaxPool(
  image: usize, out: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
): void {
  for (; planes > 0; planes--, image += height * width * 4) {
    for (let oy = 0; oy < oh; oy++) {
      const top = oy * strideY - padY, firstRow = max(top, 0), endRow = min(top + kh, height);
      for (let ox = 0; ox < ow; ox++, out += 4) {
        const left = ox * strideX - padX, first = max(left, 0), end = min(left + kw, width);
        let best = firstRow * width + first, bits = load<i32>(image + best * 4);
        for (let y = firstRow; y < endRow; y++) {
          for (let at = y * width + first, last = y * width + end; at < last; at++) {
            // Masks in place of branches, which would be guessed wrongly as often as not.
            const value = load<f32>(image + at * 4), largest = reinterpret<f32>(bits);
            const mask = -(i32(value > largest) | (i32(value != value) & i32(largest == largest)));
            bits ^= (bits ^ reinterpret<i32>(value)) & mask;
            best ^= (best ^ at) & mask;
          }
        }
        store<i32>(out, best);
      }
    }
  }
}
