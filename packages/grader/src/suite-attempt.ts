import type { Outcome } from "@tinytorch/course";
import type { EndedTest, EvaluateRequest, Evaluation, SuiteService } from "@tinytorch/sandbox";

/**
 * What a hidden test may take on our own side between one reply and what follows it. Replies are bounded, so that
 * comparing one takes milliseconds: what takes more is a suite that can be made to.
 */
export const suiteLimits = {
  /** Milliseconds of processor time. */
  cpu: 2_000,
  /** The same, once two tests of a run have used them up. */
  shortCpu: 250,
  /** Milliseconds altogether: only a machine that stands still, or a suite that waits for nothing, takes them. */
  wall: 100_000,
};

/** Milliseconds from one look at the suite's thread to the next. */
const lookEvery = 250;

/** Why a suite's thread was ended: its test used up the time, or the machinery stands still. */
type Excess = "too-slow" | "stalled";

/** One use of a suite's thread: what its tests came to, and a watch over what they take on our own side. */
export class SuiteAttempt implements SuiteService {
  readonly #answer: (request: Pick<EvaluateRequest, "test" | "source" | "args">) => Promise<Evaluation>;
  readonly #onEnd: (outcome: Outcome) => void;
  readonly #ended: EndedTest[] = [];
  readonly #cpuLimit: number;
  #stopThread: () => void = () => {};
  #looks: NodeJS.Timeout | undefined;
  #test: { readonly id: string; answered: boolean } | null = null;
  #asking = 0;
  /** When the suite's thread was last given the turn, and the processor time then. */
  #turn = { since: 0, cpu: 0 };
  #excess: Excess | null = null;
  #broken: string | null = null;

  constructor(
    answer: (request: Pick<EvaluateRequest, "test" | "source" | "args">) => Promise<Evaluation>,
    onEnd: (outcome: Outcome) => void,
    cpuLimit: number,
  ) {
    this.#cpuLimit = cpuLimit;
    this.#answer = answer;
    this.#onEnd = onEnd;
  }

  /** Tests that have ended, in their order. */
  get ended(): readonly EndedTest[] {
    return this.#ended;
  }

  /** The test that was under way, and whether it had an answer of the submission's in hand. */
  get underWay(): { readonly id: string; readonly answered: boolean } | null {
    return this.#test;
  }

  get excess(): Excess | null {
    return this.#excess;
  }

  /** What broke under a test, in words. */
  get broken(): string | null {
    return this.#broken;
  }

  /** Watches over a thread from now on. */
  begin(stopThread: () => void): void {
    this.#stopThread = stopThread;
    this.#looks = setInterval(() => this.#look(), lookEvery);
  }

  close(): void {
    clearInterval(this.#looks);
  }

  async evaluate(request: Pick<EvaluateRequest, "test" | "source" | "args">): Promise<Evaluation> {
    this.#asking++;
    try {
      return await this.#answer(request);
    } finally {
      this.#asking--;
      if (this.#test !== null) this.#test.answered = true;
      this.#giveTurn();
    }
  }

  onTestBegin(id: string): void {
    this.#test = { id, answered: false };
    this.#giveTurn();
  }

  onTestEnd(ended: EndedTest): void {
    this.#test = null;
    this.#ended.push(ended);
    this.#onEnd(ended.outcome);
  }

  onBroken(message: string): void {
    this.#broken ??= message;
  }

  #giveTurn(): void {
    this.#turn = { since: performance.now(), cpu: cpuMilliseconds() };
  }

  #look(): void {
    if (this.#test === null || this.#asking > 0 || this.#excess !== null) return;
    // While the suite's thread has the turn the rest of this process has next to nothing to do, so its time is the thread's.
    if (cpuMilliseconds() - this.#turn.cpu > this.#cpuLimit) this.#excess = "too-slow";
    else if (performance.now() - this.#turn.since > suiteLimits.wall) this.#excess = "stalled";
    else return;
    this.#stopThread();
  }
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
