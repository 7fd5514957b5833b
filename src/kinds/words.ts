/** The words by which controllers tell how an object stands, and how they are compared. */

/** Without regard to case and separators: `in-progress`, `InProgress` and `IN_PROGRESS` are the same word. */
export function wordOf(text: string): string {
  return text.slice(0, wordMax).toLowerCase().replace(/[\s._/-]+/g, "");
}

/** Nobody's word is longer; a longer text is a sentence. */
const wordMax = 200;

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ""));
}

export type Meaning = "ready" | "progressing" | "failed" | "paused";

const meanings = {
  failed: wordSet(`
    failure failed abort aborted terminated error errored rejection rejected degraded unhealthy invalid red lost crashed fatal
    misconfigured noncompliant denied timeout timedout stalled broken unrecoverable`),
  paused: wordSet("paused suspended stopped hibernated halted onhold"),
  progressing: wordSet(`
    creating updating waiting awaiting pending finishing starting readying inprogress progressing initialization initializing approving
    unknown yellow provisioning upgrading reconciling installing deploying scaling deleting terminating configuring preparing processing
    queued scheduled restarting building pulling binding requested new submitted stopping migrating restoring resizing offline down blocked critical`),
  ready: wordSet(`
    ready success succeeded complete completed finished finalized done available running ok active live healthy started initialized
    approved valid green successful bound deployed provisioned online established synced installed reconciled applied attached connected
    operational created exists compliant up`),
} as const satisfies Record<Meaning, ReadonlySet<string>>;

/** Words in -ing that name no activity. */
const notActivities = wordSet("running missing warning existing outstanding nothing");

/** What a word in a status field says; undefined when it is none that we know. */
export function meaningOf(text: string): Meaning | undefined {
  const word = wordOf(text);
  if (meanings.failed.has(word) || /(failed|error)$/.test(word) || beginsAsError(text)) return "failed";
  if (meanings.paused.has(word)) return "paused";
  if (meanings.progressing.has(word) || isActivity(text) || isDenial(word)) return "progressing";
  return meanings.ready.has(word) ? "ready" : undefined;
}

/** `Rebalancing`, `WaitingForLeader`, `scaling out`. */
function isActivity(text: string): boolean {
  const [first = ""] = partsOf(text);
  return /^[a-z]{2,}ing$/.test(first) && !notActivities.has(first);
}

/** The words of a sentence or of a word in camel case, in lower case. */
function partsOf(text: string): readonly string[] {
  return text.slice(0, wordMax).trim().split(/(?<=[a-z])(?=[A-Z])|[\s.:_/-]+/).map((part) => part.toLowerCase());
}

const errorWords = wordSet("error failed failure");
/** `FailedOver`, `Error: none`. */
const harmlessErrors = wordSet("over free none no 0");

/** `Error: cannot reach db`, `FailedToCreate`. */
function beginsAsError(text: string): boolean {
  const [first = "", second = ""] = partsOf(text);
  return errorWords.has(first) && !harmlessErrors.has(second);
}

const negation = /^(notyet|not|non|un|in|dis|partially)/;

/** `NotReady`, `Disconnected`. For some kinds that is a state of rest, and a back-off ends with the next try: no failure. */
function isDenial(word: string): boolean {
  const denied = word.replace(negation, "");
  return word.endsWith("backoff") || (denied !== word && meanings.ready.has(denied));
}

/** Of what works until it is done, "running" is no readiness. */
const runningWords = wordSet("running active started live online up");

export function isRunning(text: string): boolean {
  return runningWords.has(wordOf(text));
}

/** Condition types that are True when something is wrong. */
const negativeTypes = wordSet(`
  stalled failed failure degraded error errored invalid invalidspec aborted conflict unhealthy misconfigured rejected denied timedout
  unrecoverable orphan orphaned`);

export function isNegativeType(type: string): boolean {
  const word = wordOf(type);
  return negativeTypes.has(word) || /(failed|failure|errors?|invalid)$/.test(word);
}

/** Condition types that are False when something is wrong, as `Invalid` is True. */
export function isValidityType(type: string): boolean {
  return /(?<!in)valid$/.test(wordOf(type));
}

/** Condition types that are True while something is being done. `Progressing` is none: it stays True on a finished Deployment. */
const activeTypes = wordSet(`
  reconciling issuing creating updating upgrading provisioning installing deploying scaling pending initializing deleting waiting inprogress
  starting stopping restarting terminating migrating restoring resizing rebalancing rollingout draining disrupting recovering
  bootstrapping uninstalling`);

export function isActiveType(type: string): boolean {
  return activeTypes.has(wordOf(type));
}

const errorReason =
  /^err|fail|error|invalid|denied|forbidden|reject|conflict|notfound|notexist|missing|unreachable|unauthor|notallowed|notpermitted|misconfig|unsupported|notsupported|incompatible|exceeded|timedout|crash|abort|stalled/;
const waitingReason = /progress(?!deadline)|pending|wait|creating|provision|reconciling|notready|starting|initializ|install|deploying|updating|scheduling|issuing|dependency|retry/;

/** Whether the reason of a False condition tells of an error and not of something that is being waited for. */
export function isErrorReason(reason: string): boolean {
  return errorReason.test(wordOf(reason)) && !isWaitingReason(reason);
}

function isWaitingReason(reason: string): boolean {
  return waitingReason.test(wordOf(reason));
}

const errorSentence = /^(failed|failure|error|cannot|can't|could not|couldn't|unable|invalid|forbidden|unauthorized|no such)\b/i;

/**
 * The same of a condition as a whole. A severity decides: Cluster API and Azure's operator give it for that. Where the reason says
 * neither, the message does if it begins as an error's does.
 */
export function tellsOfError({ reason, message, severity }: { readonly [part in "reason" | "message" | "severity"]: string }): boolean {
  if (severity !== "") return severity === "Error";
  return isErrorReason(reason) || (!isWaitingReason(reason) && errorSentence.test(message));
}
