/** What the store may refuse: a thing that is not there, or a rule that what was asked for would break. */
export type RefusalCode =
  | "missing"
  | "name-taken"
  | "idempotency-key-reused"
  | "closed"
  | "daily-cap"
  | "quota"
  | "nothing-to-regrade"
  | "wrong-state";

/** The store did nothing, because of the state of what it holds. Who asked decides what to make of it. */
export class StoreRefusal extends Error {
  override readonly name = "StoreRefusal";
  readonly code: RefusalCode;
  /** Seconds after which the same may be granted; undefined when time alone changes nothing. */
  readonly retryAfter: number | undefined;

  constructor(code: RefusalCode, message: string, { retryAfter }: { readonly retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
