/** Tells what works until it is done from what works for ever. */
import { isRecord } from "./fields.ts";
import type { KubeObject } from "./kubernetes.ts";

const taskKind = /(run|workflow|backup|restore|task|job|migration|snapshot|export|import|upgrade|pipeline|experiment|test|analysis)$/i;
const taskFields = ["completionTime", "completedAt", "completionTimestamp", "finishedAt", "finishTime", "startedAt"] as const;

export function isTask({ kind, status }: KubeObject): boolean {
  return taskKind.test(kind) || (isRecord(status) && taskFields.some((field) => Object.hasOwn(status, field)));
}
