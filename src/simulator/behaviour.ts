/** What the programs in a workload's Pods do: given in code, since nothing is really run. Times in milliseconds. */
export type LogLine = {
  /** After the line before, or after the start. */
  readonly afterMs: number;
  /** Without its newline. */
  readonly text: string;
};

export type ContainerBehaviour = {
  /** present: already on the node · pull: it takes so long · missing: pulling ends in this error, again and again. */
  readonly image: { readonly type: "present" } | { readonly type: "pull"; readonly ms: number } | { readonly type: "missing"; readonly error: string };
  readonly lines: readonly LogLine[];
  /** When the readiness probe first succeeds, after the start. Without a probe a container is ready at once. */
  readonly readyAfterMs: number;
  /** What the readiness probe says until then, in an `Unhealthy` event each second; "": nothing. */
  readonly unhealthy: string;
  /** How it ends; undefined: it runs on. */
  readonly exit: Exit | undefined;
};

export type Exit = {
  readonly code: number;
  readonly afterMs: number;
  /** Kubernetes' word; by default `Completed` for 0, else `Error`. */
  readonly reason?: "OOMKilled";
  /** After so many runs that ended it runs on. Default: never. */
  readonly timesMax?: number;
};

/** How each container of a workload's Pods behaves; one without an entry simply runs. */
export type Behaviour = { readonly [container: string]: ContainerBehaviour };

const plain: ContainerBehaviour = { image: { type: "present" }, lines: [], readyAfterMs: 0, unhealthy: "", exit: undefined };

/** A program that runs on. */
export function runs(given: Partial<ContainerBehaviour> = {}): ContainerBehaviour {
  return { ...plain, ...given };
}

/** A program that ends. */
export function exits(exit: Exit, given: Partial<ContainerBehaviour> = {}): ContainerBehaviour {
  return { ...plain, ...given, exit };
}

/** An image that no registry has. */
export function cannotPull(image: string): ContainerBehaviour {
  const error = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  return { ...plain, image: { type: "missing", error } };
}

/** Lines at an even pace. */
export function lines(everyMs: number, ...texts: readonly string[]): LogLine[] {
  return texts.map((text) => ({ afterMs: everyMs, text }));
}

export function behaviourOf(behaviour: Behaviour, container: string): ContainerBehaviour {
  return behaviour[container] ?? plain;
}
