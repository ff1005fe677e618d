/** What tells when work was received. */
export interface Received {
  readonly receivedAt: number;
  /** Its place among all submissions, in the order in which they came in. */
  readonly sequence: number;
}

/**
 * Orders work by the time that counts as its receipt, and what counts as received at one time as it came in. Work that staff
 * hands in for somebody may count as received before what came in before it.
 */
export function byReceipt(one: Received, other: Received): number {
  return one.receivedAt - other.receivedAt || one.sequence - other.sequence;
}
