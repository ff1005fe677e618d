#!/usr/bin/env node
import { InfrastructureError } from "@tinytorch/course";
import { QueueError } from "@tinytorch/work-queue";
import { pino } from "pino";
import { type Ready, runGrader } from "./run-grader.ts";
import { readSettings } from "./settings.ts";

/** The exit status of what a person must set right, and of what broke or was ended before it came to its end. */
const [badInput, broken] = [2, 3] as const;

// Whatever this process writes is of a course that is hidden, or of students: for its owner alone.
process.umask(0o077);
try {
  const settings = readSettings(process.argv.slice(2), process.env);
  const log = pino({ level: process.env.TINYTORCH_LOG_LEVEL || "info" }, pino.destination(2));
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(broken);
    stop.abort();
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  await runGrader({ settings, log, stop: stop.signal, onReady: settings.json ? sayJson : sayReady });
  if (!settings.json) say("The grader has ended; it has nothing in hand.");
  process.exit(0);
} catch (error) {
  const isForPeople = error instanceof QueueError || error instanceof InfrastructureError;
  process.stderr.write(`${error instanceof Error ? (isForPeople ? error.message : error.stack) : error}\n`);
  process.exit(error instanceof QueueError ? badInput : broken);
}

function sayReady({ places, sandbox, course }: Ready): void {
  say(`The grader is ready: ${places} at once, in ${sandbox.join(", ")}, by the course ${course.slice(0, 12)}`);
}

function sayJson(ready: Ready): void {
  say(JSON.stringify({ ready: true, ...ready }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
