/** Which colours a table gives to a target and what belongs to it. */
import type { FailMode } from "../core/target.ts";
import { type Paint, type Style, unpainted } from "./style.ts";

export type ProgressPaint = {
  readonly good: Paint;
  readonly waiting: Paint;
  readonly bad: Paint;
  /** Of the name of what has failed. */
  readonly failedName: Paint;
};

/** While one hopes nothing is lost, and who ignores failures is not warned of them. */
export function progressPaint(failMode: FailMode, { good, waiting, bad }: Style): ProgressPaint {
  switch (failMode) {
    case "FailWholeDeployProcessImmediately":
      return { good, waiting, bad, failedName: bad };
    case "HopeUntilEndOfDeployProcess":
      return { good, waiting, bad, failedName: waiting };
    case "IgnoreAndContinueDeployProcess":
      return { good, waiting: unpainted, bad: unpainted, failedName: unpainted };
  }
}
