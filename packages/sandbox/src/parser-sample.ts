/** A little of each thing that submissions are made of: parsing it first loads all of the parser. */
const source = `
import type { A } from "./a.ts";
import { type B, c } from "./b.ts";
export type Options<T extends object = A> = { readonly rate?: number; list: readonly T[] } & Partial<B>;
export interface Shape { (x: number): string; size: number | null }
/** A class. */
export abstract class Base<T> extends c.Parent<T> implements Shape {
  readonly #state = new Map<string, T>();
  protected readonly flag: boolean = false;
  constructor(params: readonly T[], { rate = 1, ...rest }: Partial<Options> = {}) {
    super(params as unknown as T);
    if (!(rate >= 0)) throw new RangeError(\`rate must be >= 0, got \${rate}\`);
    for (const [i, each] of params.entries()) this.#state.set(String(i), each);
  }
  override step(x?: number): asserts x is number { const y = x! ** 2 + (rest?.a ?? 0); return void y; }
  get size(): number { return this.#state.size; }
}
export const f = async <T,>(...xs: T[]): Promise<T[]> => xs.filter((x): x is T => x !== undefined);
`;

/** What a process is asked before it reads a submission: what loading the parser takes is no file's to answer for. */
export const parserSample = { type: "strip", file: "src/sample.ts", source } as const;
