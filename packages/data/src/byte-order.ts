/** Elements in the other order of bytes: a copy in which the bytes of each stand the other way round. */
export function swapped(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) copy[i - (i % size) + size - 1 - (i % size)] = bytes[i];
  return copy;
}
