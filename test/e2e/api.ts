/** What these tests do in the cluster and see of it, by plain HTTP: make namespaces, apply objects, look, watch. */
import { until } from "./until.ts";

/** The fields of any object that these tests write or look at. */
export type KubeObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly generation?: number };
  readonly spec?: Spec;
  readonly status?: Status;
  /** Of an Event. */
  readonly message?: string;
  readonly count?: number;
};

type Spec = PodSpec & {
  readonly replicas?: number;
  readonly template?: { readonly spec: PodSpec };
};

type PodSpec = { readonly containers?: readonly { readonly readinessProbe?: object }[] };

type Status = {
  readonly phase?: string;
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly desiredNumberScheduled?: number;
  readonly updatedNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly containerStatuses?: readonly ContainerStatus[];
  /** Of a SubjectAccessReview. */
  readonly allowed?: boolean;
  /** Of a TokenRequest. */
  readonly token?: string;
};

export type ContainerStatus = { readonly name: string; readonly restartCount: number; readonly state?: { readonly waiting?: { readonly reason?: string } } };

/** What a watch showed, and when (ms since the epoch). */
export type Observation = { readonly at: number; readonly object: KubeObject };

export class Api {
  #namespacesMade = 0;

  constructor(private readonly url: string) {}

  /** A namespace of one test: pods can be made in it; its end is asked for at the disposal, not awaited. */
  async makeNamespace(story: string): Promise<Namespace> {
    this.#namespacesMade += 1;
    const name = `${story.slice(0, 40)}-${process.pid.toString(36)}${this.#namespacesMade.toString(36)}`;
    await this.openNamespace(name);
    return new Namespace(this, name);
  }

  async openNamespace(name: string): Promise<Namespace> {
    await this.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    await until(`the service account of namespace ${name}`, () => this.find(`/api/v1/namespaces/${name}/serviceaccounts/default`));
    return new Namespace(this, name);
  }

  async apply(object: KubeObject): Promise<KubeObject> {
    return this.#ask("PATCH", `${pathOf(object)}?fieldManager=test&force=true`, object, "application/apply-patch+yaml");
  }

  async create(path: string, body: object): Promise<KubeObject> {
    return this.#ask("POST", path, body, "application/json");
  }

  async delete(path: string): Promise<void> {
    await this.#ask("DELETE", path, { propagationPolicy: "Background" }, "application/json");
  }

  async find(path: string): Promise<KubeObject | undefined> {
    const response = await fetch(this.url + path);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return JSON.parse(await response.text());
  }

  watch(path: string): Watch {
    return new Watch(`${this.url}${path}?watch=true`);
  }

  async #ask(method: string, path: string, body: object, type: string): Promise<KubeObject> {
    const response = await fetch(this.url + path, { method, body: JSON.stringify(body), headers: { "content-type": type } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }
}

/** Those that only one test may meet go with its namespace; a StorageClass hurts nobody. */
const clusterWide = new Set(["Node", "StorageClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]);

export class Namespace implements AsyncDisposable {
  readonly #clusterWide: KubeObject[] = [];

  constructor(
    readonly api: Api,
    readonly name: string,
  ) {}

  async apply(...objects: readonly KubeObject[]): Promise<void> {
    for (const object of objects) await this.api.apply(this.#placed(object));
    this.#clusterWide.push(...objects.filter(({ kind }) => clusterWide.has(kind) && kind !== "StorageClass"));
  }

  /** Resolves when the object is as the condition wants it. */
  async until(object: KubeObject, isThere: (object: KubeObject) => boolean): Promise<KubeObject> {
    const path = pathOf(this.#placed(object));
    return until(`${path} to be as wanted`, async () => {
      const found = await this.api.find(path);
      return found !== undefined && isThere(found) ? found : undefined;
    });
  }

  watch(apiVersion: string, kind: string): Watch {
    return this.api.watch(collectionOf({ apiVersion, kind, metadata: { name: "", namespace: this.name } }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.api.delete(`/api/v1/namespaces/${this.name}`);
    for (const object of this.#clusterWide) await this.api.delete(pathOf(object));
  }

  /** A scenario's own Namespace stands for this one: its labels count. */
  #placed(object: KubeObject): KubeObject {
    if (object.kind === "Namespace") return { ...object, metadata: { ...object.metadata, name: this.name } };
    return clusterWide.has(object.kind) ? object : { ...object, metadata: { ...object.metadata, namespace: this.name } };
  }
}

/** Everything a collection shows from its opening on. */
class Watch implements AsyncDisposable {
  readonly seen: Observation[] = [];
  readonly #closing = new AbortController();
  readonly #read: Promise<void>;

  constructor(url: string) {
    this.#read = this.#readAll(url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#read;
  }

  async #readAll(url: string): Promise<void> {
    const { signal } = this.#closing;
    try {
      const response = await fetch(url, { signal });
      let rest = "";
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) this.seen.push({ at: Date.now(), object: JSON.parse(line).object });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

function pathOf(object: KubeObject): string {
  return `${collectionOf(object)}/${object.metadata.name}`;
}

function collectionOf({ apiVersion, kind, metadata: { namespace } }: KubeObject): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = `${kind.toLowerCase()}${kind.endsWith("s") ? "es" : "s"}`.replace(/([^aeiou])ys$/, "$1ies");
  return `${root}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${plural}`;
}
