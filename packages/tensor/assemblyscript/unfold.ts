// Windows over images: `[planes, height, width] <-> [planes, kh·kw, oh·ow]`.

/**
 * Copies every patch of every plane into a column, with `margin` outside the plane; or, for `fold`, adds every column to the
 * patch it came from.
 */
@inline
function slide(
  fold: bool, image: usize, columns: usize, margin: f32, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
): void {
  for (; planes > 0; planes--, image += height * width * 4) {
    for (let ky = 0; ky < kh; ky++) {
      for (let kx = 0; kx < kw; kx++) {
        // Places `first` to `last` of each row see the inside of the plane.
        const left = kx * dilationX - padX;
        const first = min(left >= 0 ? 0 : (-left + strideX - 1) / strideX, ow);
        const last = max(left >= width ? first : min((width - left + strideX - 1) / strideX, ow), first);
        for (let oy = 0; oy < oh; oy++, columns += ow * 4) {
          const y = oy * strideY + ky * dilationY - padY;
          const inside = y >= 0 && y < height;
          const from = inside ? first : ow, to = inside ? last : ow;
          let at = image + (y * width + left + from * strideX) * 4;
          if (fold) {
            const end = columns + to * 4;
            let column = columns + from * 4;
            if (strideX == 1) {
              for (; column + 16 <= end; column += 16, at += 16)
                v128.store(at, f32x4.add(v128.load(at), v128.load(column)));
            }
            for (; column < end; column += 4, at += strideX * 4)
              store<f32>(at, load<f32>(at) + load<f32>(column));
          } else {
            for (let x = 0; x < from; x++) store<f32>(columns + x * 4, margin);
            for (let x = to; x < ow; x++) store<f32>(columns + x * 4, margin);
            let x = from;
            if (strideX == 1) for (; x + 4 <= to; x += 4, at += 16) v128.store(columns + x * 4, v128.load(at));
            for (; x < to; x++, at += strideX * 4) store<f32>(columns + x * 4, load<f32>(at));
          }
        }
      }
    }
  }
}

export function unfold(
  image: usize, columns: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
  margin: f32,
): void {
  slide(false, image, columns, margin, planes, height, width,
    kh, kw, strideY, strideX, padY, padX, dilationY, dilationX, oh, ow);
}

/** The image must hold zeros. */
export function fold(
  columns: usize, image: usize, planes: i32, height: i32, width: i32,
  kh: i32, kw: i32, strideY: i32, strideX: i32, padY: i32, padX: i32, dilationY: i32, dilationX: i32, oh: i32, ow: i32,
): void {
  slide(true, image, columns, 0, planes, height, width,
    kh, kw, strideY, strideX, padY, padX, dilationY, dilationX, oh, ow);
}
