import { watch } from "chokidar";

/** A save is several changes, one after the other: they count as one when nothing follows for this long (ms). */
const quietMilliseconds = 40;

export interface WatchOptions {
  /** Whether a file's changes count; those of TypeScript and JSON do by default, which what editors keep beside a file is not. */
  readonly counts?: (path: string) => boolean;
  /** Called at every change, before it is quiet: what was made of the files is old. */
  readonly onStale?: () => void;
}

/** Files that are watched. */
export interface FileWatch {
  /** Watches these too. */
  add(paths: readonly string[]): void;
  stop(): Promise<void>;
}

/**
 * Calls `onQuiet` after files at these paths, or however deep in folders there, were written, added or taken away.
 * @returns once all is watched.
 */
export async function watchFiles(
  paths: readonly string[],
  onQuiet: () => void,
  { counts = (path) => /\.(ts|json)$/.test(path), onStale = () => {} }: WatchOptions = {},
): Promise<FileWatch> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch([...paths], {
    ignoreInitial: true,
    // An editor that writes beside and renames makes two changes of it, which are one here anyway.
    atomic: false,
  });
  const changed = () => {
    onStale();
    clearTimeout(timer);
    timer = setTimeout(onQuiet, quietMilliseconds);
  };
  watcher.on("all", (_, path) => {
    if (counts(path)) changed();
  });
  // A folder that cannot be watched any more is told by what is done next.
  watcher.on("error", changed);
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    add: (more) => void watcher.add([...more]),
    async stop() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
