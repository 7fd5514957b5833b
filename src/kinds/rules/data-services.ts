/** Databases, queues and storage that operators run. */
import type { Rule } from "./rule.ts";

export const dataServiceRules: readonly Rule[] = [
  {
    // https://strimzi.io/docs/operators/latest/configuring.html: a proposal waits for someone's approval.
    group: "kafka.strimzi.io",
    kinds: ["KafkaRebalance"],
    failed: [{ condition: "NotReady" }],
    paused: [{ condition: "ReconciliationPaused" }, { condition: "ProposalReady" }, { condition: "Stopped" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // NotReady is a condition of its own, and True.
    group: "kafka.strimzi.io",
    failed: [{ condition: "NotReady", exceptReasons: ["Creating"] }, { condition: "Ready", is: "False" }],
    paused: [{ condition: "ReconciliationPaused" }],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s: red is normal while changes are applied.
    group: "elasticsearch.k8s.elastic.co",
    failed: [
      { path: "status.phase", values: ["Invalid"] },
      { path: "status.health", values: ["red"], and: [{ path: "status.phase", values: ["Ready"] }] },
    ],
    ready: [{ path: "status.health", values: ["green"], and: [{ path: "status.phase", values: ["Ready"] }] }],
  },
  {
    // Kibana, Logstash, Beats and the others report their health alone.
    group: "*.k8s.elastic.co",
    failed: [{ path: "status.health", values: ["red"] }, { path: "status.associationStatus", values: ["Failed"] }],
    ready: [{ path: "status.health", values: ["green"], unless: [{ path: "status.associationStatus", values: ["Pending"] }] }],
  },
  {
    // https://cloudnative-pg.io/documentation/current/: the phase is a sentence.
    group: "postgresql.cnpg.io",
    kinds: ["Cluster"],
    failed: [
      {
        path: "status.phase",
        values: [
          "Cluster is unrecoverable and needs manual intervention",
          "Cluster is in an unrecoverable state, needs manual intervention",
          "Cluster cannot proceed to reconciliation due to an unknown plugin being required",
          "Cluster cannot proceed to reconciliation due to an error while interacting with plugins",
          "Cluster has incomplete or invalid image catalog",
          "Cluster cannot execute instance online upgrade due to missing architecture binary",
          "Unable to create required cluster objects",
        ],
      },
    ],
    paused: [{ path: "status.phase", values: ["Waiting for user action"] }, { condition: "cnpg.io/hibernation" }],
    ready: [{ path: "status.phase", values: ["Cluster in healthy state"] }],
    message: "status.phaseReason",
  },
  {
    group: "postgresql.cnpg.io",
    kinds: ["Backup"],
    failed: [{ path: "status.phase", values: ["failed", "walArchivingFailing"] }],
    ready: [{ path: "status.phase", values: ["completed"] }],
    message: "status.error",
  },
  {
    // https://rook.io/docs/rook/latest-release/CRDs/Cluster/ceph-cluster-crd/#ceph-status: HEALTH_WARN serves.
    group: "ceph.rook.io",
    kinds: ["CephCluster"],
    failed: [{ path: "status.ceph.health", values: ["HEALTH_ERR"] }, { path: "status.state", values: ["Error"] }, { path: "status.phase", values: ["Failure"] }],
    progressing: [{ path: "status.phase", except: ["Ready", "Connected"] }],
    ready: [{ path: "status.ceph.health", values: ["HEALTH_OK", "HEALTH_WARN"] }],
  },
  {
    group: "ceph.rook.io",
    failed: [{ path: "status.phase", values: ["Failure", "ReconcileFailed"] }],
    ready: [{ path: "status.phase", values: ["Ready", "Connected"] }],
  },
  {
    // https://www.rabbitmq.com/kubernetes/operator/using-operator#status-conditions
    group: "rabbitmq.com",
    kinds: ["RabbitmqCluster"],
    failed: [{ condition: "ReconcileSuccess", is: "False" }],
    ready: [{ condition: "ClusterAvailable", and: [{ condition: "AllReplicasReady" }] }],
  },
  {
    // https://www.rabbitmq.com/kubernetes/operator/using-topology-operator: queues, users, bindings and the rest.
    group: "rabbitmq.com",
    failed: [{ condition: "Ready", is: "False" }],
    ready: [{ condition: "Ready" }],
  },
  ...["pxc.percona.com", "psmdb.percona.com", "ps.percona.com"].flatMap(perconaRules),
  {
    // https://github.com/mongodb/mongodb-kubernetes-operator
    group: "mongodbcommunity.mongodb.com",
    failed: [{ path: "status.phase", values: ["Failed"] }],
    ready: [{ path: "status.phase", values: ["Running"] }],
  },
  {
    // https://docs.confluent.io/operator/current/co-manage-connectors.html
    group: "platform.confluent.io",
    kinds: ["Connector"],
    failed: [
      { path: "status.connectorState", values: ["FAILED"] },
      { path: "status.state", values: ["ERROR"] },
      { path: "status.failedTasksCount", except: ["0"] },
    ],
    paused: [{ path: "status.connectorState", values: ["PAUSED", "STOPPED"] }],
    ready: [{ path: "status.connectorState", values: ["RUNNING"] }],
  },
  {
    // https://docs.netapp.com/us-en/trident/trident-use/backend-kubectl.html
    group: "trident.netapp.io",
    kinds: ["TridentBackendConfig"],
    failed: [{ path: "status.lastOperationStatus", values: ["Failed"] }],
    ready: [{ path: "status.phase", values: ["Bound"], and: [{ path: "status.lastOperationStatus", values: ["Success"] }] }],
  },
  {
    // https://velero.io/docs/main/api-types/backup/
    group: "velero.io",
    kinds: ["Backup", "Restore", "PodVolumeBackup", "PodVolumeRestore"],
    failed: [{ path: "status.phase", values: ["Failed", "PartiallyFailed", "FailedValidation"] }],
    ready: [{ path: "status.phase", values: ["Completed"] }],
    message: "status.failureReason",
  },
];

/** https://docs.percona.com/percona-operator-for-mongodb/cr-statuses.html: a backup's words differ from a cluster's. */
function perconaRules(group: string): readonly Rule[] {
  const message = "status.message";
  return [
    {
      group,
      kinds: ["PerconaXtraDBCluster", "PerconaServerMongoDB", "PerconaServerMySQL"],
      failed: [{ path: "status.state", values: ["error"] }],
      paused: [{ path: "status.state", values: ["paused"] }],
      ready: [{ path: "status.state", values: ["ready"] }],
      message,
    },
    {
      group,
      failed: [{ path: "status.state", values: ["error", "failed", "rejected"] }],
      ready: [{ path: "status.state", values: ["ready", "succeeded"] }],
      message,
    },
  ];
}
