/** Unpacks an LZ4 block (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md) of `size` bytes from base64. */
export function unpack(base64: string, size: number): Uint8Array<ArrayBuffer> {
  const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bytes = new Uint8Array(size);
  let from = 0;
  let to = 0;
  // Lengths of 15 and more go on in the bytes that follow, up to the first that is not 255.
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let next = nibble === 15 ? 255 : 0; next === 255; length += next) next = packed[from++];
    return length;
  };
  while (from < packed.length) {
    const token = packed[from++];
    const literals = lengthFrom(token >> 4);
    bytes.set(packed.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (to === size) break;
    const distance = packed[from++] + 256 * packed[from++];
    for (const end = to + lengthFrom(token & 15) + 4; to < end; to++) bytes[to] = bytes[to - distance];
  }
  return bytes;
}
