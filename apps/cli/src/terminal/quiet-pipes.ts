/**
 * Makes no error of it when whoever reads what this process prints stops, as `head` does. Nobody reads on then, and there is nothing
 * left to do; what is said beside the work may go unread, and the work goes on.
 *
 * It stands for itself: programs that are started get its text.
 */
export function quietPipes(): void {
  const onBrokenPipe = (stream: NodeJS.WriteStream, act: () => void) =>
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      act();
    });
  onBrokenPipe(process.stdout, () => process.exit());
  onBrokenPipe(process.stderr, () => undefined);
}

/** Node's options for a program of others, to the same end. */
export const withQuietPipes: readonly string[] = [
  "--import",
  `data:text/javascript,${encodeURIComponent(`(${quietPipes})()`)}`,
];
