/** Which logs of a target's are read now: those to show, and the last lines of what fails. */
import type { Assessment, Family, Incident } from "../kinds/assessment.ts";
import type { Pod } from "../kinds/kubernetes.ts";
import { ChosenPods } from "./chosen-pods.ts";
import type { LogSource } from "./fact.ts";
import type { History } from "./history.ts";
import type { Moment } from "./moment.ts";
import type { Target } from "./target.ts";
import { containersOf, failedRun, lastLinesOf, logsOf } from "./wanted-sources.ts";

type IsEnded = (source: LogSource) => boolean;

export class TargetLogs {
  sources: readonly LogSource[] = [];
  readonly #chosen: ChosenPods;

  constructor(
    readonly target: Target,
    readonly history: History,
  ) {
    this.#chosen = new ChosenPods(target.logs.replicasMax);
  }

  /** Names the logs to follow or to read now. @param sinceMs lines before are not shown (server time) */
  set({ pods, incidents }: Assessment, sinceMs: number, { serverMs }: Moment, isEnded: IsEnded): void {
    const need = { target: this.target, sinceMs, nowMs: serverMs, isEnded };
    const memory = ({ metadata }: Pod) => this.history.pod(metadata?.uid ?? "", metadata?.name ?? "");
    const followed = this.#chosen.of(pods.map(({ object }) => object)).flatMap((pod) => logsOf(pod, memory(pod), need));
    this.sources = [...followed, ...this.#evidence(byName(pods), incidents, followed, isEnded)];
  }

  /** Whose last lines are needed as a cause, and will not be read otherwise. */
  #evidence(pods: PodsByName, incidents: readonly Incident[], followed: readonly LogSource[], isEnded: IsEnded): LogSource[] {
    const read = new Set(followed.map(runKey));
    return incidents.flatMap(({ pod: name, container }) => {
      const pod = pods.get(name);
      const source = pod === undefined || container === "" ? undefined : lastLinesOf(pod, container);
      if (source === undefined || isEnded(source) || read.has(runKey(source))) return [];
      return this.history.container(source.podUid, name, container).tail.run >= source.run ? [] : [source];
    });
  }

  /** When the run ends only this is still read: the last lines of what failed, and logs of runs that are over. */
  keepLast(pods: readonly Family<Pod>[], failing: readonly Incident[], isDrained: boolean): void {
    const causes = new Set(failing.map(({ pod, container }) => `${pod}/${container}`));
    const there = byName(pods);
    this.sources = this.sources.filter((source) => (source.tail > 0 ? causes.has(`${source.pod}/${source.container}`) : !isDrained || isRunOver(source, there.get(source.pod))));
  }
}

type PodsByName = ReadonlyMap<string, Pod>;

function byName(pods: readonly Family<Pod>[]): PodsByName {
  return new Map(pods.map(({ object }) => [object.metadata?.name ?? "", object]));
}

/** The same text for the same run of a container, however it is read. */
function runKey({ podUid, container, run }: LogSource): string {
  return `${podUid}/${container}/${run}`;
}

function isRunOver({ container, run }: LogSource, pod: Pod | undefined): boolean {
  const status = pod === undefined ? undefined : containersOf(pod).find((each) => each.name === container);
  return status === undefined || status.restartCount > run || Boolean(status.state?.terminated) || (failedRun(status) ?? -1) >= run;
}
