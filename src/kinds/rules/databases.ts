/** Databases and their kin whose words the general conventions would not understand. */
import type { Rule } from "./rule.ts";

export const databaseRules: readonly Rule[] = [
  {
    // https://docs.k8ssandra.io/components/cass-operator/: `Updating` and the like say what is being done.
    group: "cassandra.datastax.com",
    kinds: ["CassandraDatacenter"],
    failed: [{ condition: "Valid", is: "False" }],
    paused: [{ condition: "Stopped" }],
    progressing: [
      { path: "status.cassandraOperatorProgress", values: ["Updating"] },
      { condition: "Updating" },
      { condition: "ScalingUp" },
      { condition: "ScalingDown" },
      { condition: "ReplacingNodes" },
      { condition: "RollingRestart" },
      { condition: "Resuming" },
    ],
    ready: [{ condition: "Ready" }],
  },
  {
    // https://docs.k8ssandra.io/reference/crd/k8ssandra-operator-crds-latest/: one data centre after the other, each with its own status.
    group: "k8ssandra.io",
    kinds: ["K8ssandraCluster"],
    failed: [{ path: "status.error", except: ["", "None"] }],
    progressing: [
      { path: "status.datacenters.*.cassandra.cassandraOperatorProgress", values: ["Updating"] },
      { condition: "Ready", is: "False", at: "status.datacenters.*.cassandra.conditions" },
    ],
    ready: [{ condition: "CassandraInitialized" }],
    message: "status.error",
  },
  {
    // https://dev.mysql.com/doc/mysql-operator/en/mysql-operator-innodbcluster-common.html
    group: "mysql.oracle.com",
    kinds: ["InnoDBCluster"],
    failed: [{ path: "status.cluster.status", values: ["NO_QUORUM", "NO_QUORUM_UNCERTAIN", "SPLIT_BRAIN", "SPLIT_BRAIN_UNCERTAIN", "INVALID"] }],
    ready: [{ path: "status.cluster.status", values: ["ONLINE"] }],
  },
  {
    // https://www.mongodb.com/docs/kubernetes/current/reference/k8s-operator-om-specification/: three parts with a phase each.
    group: "mongodb.com",
    kinds: ["MongoDBOpsManager"],
    failed: [{ path: "status.*.phase", values: ["Failed", "Unsupported"] }],
    progressing: [{ path: "status.*.phase", except: ["Running", "Disabled"] }],
    ready: [{ path: "status.opsManager.phase", values: ["Running"] }],
    message: "status.opsManager.message",
  },
  {
    // https://www.mongodb.com/docs/kubernetes/current/reference/troubleshooting/: Running, Pending, Reconciling, Failed and Unsupported.
    group: "mongodb.com",
    failed: [{ path: "status.phase", values: ["Failed", "Unsupported"] }],
    ready: [{ path: "status.phase", values: ["Running", "Updated"] }],
    message: "status.message",
  },
  {
    // https://redis.io/docs/latest/operate/kubernetes/reference/api/redis_enterprise_database_api/
    group: "app.redislabs.com",
    kinds: ["RedisEnterpriseDatabase"],
    failed: [{ path: "status.status", values: ["creation-failed"] }],
    ready: [{ path: "status.status", values: ["active"] }],
  },
  {
    // https://access.crunchydata.com/documentation/postgres-operator/latest/references/crd: counted for each set of instances; no condition
    // speaks of them.
    group: "postgres-operator.crunchydata.com",
    kinds: ["PostgresCluster"],
    progressing: [
      { within: "status.instances.*", less: ["updatedReplicas", "replicas"] },
      { within: "status.instances.*", less: ["readyReplicas", "replicas"] },
    ],
    ready: [{ path: "status.instances.*.replicas" }],
  },
  {
    // https://min.io/docs/minio/kubernetes/upstream/reference/operator-crd.html: the state is a sentence; red has lost its quorum.
    group: "minio.min.io",
    kinds: ["Tenant"],
    failed: [
      { path: "status.healthStatus", values: ["red"] },
      { path: "status.currentState", values: ["Another MinIO Tenant already exists in the namespace", "Different TLS configuration", "Missing credentials"] },
    ],
    progressing: [{ path: "status.healthStatus", values: ["yellow"] }],
    ready: [{ path: "status.currentState", values: ["Initialized"] }],
  },
  {
    // https://cloudnative-pg.io/documentation/current/declarative_database_management/: whether it was applied, else why not.
    group: "postgresql.cnpg.io",
    kinds: ["Database", "Publication", "Subscription"],
    failed: [{ path: "status.applied", values: ["false"] }],
    ready: [{ path: "status.applied", values: ["true"] }],
    message: "status.message",
  },
  {
    // https://github.com/planetscale/vitess-operator/blob/main/docs/api.md: counted for each keyspace, and each cell has its gateway.
    group: "planetscale.com",
    kinds: ["VitessCluster"],
    progressing: [
      { within: "status.keyspaces.*", less: ["readyTablets", "desiredTablets"] },
      { within: "status.keyspaces.*", less: ["updatedTablets", "desiredTablets"] },
      { path: "status.keyspaces.*.pendingChanges", except: [""] },
      { path: "status.cells.*.pendingChanges", except: [""] },
      { path: "status.cells.*.gatewayAvailable", values: ["False", "Unknown"] },
      { path: "status.globalLockserver.etcd.available", values: ["False", "Unknown"] },
    ],
    ready: [{ path: "status.cells.*.gatewayAvailable", values: ["True"] }],
  },
  {
    // https://velero.io/docs/main/api-types/backupstoragelocation/
    group: "velero.io",
    kinds: ["BackupStorageLocation"],
    failed: [{ path: "status.phase", values: ["Unavailable"] }],
    ready: [{ path: "status.phase", values: ["Available"] }],
    message: "status.message",
  },
  {
    // https://velero.io/docs/main/api-types/schedule/: its backups are not this rollout's business.
    group: "velero.io",
    kinds: ["Schedule"],
    failed: [{ path: "status.phase", values: ["FailedValidation"] }],
    ready: [{ path: "status.phase", values: ["Enabled"] }],
    message: "status.validationErrors.*",
  },
];
