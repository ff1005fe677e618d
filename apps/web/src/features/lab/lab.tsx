import { useMemo } from "react";
import { Skeleton } from "../../components/skeleton.tsx";
import styles from "./lab.module.css";
import { type LabAddress, readAddress, writeAddress } from "./lab-choice.ts";
import { LabControls } from "./lab-controls.tsx";
import { LabView } from "./lab-view.tsx";
import { type OpenOwn, useOwnLanes } from "./use-own-lanes.ts";
import { useRace } from "./use-race.ts";

interface LabProps {
  readonly address: LabAddress;
  readonly onAddress: (address: LabAddress) => void;
  readonly openOwn: OpenOwn;
}

/** What a student's own came to, while the map is still another's. */
const nothingYet = { lanes: [], absent: [] };

/** Optimizers on a loss surface: all that is chosen stands in the address. */
export function Lab({ address, onAddress, openOwn }: LabProps) {
  const { surface, steps, runs, pytorch } = address;
  const choice = useMemo(() => readAddress({ surface, steps, runs, pytorch }), [surface, steps, runs, pytorch]);
  const race = useRace(choice);
  const own = useOwnLanes(choice, openOwn);
  return (
    <div className={styles.columns}>
      <LabControls choice={choice} onChange={(next) => onAddress(writeAddress(next))} />
      {race === null ? (
        <Skeleton of="the race" />
      ) : (
        <LabView race={race} own={race.choice === choice ? own : nothingYet} />
      )}
    </div>
  );
}
