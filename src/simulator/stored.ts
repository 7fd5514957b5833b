/** Objects as the simulated server keeps them: with everything that a real server adds to their metadata. */
import type {
  DaemonSet,
  Deployment,
  Event,
  Job,
  KubeObject,
  ObjectMeta,
  OwnerReference,
  Pod,
  ReplicaSet,
  StatefulSet,
} from "../kinds/kubernetes.ts";

type KindMap = {
  Pod: Pod;
  ReplicaSet: ReplicaSet;
  Deployment: Deployment;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  Job: Job;
  Event: Event;
};
export type Kind = keyof KindMap;

export type Stored = KubeObject & {
  readonly metadata: ObjectMeta & {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
  };
};

export type StoredOf<K extends Kind> = Stored & KindMap[K];

/** Names one object. Without a namespace it is `default`, or none where the kind has none. */
export type Ref = { readonly kind: string; readonly name: string; readonly namespace?: string; readonly apiVersion?: string };

/** Our own controllers write these kinds, and whoever steers the simulator vouches for what is applied. */
export function isA<K extends Kind>(kind: K, object: Stored | undefined): object is StoredOf<K> {
  return object?.kind === kind;
}

export function ownerOf({ metadata }: Stored): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** The owner references of what a controller creates for `owner`. */
export function ownedBy({ apiVersion, kind, metadata }: Stored): OwnerReference[] {
  return [{ apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true }];
}

export function namespaceOf({ metadata }: KubeObject): string {
  return metadata.namespace ?? "";
}
