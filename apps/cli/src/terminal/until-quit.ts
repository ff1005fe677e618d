import { emitKeypressEvents } from "node:readline";
import { isAlive, launchers } from "./launchers.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is told of a pressed key. */
interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}

/**
 * Waits until somebody wants to end the program: by q, Ctrl-C or Ctrl-D in a terminal, by a signal, or by the end of the package
 * manager that started us, which would have nobody left to tell us.
 */
export async function untilQuit(): Promise<void> {
  const { stdin } = process;
  const isTerminal = stdin.isTTY === true;
  const { promise, resolve } = Promise.withResolvers<void>();
  const onSignal = () => resolve();
  const onKey = (_: unknown, { name, ctrl = false }: Key) => {
    if (ctrl ? name === "c" || name === "d" : name === "q") resolve();
  };
  for (const signal of signals) process.on(signal, onSignal);
  const startedBy = launchers();
  const orphanWatch = setInterval(() => {
    if (!startedBy.every(isAlive)) resolve();
  }, 500);
  if (isTerminal) {
    emitKeypressEvents(stdin);
    stdin.setRawMode(true).resume().on("keypress", onKey);
  }
  try {
    await promise;
  } finally {
    clearInterval(orphanWatch);
    for (const signal of signals) process.off(signal, onSignal);
    if (isTerminal) stdin.off("keypress", onKey).setRawMode(false).pause();
  }
}
