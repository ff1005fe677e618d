/** How far back a match may lie, in the format's two bytes. */
const WINDOW = 65535;
const SHORTEST = 4;

/** Compresses bytes to an LZ4 block (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md). */
export function pack(bytes: Uint8Array): Uint8Array {
  const packed: number[] = [];
  const seen = new Map<string, number[]>();
  let literalsFrom = 0;
  let at = 0;
  const emit = (end: number, distance: number, length: number): void => {
    const literals = end - literalsFrom;
    const extra = length - SHORTEST;
    packed.push((Math.min(literals, 15) << 4) | (length === 0 ? 0 : Math.min(extra, 15)));
    if (literals >= 15) pushRest(packed, literals - 15);
    for (let i = literalsFrom; i < end; i++) packed.push(bytes[i]);
    if (length === 0) return;
    packed.push(distance & 255, distance >> 8);
    if (extra >= 15) pushRest(packed, extra - 15);
  };
  while (at + SHORTEST <= bytes.length) {
    const candidates = seen.get(keyAt(bytes, at)) ?? [];
    let length = 0;
    let distance = 0;
    for (const start of candidates) {
      let same = 0;
      while (at + same < bytes.length && bytes[start + same] === bytes[at + same]) same++;
      if (at - start <= WINDOW && same >= length) [length, distance] = [same, at - start];
    }
    if (length >= SHORTEST) {
      emit(at, distance, length);
      literalsFrom = at + length;
    } else length = 1;
    for (const end = at + length; at < end; at++) {
      const key = keyAt(bytes, at);
      seen.set(key, [...(seen.get(key) ?? []), at]);
    }
  }
  emit(bytes.length, 0, 0);
  return Uint8Array.from(packed);
}

function keyAt(bytes: Uint8Array, at: number): string {
  return bytes.subarray(at, at + SHORTEST).join();
}

/** A length past 15 goes on in bytes of 255 and one less than that. */
function pushRest(packed: number[], rest: number): void {
  for (; rest >= 255; rest -= 255) packed.push(255);
  packed.push(rest);
}
