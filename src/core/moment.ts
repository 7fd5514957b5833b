/** Now, by both clocks, in milliseconds since the epoch. */
export type Moment = {
  /** Ours: for what we wait. */
  readonly at: number;
  /** The server's: for what objects say of time. */
  readonly serverMs: number;
};
