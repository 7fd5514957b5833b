import { condition, conditions, judge } from "./judge.ts";

const kafka = "kafka.strimzi.io/v1beta2 Kafka";
const elasticsearch = "elasticsearch.k8s.elastic.co/v1 Elasticsearch";
const postgres = "postgresql.cnpg.io/v1 Cluster";
const ceph = "ceph.rook.io/v1 CephCluster";
const rabbit = "rabbitmq.com/v1beta1 RabbitmqCluster";

judge([
  { title: "a Kafka that is being created is on its way", of: kafka, status: conditions(condition("NotReady", "True", "Creating")), is: "progressing", reason: "NotReported", message: "waiting for condition Ready" },
  { title: "a Kafka that is not ready has failed", of: kafka, status: conditions(condition("NotReady", "True", "InvalidResourceException")), is: "failed", reason: "NotReady=True (InvalidResourceException)" },
  { title: "a Kafka whose reconciliation is paused is paused", of: kafka, status: conditions(condition("ReconciliationPaused", "True")), is: "paused", reason: "ReconciliationPaused=True" },
  { title: "a proposal waits for approval", of: "kafka.strimzi.io/v1beta2 KafkaRebalance", status: conditions(condition("ProposalReady", "True")), is: "paused", reason: "ProposalReady=True" },
  { title: "a green Elasticsearch is ready", of: elasticsearch, status: { phase: "Ready", health: "green" }, is: "ready" },
  { title: "a red Elasticsearch that applies changes is on its way", of: elasticsearch, status: { phase: "ApplyingChanges", health: "red" }, is: "progressing", reason: "status.health=red" },
  { title: "a red Elasticsearch has failed", of: elasticsearch, status: { phase: "Ready", health: "red" }, is: "failed", reason: "status.health=red" },
  { title: "a yellow Elasticsearch is on its way", of: elasticsearch, status: { phase: "Ready", health: "yellow" }, is: "progressing", reason: "status.health=yellow" },
  { title: "a green Kibana is ready", of: "kibana.k8s.elastic.co/v1 Kibana", status: { health: "green", associationStatus: "Established" }, is: "ready" },
  { title: "a cluster of Postgres in its healthy state is ready", of: postgres, status: { phase: "Cluster in healthy state" }, is: "ready" },
  { title: "a cluster of Postgres that sets up its primary is on its way", of: postgres, status: { phase: "Setting up primary", phaseReason: "Creating web-1" }, is: "progressing", reason: "status.phase=Setting up primary", message: "Creating web-1" },
  { title: "an unrecoverable cluster of Postgres has failed", of: postgres, status: { phase: "Cluster is unrecoverable and needs manual intervention" }, is: "failed", reason: "status.phase=Cluster is unrecoverable and needs manual intervention" },
  { title: "a Ceph that warns serves", of: ceph, status: { phase: "Ready", ceph: { health: "HEALTH_WARN" } }, is: "ready" },
  { title: "a Ceph with errors has failed", of: ceph, status: { phase: "Ready", ceph: { health: "HEALTH_ERR" } }, is: "failed", reason: "status.ceph.health=HEALTH_ERR" },
  { title: "a Ceph that is worked at is on its way", of: ceph, status: { phase: "Progressing", ceph: { health: "HEALTH_OK" } }, is: "progressing", reason: "status.phase=Progressing" },
  { title: "a pool that failed has failed", of: "ceph.rook.io/v1 CephBlockPool", status: { phase: "Failure" }, is: "failed", reason: "status.phase=Failure" },
  { title: "a RabbitMQ needs all of its replicas", of: rabbit, status: conditions(condition("ClusterAvailable", "True"), condition("AllReplicasReady", "False", "NotAllPodsReady")), is: "progressing", reason: "ClusterAvailable=True" },
  { title: "a queue that could not be created has failed", of: "rabbitmq.com/v1beta1 Queue", status: conditions(condition("Ready", "False", "FailedCreateOrUpdate")), is: "failed", reason: "Ready=False (FailedCreateOrUpdate)" },
  { title: "a database of Percona in error says why", of: "pxc.percona.com/v1 PerconaXtraDBCluster", status: { state: "error", message: "no secret" }, is: "failed", reason: "status.state=error", message: "no secret" },
  { title: "a backup of Percona that is ready is ready", of: "psmdb.percona.com/v1 PerconaServerMongoDBBackup", status: { state: "ready" }, is: "ready" },
  { title: "a MongoDB that runs is ready", of: "mongodbcommunity.mongodb.com/v1 MongoDBCommunity", status: { phase: "Running" }, is: "ready" },
  { title: "a connector with a failed task has failed", of: "platform.confluent.io/v1beta1 Connector", status: { connectorState: "RUNNING", failedTasksCount: 1 }, is: "failed", reason: "status.failedTasksCount=1" },
  { title: "a storage backend whose update failed has failed", of: "trident.netapp.io/v1 TridentBackendConfig", status: { phase: "Bound", lastOperationStatus: "Failed", message: "bad login" }, is: "failed", reason: "status.lastOperationStatus=Failed", message: "bad login" },
  { title: "a backup in part has failed", of: "velero.io/v1 Backup", status: { phase: "PartiallyFailed" }, is: "failed", reason: "status.phase=PartiallyFailed" },
  { title: "a backup that was completed is ready", of: "velero.io/v1 Backup", status: { phase: "Completed" }, is: "ready" },
]);
