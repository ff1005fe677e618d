/** What ends a command: 1 for a check that failed, 2 for wrong input, 3 for machinery that broke. */
export type FailureCode = 1 | 2 | 3;

/** A command that cannot do what it was asked; the message is the one sentence a person reads. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: FailureCode;

  constructor(exitCode: FailureCode, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
