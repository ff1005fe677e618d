/** An erasure that cannot be done; the message is the one sentence an operator reads. */
export class ErasureError extends Error {
  override readonly name = "ErasureError";
}
