/** Texts by path: `/src/sgd.ts`, `/node_modules/@tinytorch/tensor/src/index.ts`. */
export type Texts = Readonly<Record<string, string>>;

/** What a page asks of the worker that knows types; places count from 0, in UTF-16. */
export type TypesRequest =
  | { readonly type: "open"; readonly types: Texts; readonly files: Texts }
  /** A module's files as they are now; answered with what is wrong in them. */
  | { readonly type: "check"; readonly files: Texts }
  | { readonly type: "complete"; readonly path: string; readonly text: string; readonly at: number }
  | { readonly type: "describe"; readonly path: string; readonly text: string; readonly at: number };

/** An error of types in a file. */
export interface TypeFault {
  /** `/src/sgd.ts` */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** What could stand at a place. */
export interface Suggestion {
  readonly name: string;
  /** `method`, `const`, … */
  readonly kind: string;
  readonly rank: string;
}

/** What stands at a place: its type, and what is written about it. */
export interface Description {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly text: string;
}

export interface TypesAnswers {
  readonly open: null;
  readonly check: readonly TypeFault[];
  readonly complete: readonly Suggestion[];
  readonly describe: Description | null;
}
