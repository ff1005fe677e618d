import { bar } from "./terminal.ts";

/** What a command shows on stderr while it works: a moving line in a terminal, a few plain lines elsewhere. */
export interface Progress {
  show(text: string): void;
  count(text: string, done: number, total: number): void;
  /** Takes the moving line away; what the command has to say goes to stdout. */
  end(): void;
}

const silent: Progress = { show: () => {}, count: () => {}, end: () => {} };

/** @param options.quiet says nothing outside a terminal: for `--json`. */
export async function openProgress({ quiet }: { readonly quiet: boolean }): Promise<Progress> {
  if (process.stderr.isTTY !== true || process.stderr.columns === 0) return quiet ? silent : plainLines();
  const { default: ora } = await import("ora");
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  const show = (text: string) => {
    spinner.text = text;
    if (!spinner.isSpinning) spinner.start();
  };
  return {
    show,
    count: (text, done, total) => show(`${text} ${bar(done, total)} ${done}/${total}`),
    end: () => {
      if (spinner.isSpinning) spinner.stop();
    },
  };
}

/** A line for each new text and for each quarter of the way. */
function plainLines(): Progress {
  let last = "";
  const show = (line: string) => {
    if (line !== last) process.stderr.write(`${line}\n`);
    last = line;
  };
  return {
    show,
    count: (text, done, total) => {
      const quarter = Math.ceil(total / 4);
      if (done > 0 && (done === total || done % quarter === 0)) show(`${text} ${done}/${total}`);
    },
    end: () => {},
  };
}
