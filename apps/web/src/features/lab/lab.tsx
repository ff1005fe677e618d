import { useMemo } from "react";
import { Skeleton } from "../../components/skeleton.tsx";
import styles from "./lab.module.css";
import { type LabAddress, readAddress, writeAddress } from "./lab-choice.ts";
import { LabControls } from "./lab-controls.tsx";
import { LabView } from "./lab-view.tsx";
import { useRace } from "./use-race.ts";

interface LabProps {
  readonly address: LabAddress;
  readonly onAddress: (address: LabAddress) => void;
}

/** Optimizers on a loss surface: all that is chosen stands in the address. */
export function Lab({ address, onAddress }: LabProps) {
  const { surface, steps, runs } = address;
  const choice = useMemo(() => readAddress({ surface, steps, runs }), [surface, steps, runs]);
  const race = useRace(choice);
  return (
    <div className={styles.columns}>
      <LabControls choice={choice} onChange={(next) => onAddress(writeAddress(next))} />
      {race === null ? <Skeleton of="the race" /> : <LabView race={race} />}
    </div>
  );
}
