/** What Kubernetes takes as a name. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */

/** A DNS subdomain: what Pods and all the kinds that make them may be called, up to `objectNameLengthMax`. */
export const objectName = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
export const objectNameLengthMax = 253;

/** A DNS label. */
export const namespaceName = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
