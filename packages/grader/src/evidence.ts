import type { EvaluateRequest, Evaluation } from "@tinytorch/sandbox";

/** A question of a hidden test, and what the submission answered. */
export interface Exchange {
  readonly test: string;
  readonly source: string;
  readonly args: readonly string[];
  readonly answer: Evaluation;
}

/** Characters of questions and answers that are kept of one run; more than any suite that is meant well exchanges. */
const mostCharacters = 16_777_216;

/** What a submission answered to the tests that it may have failed, to hold listed mistakes to. */
export class Evidence {
  #exchanges: Exchange[] = [];
  #characters = 0;

  record({ test, source, args }: Pick<EvaluateRequest, "test" | "source" | "args">, answer: Evaluation): void {
    this.#characters += sizeOf(args, answer);
    if (this.isWhole) this.#exchanges.push({ test, source, args, answer });
    else this.#exchanges = [];
  }

  /** A test that passed says nothing about a mistake. */
  forget(test: string): void {
    for (const { args, answer } of this.#exchanges.filter((each) => each.test === test)) {
      this.#characters -= sizeOf(args, answer);
    }
    this.#exchanges = this.#exchanges.filter((each) => each.test !== test);
  }

  /** Whether all was kept; if not, nothing was. */
  get isWhole(): boolean {
    return this.#characters <= mostCharacters;
  }

  /** In the order in which it was exchanged. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }
}

function sizeOf(args: readonly string[], answer: Evaluation): number {
  const answered = answer.type === "value" ? answer.value.length : 0;
  return args.reduce((sum, arg) => sum + arg.length, answered);
}
