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
export function openProgress({ quiet }: { readonly quiet: boolean }): Progress {
  if (process.stderr.isTTY !== true || process.stderr.columns === 0) return quiet ? silent : plainLines();
  return movingLine(process.stderr);
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMilliseconds = 80;
const clearLine = "\r\x1b[K";

/** One line that is written over and over. The terminal's keys keep their meaning: Ctrl-C ends the program. */
function movingLine(output: NodeJS.WriteStream): Progress {
  let text = "";
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const line = `${frames[frame++ % frames.length]} ${text}`;
    output.write(clearLine + line.slice(0, Math.max(1, output.columns - 1)));
  };
  const show = (next: string) => {
    text = next;
    draw();
    timer ??= setInterval(draw, frameMilliseconds).unref();
  };
  return {
    show,
    count: (name, done, total) => show(`${name} ${bar(done, total)} ${done}/${total}`),
    end: () => {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      output.write(clearLine);
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
