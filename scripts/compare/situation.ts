/** What a comparison is made of: something that happens in a cluster, and the spec that both programs are given for it. */
import type { KubeObject, Namespace } from "../../test/e2e/api.ts";
import type { Cluster } from "../../test/e2e/lab.ts";

export type Situation = {
  /** Names its namespaces, so that texts are the same in every run. */
  readonly name: string;
  /** Its words in the table; inline Markdown. */
  readonly title: string;
  /** What ours has to end with: a comparison that is lost is an error, not a row. */
  readonly exitCode: number;
  /** For both programs. */
  readonly args?: readonly string[];
  /** For ours alone. */
  readonly ourArgs?: readonly string[];
  /** How long after the start both get a SIGINT. */
  readonly interruptMs?: number;
  /** The lines to show, where they are not the last ones. */
  readonly shows?: RegExp;
  readonly arrange: (stage: Stage) => Promise<Scene>;
};

export type Stage = {
  readonly cluster: Cluster;
  /** A namespace of this situation; a second one has a suffix. */
  readonly open: (suffix?: string) => Promise<Namespace>;
  /** Applied now, deleted at the end: what is of the whole cluster. */
  readonly applyToCluster: (object: KubeObject) => Promise<void>;
};

export type Scene = {
  /** What both read from standard input. */
  readonly input: string;
  /** undefined: the cluster's own. */
  readonly kubeconfig?: string;
};
