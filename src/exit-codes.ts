/** Every exit code, named and explained; help and README print this table. */
export const exitCodes = {
  ready: 0,
  failed: 1,
  usage: 2,
  timedOut: 3,
  refused: 4,
  superseded: 5,
  bug: 70,
  hangup: 129,
  interrupted: 130,
  closed: 141,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeMeanings = {
  0: "every target reached its goal",
  1: "at least one target failed",
  2: "wrong usage, or a spec or manifest that cannot be understood",
  3: "timed out; assess: something is still on its way",
  4: "the cluster could not be reached, or it refused us (401, 403)",
  5: "superseded: another rollout replaced the one we watched, or it was rolled back",
  70: "a bug in kubedog",
  129: "the terminal went away (SIGHUP)",
  130: "interrupted (Ctrl-C, SIGINT)",
  141: "the reader of the output went away",
  143: "terminated (SIGTERM)",
} as const satisfies Record<ExitCode, string>;
