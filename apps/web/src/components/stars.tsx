interface StarsProps {
  /** 1 to 4. */
  readonly stars: number;
}

/** How hard a module is, of four stars. */
export function Stars({ stars }: StarsProps) {
  return (
    <span role="img" aria-label={`difficulty ${stars} of 4`}>
      {"★".repeat(stars)}
      {"☆".repeat(4 - stars)}
    </span>
  );
}
