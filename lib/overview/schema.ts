/** How much waits for an editor, by kind. */
export type Waiting = {
  statements: number;
  reports: number;
  suggestions: number;
  doubts: number;
  pending: number;
  stale: number;
  failing: number;
};
