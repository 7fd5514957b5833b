/** The policy that werf's users write as annotations of an object: the same keys as an item of a spec has. https://werf.io/docs/latest/reference/deploy_annotations.html */

/** A spec's item, before its schema has looked at it, and which annotation each key came from. */
export type AnnotatedItem = { readonly item: { readonly [key: string]: unknown }; readonly annotationOf: ReadonlyMap<string, string> };

const prefix = "werf.io/";

type Reading = readonly [key: string, read: (text: string) => unknown];

const byName: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ["track-termination-mode", ["TrackTerminationMode", asIs]],
  ["fail-mode", ["FailMode", asIs]],
  ["failures-allowed-per-replica", ["AllowFailuresCount", asNumber]],
  ["no-activity-timeout", ["NoActivityTimeout", asIs]],
  ["log-regex", ["LogRegex", asIs]],
  ["log-regex-skip", ["LogRegexSkip", asIs]],
  ["skip-logs", ["SkipLogs", asFlag]],
  ["skip-logs-for-containers", ["SkipLogsForContainers", asList]],
  ["show-logs-only-for-containers", ["ShowLogsOnlyForContainers", asList]],
  ["show-logs-only-for-number-of-replicas", ["ShowLogsOnlyForNumberOfReplicas", asNumber]],
  ["show-service-messages", ["ShowServiceMessages", asFlag]],
]);

/** The container's name follows. */
const byContainer = [
  ["ignore-readiness-probe-fails-for-", "IgnoreReadinessProbeFailsByContainerName"],
  ["log-regex-for-", "LogRegexByContainerName"],
  ["log-regex-skip-for-", "LogRegexSkipByContainerName"],
] as const;

/** @param replicas of the object, for a budget that is said per replica */
export function annotatedItem(annotations: { readonly [name: string]: unknown }, replicas: number): AnnotatedItem {
  const item: { [key: string]: unknown } = {};
  const annotationOf = new Map<string, string>();
  for (const [annotation, value] of Object.entries(annotations)) {
    if (!annotation.startsWith(prefix)) continue;
    const name = annotation.slice(prefix.length);
    const [key, read] = byName.get(name) ?? [];
    const [start, containerKey] = byContainer.find(([each]) => name.startsWith(each) && name.length > each.length) ?? [];
    if (key !== undefined && read !== undefined) {
      const said = read(`${value}`.trim());
      item[key] = key === "AllowFailuresCount" && typeof said === "number" ? said * replicas : said;
      annotationOf.set(key, annotation);
    } else if (start !== undefined && containerKey !== undefined) {
      const container = name.slice(start.length);
      item[containerKey] = { ...Object(item[containerKey]), [container]: `${value}` };
      annotationOf.set(`${containerKey}.${container}`, annotation);
    }
  }
  return { item, annotationOf };
}

function asIs(text: string): string {
  return text;
}

/** What is no number stays a text, which the schema refuses. */
function asNumber(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** As Go's strconv.ParseBool takes it. */
function asFlag(text: string): boolean | string {
  if (/^(?:1|t|true)$/i.test(text)) return true;
  return /^(?:0|f|false)$/i.test(text) ? false : text;
}

function asList(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim()).filter((name) => name !== "");
}
