import { useEffect, useMemo, useRef, useState } from "react";
import { useSession } from "../../session/use-session.ts";
import type { LabChoice } from "./lab-choice.ts";
import type { Absent, Lane } from "./lane.ts";
import { type OwnRunner, raceOutcome } from "./own-outcome.ts";
import type { OwnPath, OwnRace } from "./own-race.ts";
import { isOwn, ownClass, ownModule } from "./own-rules.ts";
import { titleOf } from "./rules.ts";

/** Opens what an account has written of a module in this browser. */
export type OpenOwn = (account: string, module: string) => Promise<OwnRunner>;

/** A runner that is the student's. */
interface Own {
  readonly place: number;
  readonly title: string;
  readonly race: OwnRace;
}

const somebodyElses =
  "It is somebody's own, and their code is in their browser. Sign in, and write module 08 in its workbench here, to race yours.";

const notKnown = "The service does not answer, so it cannot be told whose this is. Load the page again in a moment.";

/** The paths of what is the student's own, as they come, and why there is none of some. */
export function useOwnLanes(
  choice: LabChoice,
  openOwn: OpenOwn,
): { readonly lanes: readonly Lane[]; readonly absent: readonly Absent[] } {
  const session = useSession();
  const account = "user" in session ? session.user.id : null;
  const owns = useMemo(() => ownsOf(choice), [choice]);
  const code = useOwnRunner(owns.length > 0 ? account : null, openOwn);
  const outcomes = useOutcomes(owns, code);
  return useMemo(() => {
    const why = { "signed-out": somebodyElses, unreachable: notKnown, opening: null, "signed-in": null, ended: null };
    const words = why[session.kind];
    const found = owns.map(({ place, title }) => {
      const outcome = words === null ? outcomes.get(place) : { type: "words" as const, words };
      return { place, title, outcome };
    });
    return {
      lanes: found.flatMap(({ place, title, outcome }) =>
        outcome?.type === "path" ? [{ place, title, ...outcome }] : [],
      ),
      absent: found.flatMap(({ place, title, outcome }) => {
        if (outcome?.type === "path") return [];
        return [{ place, title, words: outcome?.words ?? "On its way …" }];
      }),
    };
  }, [owns, outcomes, session.kind]);
}

function ownsOf({ surface, steps, runners }: LabChoice): readonly Own[] {
  return runners.flatMap(({ rule, rate, schedule }, place) => {
    if (!isOwn(rule)) return [];
    const { title, className, options } = ownClass(rule);
    return [
      { place, title: titleOf(title, rate, schedule), race: { surface, steps, className, options, rate, schedule } },
    ];
  });
}

/** The account's code; null until it is open, and while nobody's is wanted. */
function useOwnRunner(account: string | null, openOwn: OpenOwn): OwnRunner | null {
  const [code, setCode] = useState<OwnRunner | null>(null);
  useEffect(() => {
    if (account === null) return;
    let isWanted = true;
    let opened: OwnRunner | null = null;
    const open = async () => {
      opened = await openOwn(account, ownModule).catch(brokenRunner);
      if (isWanted) setCode(opened);
      else opened.close();
    };
    void open();
    return () => {
      isWanted = false;
      opened?.close();
      setCode(null);
    };
  }, [account, openOwn]);
  return code;
}

/** Where a browser keeps nothing, or a part of the page did not come, each race says so. */
function brokenRunner(): OwnRunner {
  const words =
    "Your code could not be opened here. Load the page again; if that does not help, this window keeps nothing of what you write.";
  return { writtenAt: async () => null, run: () => Promise.reject(new Error(words)), close: () => undefined };
}

const noOutcomes: ReadonlyMap<number, OwnPath> = new Map();

/** What came of each race, by place: run again when another is chosen, and when one comes back from the workbench with other code. */
function useOutcomes(owns: readonly Own[], code: OwnRunner | null): ReadonlyMap<number, OwnPath> {
  const writtenAt = useWrittenAt(code);
  const [raced, setRaced] = useState({ owns, code, outcomes: noOutcomes });
  const before = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    if (code === null || writtenAt === undefined) return;
    let isWanted = true;
    const raceAll = async () => {
      const outcomes = new Map<number, OwnPath>();
      for (const { place, race } of owns) {
        if (!isWanted) return;
        outcomes.set(place, await raceOutcome(code, race));
        if (isWanted) setRaced({ owns, code, outcomes: new Map(outcomes) });
      }
    };
    // One after another: what runs in the frame ends by itself, or by its limit.
    before.current = before.current.then(raceAll);
    return () => {
      isWanted = false;
    };
  }, [owns, code, writtenAt]);
  return raced.owns === owns && raced.code === code ? raced.outcomes : noOutcomes;
}

/** When the code was written last, asked whenever somebody comes back to this window; undefined before it is known. */
function useWrittenAt(code: OwnRunner | null): number | null | undefined {
  const [known, setKnown] = useState<{ readonly code: OwnRunner; readonly at: number | null } | null>(null);
  useEffect(() => {
    if (code === null) return;
    const ask = async () => {
      const at = await code.writtenAt().catch(() => null);
      setKnown((before) => (before?.code === code && before.at === at ? before : { code, at }));
    };
    void ask();
    addEventListener("focus", ask);
    return () => removeEventListener("focus", ask);
  }, [code]);
  return known?.code === code ? known?.at : undefined;
}
