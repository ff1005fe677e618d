/** Where a regrade stands, in words. */
export const regradeStates = {
  running: "under way",
  ready: "waits to be applied",
  applied: "applied",
  cancelled: "ended without a change",
} as const;
