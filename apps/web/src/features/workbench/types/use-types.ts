import { useEffect, useRef, useState } from "react";
import type { Fault } from "../editor/open-editor.ts";
import type { Files } from "../kept/work-store.ts";
import { rooted, TypesClient } from "./types-client.ts";

/** After so long without a key (ms) types are checked. */
const restMilliseconds = 400;

/** What is known of the types of files: what is wrong in them, and whom to ask of a place. */
export interface Types {
  readonly client: TypesClient | null;
  readonly faults: readonly Fault[];
}

/** Checks the types of a module's files beside the page, whenever one rests. */
export function useTypes(programs: string, files: Files): Types {
  const [client, setClient] = useState<TypesClient | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const latest = useRef(files);
  latest.current = files;

  useEffect(() => {
    const opened = new TypesClient(`${programs}/types.json`, latest.current);
    setClient(opened);
    return () => opened.close();
  }, [programs]);

  useEffect(() => {
    if (client === null) return;
    let isWanted = true;
    const check = async () => {
      const found = await client.ask({ type: "check", files: rooted(files) });
      if (!isWanted) return;
      setFaults(
        found.map(({ path, ...place }) => ({
          ...place,
          file: path.slice(1),
          severity: "error",
          message: place.message,
        })),
      );
    };
    const timer = setTimeout(() => void check().catch(() => undefined), restMilliseconds);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, files]);

  return { client, faults };
}
