/** What the store may refuse: a thing that is not there, or a rule that what was asked for would break. */
export type RefusalCode =
  | "missing"
  | "name-taken"
  | "identifier-taken"
  | "dropped"
  | "last-admin"
  | "invalid-roster"
  | "idempotency-key-reused"
  | "closed"
  | "not-released"
  | "no-attempts"
  | "cool-down"
  | "no-late-days"
  | "not-possible"
  | "daily-cap"
  | "quota"
  | "too-many-tokens"
  | "invitation-unknown"
  | "invitation-used"
  | "invitation-revoked"
  | "invitation-expired"
  | "nothing-to-regrade"
  | "question-open"
  | "wrong-state";

/** The store did nothing, because of the state of what it holds. Who asked decides what to make of it. */
export class StoreRefusal extends Error {
  override readonly name = "StoreRefusal";
  readonly code: RefusalCode;
  /** What was given and is refused, where the code alone does not say. */
  readonly field: string | undefined;
  /** Seconds after which the same may be granted; undefined when time alone changes nothing. */
  readonly retryAfter: number | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    { retryAfter, field }: { readonly retryAfter?: number; readonly field?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
    this.field = field;
  }
}
