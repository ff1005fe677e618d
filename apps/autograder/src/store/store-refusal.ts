/** What the store may refuse: a thing that is not there, or a rule that what was asked for would break. */
export type RefusalCode =
  | "missing"
  | "name-taken"
  | "idempotency-key-reused"
  | "closed"
  | "nothing-to-regrade"
  | "wrong-state";

/** The store did nothing, because of the state of what it holds. Who asked decides what to make of it. */
export class StoreRefusal extends Error {
  override readonly name = "StoreRefusal";
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
