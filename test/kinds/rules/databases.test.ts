import { condition, conditions, judge } from "./judge.ts";

const datacenter = "cassandra.datastax.com/v1beta1 CassandraDatacenter";
const cassandra = "k8ssandra.io/v1alpha1 K8ssandraCluster";
const mysql = "mysql.oracle.com/v2 InnoDBCluster";
const opsManager = "mongodb.com/v1 MongoDBOpsManager";
const mongo = "mongodb.com/v1 MongoDB";
const redis = "app.redislabs.com/v1alpha1 RedisEnterpriseDatabase";
const crunchy = "postgres-operator.crunchydata.com/v1beta1 PostgresCluster";
const tenant = "minio.min.io/v2 Tenant";
const database = "postgresql.cnpg.io/v1 Database";
const location = "velero.io/v1 BackupStorageLocation";
const vitess = "planetscale.com/v2 VitessCluster";

judge([
  { title: "a data centre that is Ready and at rest is ready", of: datacenter, status: { cassandraOperatorProgress: "Ready", ...conditions(condition("Ready", "True")) }, is: "ready" },
  { title: "a data centre being updated is on its way", of: datacenter, status: { cassandraOperatorProgress: "Updating", ...conditions(condition("Ready", "True")) }, is: "progressing", reason: "status.cassandraOperatorProgress=Updating" },
  ...["Updating", "ScalingUp", "ScalingDown", "ReplacingNodes", "RollingRestart", "Resuming"].map((type) => ({ title: `a data centre that is ${type} is on its way`, of: datacenter, status: conditions(condition("Ready", "True"), condition(type, "True")), is: "progressing" as const, reason: `${type}=True` })),
  { title: "a stopped data centre is paused", of: datacenter, status: conditions(condition("Stopped", "True"), condition("Ready", "False")), is: "paused", reason: "Stopped=True" },
  { title: "a data centre that is not valid has failed", of: datacenter, status: conditions(condition("Valid", "False", "", "no such secret")), is: "failed", reason: "Valid=False", message: "no such secret" },
  { title: "a Cassandra cluster whose data centres are ready is ready", of: cassandra, status: { ...conditions(condition("CassandraInitialized", "True")), datacenters: { dc1: { cassandra: { cassandraOperatorProgress: "Ready", ...conditions(condition("Ready", "True")) } } }, error: "None" }, is: "ready" },
  { title: "a Cassandra cluster with a data centre being updated is on its way", of: cassandra, status: { ...conditions(condition("CassandraInitialized", "True")), datacenters: { dc1: { cassandra: { cassandraOperatorProgress: "Updating" } } } }, is: "progressing", reason: "status.datacenters.*.cassandra.cassandraOperatorProgress=Updating" },
  { title: "a Cassandra cluster with a data centre that is not ready is on its way", of: cassandra, status: { ...conditions(condition("CassandraInitialized", "True")), datacenters: { dc1: { cassandra: conditions(condition("Ready", "False")) } } }, is: "progressing", reason: "Ready=False" },
  { title: "a Cassandra cluster with an error says it", of: cassandra, status: { error: "no such storage class" }, is: "failed", reason: "status.error=no such storage class", message: "no such storage class" },
  { title: "a MySQL cluster that is online is ready", of: mysql, status: { cluster: { status: "ONLINE", onlineInstances: 3 } }, is: "ready" },
  { title: "a MySQL cluster that is partly online is on its way", of: mysql, status: { cluster: { status: "ONLINE_PARTIAL" } }, is: "progressing", reason: "status.cluster.status=ONLINE_PARTIAL" },
  { title: "a MySQL cluster without a quorum has failed", of: mysql, status: { cluster: { status: "NO_QUORUM" } }, is: "failed", reason: "status.cluster.status=NO_QUORUM" },
  { title: "an Ops Manager whose parts run is ready", of: opsManager, status: { opsManager: { phase: "Running" }, applicationDatabase: { phase: "Running" }, backup: { phase: "Disabled" } }, is: "ready" },
  { title: "an Ops Manager whose database is not there yet is on its way", of: opsManager, status: { opsManager: { phase: "Running" }, applicationDatabase: { phase: "Pending" } }, is: "progressing", reason: "status.*.phase=Pending" },
  { title: "an Ops Manager with a failed part has failed", of: opsManager, status: { opsManager: { phase: "Running", message: "" }, backup: { phase: "Failed" } }, is: "failed", reason: "status.*.phase=Failed" },
  { title: "a MongoDB that runs is ready", of: mongo, status: { phase: "Running" }, is: "ready" },
  { title: "a MongoDB that is being reconciled is on its way", of: mongo, status: { phase: "Reconciling", message: "" }, is: "progressing", reason: "status.phase=Reconciling" },
  { title: "a MongoDB of an unsupported form has failed", of: mongo, status: { phase: "Unsupported", message: "cannot change the type" }, is: "failed", reason: "status.phase=Unsupported", message: "cannot change the type" },
  { title: "a Redis database that is active is ready", of: redis, status: { status: "active" }, is: "ready" },
  { title: "a Redis database with a change on its way is on its way", of: redis, status: { status: "active-change-pending" }, is: "progressing", reason: "status.status=active-change-pending" },
  { title: "a Redis database that could not be created has failed", of: redis, status: { status: "creation-failed" }, is: "failed", reason: "status.status=creation-failed" },
  { title: "a Crunchy cluster whose instances are all updated and ready is ready", of: crunchy, status: { instances: [{ name: "00", replicas: 2, readyReplicas: 2, updatedReplicas: 2 }] }, is: "ready" },
  { title: "a Crunchy cluster with an instance that is not ready is on its way, whatever its repository says", of: crunchy, status: { instances: [{ name: "00", replicas: 1, readyReplicas: 1, updatedReplicas: 1 }, { name: "01", replicas: 2, readyReplicas: 1, updatedReplicas: 2 }], ...conditions(condition("PGBackRestRepoHostReady", "True")) }, is: "progressing", reason: "status.instances.*.readyReplicas", message: "status.instances.*: 1 of 2 readyReplicas" },
  { title: "a Crunchy cluster with an instance that is not updated is on its way", of: crunchy, status: { instances: [{ name: "00", replicas: 2, readyReplicas: 2 }] }, is: "progressing", reason: "status.instances.*.updatedReplicas", message: "status.instances.*: 0 of 2 updatedReplicas" },
  { title: "a Crunchy cluster without instances yet waits for them", of: crunchy, status: {}, is: "progressing", reason: "NotReported", message: "waiting for status.instances.*.replicas" },
  { title: "an initialized MinIO tenant is ready", of: tenant, status: { currentState: "Initialized", healthStatus: "green" }, is: "ready" },
  { title: "a MinIO tenant being provisioned is on its way", of: tenant, status: { currentState: "Provisioning Pool pool-0" }, is: "progressing", reason: "status.currentState=Provisioning Pool pool-0" },
  { title: "a MinIO tenant that heals is on its way", of: tenant, status: { currentState: "Initialized", healthStatus: "yellow" }, is: "progressing", reason: "status.healthStatus=yellow" },
  { title: "a MinIO tenant without a quorum has failed", of: tenant, status: { currentState: "Initialized", healthStatus: "red" }, is: "failed", reason: "status.healthStatus=red" },
  { title: "a second MinIO tenant in a namespace has failed", of: tenant, status: { currentState: "Another MinIO Tenant already exists in the namespace" }, is: "failed", reason: "status.currentState=Another MinIO Tenant already exists in the namespace" },
  { title: "a declared database that was applied is ready", of: database, status: { applied: true, observedGeneration: 1 }, is: "ready" },
  { title: "a declared database that could not be applied says why", of: database, status: { applied: false, message: "role app does not exist" }, is: "failed", reason: "status.applied=false", message: "role app does not exist" },
  { title: "a backup location that can be reached is ready", of: location, status: { phase: "Available" }, is: "ready" },
  { title: "a backup location that cannot be reached has failed", of: location, status: { phase: "Unavailable", message: "no such bucket" }, is: "failed", reason: "status.phase=Unavailable", message: "no such bucket" },
  { title: "a schedule of backups that is enabled is ready", of: "velero.io/v1 Schedule", status: { phase: "Enabled" }, is: "ready" },
  { title: "a schedule of backups that is wrong says why", of: "velero.io/v1 Schedule", status: { phase: "FailedValidation", validationErrors: ["no cron"] }, is: "failed", reason: "status.phase=FailedValidation", message: "no cron" },
  { title: "a Vitess cluster that is all up to date is ready", of: vitess, status: vitessStatus({}, {}), is: "ready" },
  { title: "a Vitess cluster with a tablet that is not ready is on its way", of: vitess, status: vitessStatus({ readyTablets: 2 }, {}), is: "progressing", reason: "status.keyspaces.*.readyTablets", message: "status.keyspaces.*: 2 of 3 readyTablets" },
  { title: "a Vitess cluster with a tablet that is not updated is on its way", of: vitess, status: vitessStatus({ updatedTablets: 1 }, {}), is: "progressing", reason: "status.keyspaces.*.updatedTablets", message: "status.keyspaces.*: 1 of 3 updatedTablets" },
  { title: "a Vitess cluster with a keyspace whose change waits for its turn is on its way", of: vitess, status: vitessStatus({ pendingChanges: "new image" }, {}), is: "progressing", reason: "status.keyspaces.*.pendingChanges=new image" },
  { title: "a Vitess cluster with a cell whose change waits for its turn is on its way", of: vitess, status: vitessStatus({}, { pendingChanges: "new image" }), is: "progressing", reason: "status.cells.*.pendingChanges=new image" },
  { title: "a Vitess cluster with a gateway that is not available is on its way", of: vitess, status: vitessStatus({}, { gatewayAvailable: "False" }), is: "progressing", reason: "status.cells.*.gatewayAvailable=False" },
  { title: "a Vitess cluster with a gateway of which nothing is known is on its way", of: vitess, status: vitessStatus({}, { gatewayAvailable: "Unknown" }), is: "progressing", reason: "status.cells.*.gatewayAvailable=Unknown" },
  { title: "a Vitess cluster without its lock server is on its way", of: vitess, status: { ...vitessStatus({}, {}), globalLockserver: { etcd: { available: "False" } } }, is: "progressing", reason: "status.globalLockserver.etcd.available=False" },
  { title: "a Vitess cluster of which nothing is reported is on its way", of: vitess, is: "progressing", reason: "NotReported", message: "waiting for status.cells.*.gatewayAvailable" },
]);

/** Of one keyspace of three tablets and two cells, all as they should be but for these fields of the keyspace and the second cell. */
function vitessStatus(keyspace: object, cell: object): object {
  const good = { gatewayAvailable: "True" };
  return { observedGeneration: 1, keyspaces: { commerce: { desiredTablets: 3, readyTablets: 3, updatedTablets: 3, ...keyspace } }, cells: { a: good, b: { ...good, ...cell } }, globalLockserver: { etcd: { available: "True" } } };
}
