/** Goes to a file's line: `src/sgd.ts:47`, or to a file. */
export type Go = (file: string, line: number | null) => void;

interface PlaceLinkProps {
  readonly place: string;
  readonly onGo: Go;
}

/** A place in the code, which is shown when one goes there. */
export function PlaceLink({ place, onGo }: PlaceLinkProps) {
  const { file, line } = parsePlace(place);
  return (
    <button type="button" className="link" onClick={() => onGo(file, line)}>
      {place}
    </button>
  );
}

/** `src/sgd.ts:47` as a file and a line. */
export function parsePlace(place: string): { readonly file: string; readonly line: number | null } {
  const [, file = place, line] = /^(.*?):(\d+)(?::\d+)?$/.exec(place) ?? [];
  return { file, line: line === undefined ? null : Number(line) };
}
