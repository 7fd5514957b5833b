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
    this.sources = [...followed, ...this.#evidence(pods, incidents, followed, isEnded)];
  }

  /** Whose last lines are needed as a cause, and will not be read otherwise. */
  #evidence(pods: readonly Family<Pod>[], incidents: readonly Incident[], followed: readonly LogSource[], isEnded: IsEnded): LogSource[] {
    const isRead = ({ podUid, container, run }: LogSource) => followed.some((log) => log.podUid === podUid && log.container === container && log.run === run);
    return incidents.flatMap(({ pod: name, container }) => {
      const pod = podNamed(pods, name);
      const source = pod === undefined || container === "" ? undefined : lastLinesOf(pod, container);
      if (source === undefined || isEnded(source) || isRead(source)) return [];
      return this.history.container(source.podUid, name, container).tail.run >= source.run ? [] : [source];
    });
  }

  /** When the run ends only this is still read: the last lines of what failed, and logs of runs that are over. */
  keepLast(pods: readonly Family<Pod>[], failing: readonly Incident[], isDrained: boolean): void {
    const isCause = ({ pod, container }: LogSource) => failing.some((incident) => incident.pod === pod && incident.container === container);
    this.sources = this.sources.filter((source) => (source.tail > 0 ? isCause(source) : !isDrained || isRunOver(source, podNamed(pods, source.pod))));
  }
}

function podNamed(pods: readonly Family<Pod>[], name: string): Pod | undefined {
  return pods.find(({ object }) => object.metadata?.name === name)?.object;
}

function isRunOver({ container, run }: LogSource, pod: Pod | undefined): boolean {
  const status = pod === undefined ? undefined : containersOf(pod).find((each) => each.name === container);
  return status === undefined || status.restartCount > run || Boolean(status.state?.terminated) || (failedRun(status) ?? -1) >= run;
}
