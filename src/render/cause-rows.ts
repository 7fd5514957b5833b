/** What is known of a cause besides its sentence: a row for each fact that the sentence does not tell, and the next command. */
import type { Cause, TargetSummary } from "../core/report.ts";
import { harmless } from "./harmless.ts";
import { outRow, type Row } from "./row.ts";
import { counted, joined } from "./words.ts";

/** So many changes of a template are told, and how many more there are. */
const changesShownMax = 6;

/** `po/web-7d4f-x2 container/main`; for what is about no Pod the target's label. */
export function causePlace({ label }: TargetSummary, { pod, container }: Cause): string {
  const object = pod === "" ? harmless(label) : `po/${harmless(pod)}`;
  return joined([object, container === "" ? "" : `container/${harmless(container)}`], " ");
}

export function factRows(target: TargetSummary, cause: Cause): readonly Row[] {
  const rows = [changesText(target, cause), factsText(target, cause), probeText(cause), messageText(cause), ...cause.warnings.map(warningText)];
  return rows.filter((text) => text !== "").map((text) => outRow(`  ${text}`));
}

/** Of the root alone: what follows from it needs no command of its own. */
export function nextRows({ causes }: TargetSummary): readonly Row[] {
  const command = causes[0]?.nextCommand ?? "";
  return command === "" ? [] : [outRow(`  next: ${harmless(command)}`)];
}

/** `deploy/web changed since revision 3: image shop/web:1 → shop/web:2, env +DB_URL` */
function changesText({ label }: TargetSummary, { templateChanges: { sinceRevision, changes } }: Cause): string {
  if (changes.length === 0) return "";
  const more = changes.length > changesShownMax ? `, and ${changes.length - changesShownMax} more` : "";
  return `${harmless(label)} changed since revision ${sinceRevision}: ${changes.slice(0, changesShownMax).map(harmless).join(", ")}${more}`;
}

/** `po/web-7d4f-x2 container/main: image shop/web:2, exit code 137 (SIGKILL, out of memory)` */
function factsText(target: TargetSummary, cause: Cause): string {
  const { image, restarts, sentence } = cause;
  const facts = joined(
    [
      image === "" || sentence.includes(image) ? "" : `image ${harmless(image)}`,
      exitText(cause),
      restarts === 0 || sentence.includes("restart") ? "" : counted(restarts, "restart"),
    ],
    ", ",
  );
  return facts === "" ? "" : `${causePlace(target, cause)}: ${facts}`;
}

/** Its meaning, and the words of a sentence that tells it. */
const exitWords: { readonly [reason in Cause["exitReason"]]?: { readonly text: string; readonly told: string } } = {
  OOMKilled: { text: "OOMKilled", told: "OOMKilled" },
  LivenessProbe: { text: "killed for its liveness probe", told: "liveness probe" },
  StartupProbe: { text: "killed for its startup probe", told: "startup probe" },
  NotExecutable: { text: "its shell found the command not executable", told: "command not executable" },
  CommandNotFound: { text: "its shell did not find the command", told: "did not find the command" },
};

/** Of what never ran, or was not seen to end, the code says nothing. */
function exitText({ exitCode, exitReason, signal, reason, sentence }: Cause): string {
  if (exitCode === undefined || exitReason === "CannotStart" || exitReason === "WrongArchitecture" || exitReason === "Lost") return "";
  const said = `${reason}: ${sentence}`;
  const meaning = exitWords[exitReason];
  const words = [said.includes(signal) ? "" : signal, meaning === undefined || said.includes(meaning.told) ? "" : meaning.text].filter((word) => word !== "");
  const isCodeTold = new RegExp(`\\b${exitCode}\\b`).test(sentence);
  if (isCodeTold && words.length === 0) return "";
  return `exit code ${exitCode}${words.length === 0 ? "" : ` (${words.join(", ")})`}`;
}

/** `liveness probe: GET :8080/healthz every 10 s, timeout 1 s, fails after 3 in a row` */
function probeText({ probe: { kind, definition } }: Cause): string {
  return kind === "" || definition === "" ? "" : `${kind} probe: ${harmless(definition)}`;
}

/** The longest of it that is shown. */
const messageMax = 300;

/** Not where the sentence is made of it, or the last lines have it: it may be the tail of the log. */
function messageText({ terminationMessage, exitReason, sentence, lastLines, previousLines }: Cause): string {
  if (exitReason === "CannotStart" || exitReason === "WrongArchitecture") return "";
  const [first = "", last = ""] = [terminationMessage.split("\n")[0], terminationMessage.split("\n").at(-1)].map((line) => line?.trim() ?? "");
  const isTold = (line: string) => sentence.includes(line) || [...lastLines, ...previousLines].some((logged) => logged.includes(line));
  if (terminationMessage === "" || (isTold(first) && isTold(last))) return "";
  const text = harmless(terminationMessage);
  return `termination message: ${text.length > messageMax ? `${text.slice(0, messageMax - 1)}…` : text}`;
}

function warningText({ reason, message, count }: Cause["warnings"][number]): string {
  return `warning: ${joined([harmless(reason), harmless(message)], ": ")}${count > 1 ? ` (×${count})` : ""}`;
}
