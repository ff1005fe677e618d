import type { Database } from "better-sqlite3";
import { inTurns } from "../turns.ts";

/** Does a write soon, with others that come at the same time. It is kept once the promise holds; what it throws undoes it alone. */
export type GatherWrites = <Result>(write: () => Result) => Promise<Result>;

/** Writes of one transaction: nobody is answered while they are done, so they are few. */
const mostAtOnce = 4;

interface WaitingWrite {
  /** Writes inside a transaction, and returns what is to be told once that is committed. */
  attempt(): () => void;
  refuse(error: unknown): void;
}

/** Commits several writes together, in order: each commit waits for the disk, and with it everybody who asks anything. */
export function openGatheredWrites(database: Database): GatherWrites {
  const attemptAll = database.transaction((writes: readonly WaitingWrite[]) => writes.map(({ attempt }) => attempt()));
  const apart = database.transaction((write: () => void) => write());

  const add = inTurns<WaitingWrite>(mostAtOnce, (writes) => {
    try {
      for (const tell of attemptAll.immediate(writes)) tell();
    } catch (error) {
      for (const { refuse } of writes) refuse(error);
    }
  });
  return <Result>(write: () => Result) =>
    new Promise<Result>((resolve, reject) => {
      function attempt(): () => void {
        try {
          let tell = () => {};
          apart(() => {
            const result = write();
            tell = () => resolve(result);
          });
          return tell;
        } catch (error) {
          // A full disk ends the whole transaction, with all that was written before.
          if (!database.inTransaction) throw error;
          return () => reject(error);
        }
      }
      add({ attempt, refuse: reject });
    });
}
