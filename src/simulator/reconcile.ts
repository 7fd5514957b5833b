/** Which controller takes care of which kind. */
import type { Controllers } from "./controllers.ts";
import { reconcileDaemonSet } from "./daemon-set-controller.ts";
import { reconcileDeployment } from "./deployment-controller.ts";
import { reconcileJob } from "./job-controller.ts";
import { reconcileReplicaSet } from "./replica-set-controller.ts";
import { reconcileStatefulSet } from "./stateful-set-controller.ts";
import { isA, type Stored } from "./stored.ts";

export function reconcile(controllers: Controllers, workload: Stored): void {
  if (isA("Deployment", workload)) reconcileDeployment(controllers, workload);
  else if (isA("ReplicaSet", workload)) reconcileReplicaSet(controllers, workload);
  else if (isA("StatefulSet", workload)) reconcileStatefulSet(controllers, workload);
  else if (isA("DaemonSet", workload)) reconcileDaemonSet(controllers, workload);
  else if (isA("Job", workload)) reconcileJob(controllers, workload);
}
