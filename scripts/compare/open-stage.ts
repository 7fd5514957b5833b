/** Where a situation takes place: its namespaces, and what it has of the whole cluster. */
import type { KubeObject } from "../../test/e2e/api.ts";
import type { Cluster } from "../../test/e2e/lab.ts";
import { until } from "../../test/e2e/until.ts";
import type { Stage } from "./situation.ts";

/** The end of what it made is asked for at the disposal, not awaited. */
export class OpenStage implements Stage, AsyncDisposable {
  readonly #paths: string[] = [];

  constructor(
    private readonly situation: string,
    readonly cluster: Cluster,
  ) {}

  async open(suffix?: string): ReturnType<Stage["open"]> {
    const name = ["compare", this.situation, ...(suffix === undefined ? [] : [suffix])].join("-");
    await this.#isGone(`/api/v1/namespaces/${name}`);
    return await this.cluster.api.openNamespace(name);
  }

  async applyToCluster(object: KubeObject): Promise<void> {
    const path = `/apis/${object.apiVersion}/${object.kind.toLowerCase()}s/${object.metadata.name}`;
    await this.#isGone(path);
    await this.cluster.api.apply(object);
    await until(`${path} to be served`, async () => (isEstablished(await this.cluster.api.find(path)) ? true : undefined));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const path of this.#paths) await this.cluster.api.delete(path);
  }

  /** An earlier comparison's may still be on its way out, or have been left when that was interrupted. */
  async #isGone(path: string): Promise<void> {
    if ((await this.cluster.api.find(path))?.status?.phase === "Active") await this.cluster.api.delete(path);
    await until(`${path} to be gone`, async () => ((await this.cluster.api.find(path)) === undefined ? true : undefined));
    this.#paths.push(path);
  }
}

function isEstablished(object: KubeObject | undefined): boolean {
  return object?.status?.conditions?.some(({ type, status }) => type === "Established" && status === "True") ?? false;
}
