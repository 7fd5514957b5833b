/** Which resources the server knows. Only what is needed is asked, and nothing twice. */
import { exitCodes } from "../exit-codes.ts";
import { UserError } from "../user-error.ts";
import { classicResources } from "./classic-resources.ts";
import { getJson, type JsonResponse } from "./get-json.ts";
import { matching, qualifiedName, type ResourceQuery } from "./resource-query.ts";
import { servedResources, servedVersions, toldResources, type Resource, type ServedResource, type ServedVersion } from "./served-resource.ts";
import type { Transport } from "./transport.ts";
import { ambiguous, unknownResource, type Suggest } from "./unknown-resource.ts";

/** All groups with all their resources in one answer, where the server can (1.26, by default since 1.27); else the groups alone. */
const aggregated = ["v2", "v2beta1"].map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`);
const acceptAggregated = [...aggregated, "application/json"].join(",");

/** Requests at once to a server that has to be asked for each version of each group. */
const requestsMax = 20;

export class Discovery {
  readonly #answers = new Map<string, Promise<readonly ServedVersion[]>>();

  /** `suggest` finds the known word nearest to a mistyped one. */
  constructor(
    private readonly transport: Transport,
    private readonly suggest: Suggest,
  ) {}

  /**
   * The resource that the query means. The classic kinds cost no request, a kind with its version one, all else two.
   * Where Kubernetes' own groups and others have the same name, Kubernetes' own is meant.
   * @throws UserError: exit code 2 when the server does not know it, or several; 4 when the server refused or could not tell.
   * @throws ConnectionError when there was no answer.
   */
  async resolve(query: ResourceQuery): Promise<Resource> {
    const found = matching(query, classicResources)[0] ?? (await this.#exact(query)) ?? (await this.#amongAll(query));
    const { apiVersion, kind, plural, namespaced } = found;
    if (!found.watchable) throw new UserError(`${qualifiedName(found)} cannot be tracked: the server does not let anyone watch them`);
    return { apiVersion, kind, plural, namespaced };
  }

  async #exact(query: ResourceQuery): Promise<ServedResource | undefined> {
    if (typeof query === "string" || !query.version) return undefined;
    const [answer] = await this.#version(query.group, query.version);
    if (answer?.type === "unanswered") throw answer.problem;
    return answer?.type === "told" ? matching(query, answer.resources)[0] : undefined;
  }

  async #amongAll(query: ResourceQuery): Promise<ServedResource> {
    const versions = await this.#allVersions();
    const matches = matching(query, toldResources(versions));
    const own = matches.find(({ group }) => isKubernetesOwn(group));
    if (own !== undefined) return own;
    const [found, ...others] = matches;
    if (found === undefined) throw unknownResource(query, versions, this.suggest);
    if (others.length > 0) throw ambiguous(query, matches);
    return found;
  }

  #version(group: string, version: string): Promise<readonly ServedVersion[]> {
    const path = versionPath(group, version);
    return this.#once(path, async () => {
      const answer = await getJson(this.transport, { path });
      return [answeredVersion(path, answer, group, version)];
    });
  }

  #allVersions(): Promise<readonly ServedVersion[]> {
    return this.#once("/", async () => (await Promise.all([this.#versionsBelow("/api"), this.#versionsBelow("/apis")])).flat());
  }

  async #versionsBelow(path: "/api" | "/apis"): Promise<readonly ServedVersion[]> {
    const answer = await getJson(this.transport, { path, accept: acceptAggregated });
    if (answer.status === 404) return [];
    if (!isSuccess(answer)) throw refusal(path, answer);
    const versions = servedVersions(answer.body);
    if (versions === undefined) throw new UserError(`${this.transport.server} answered GET ${path} with no list of API groups — is it an API server?`, exitCodes.refused);
    return await this.#told(versions);
  }

  async #told(versions: readonly ServedVersion[]): Promise<readonly ServedVersion[]> {
    const told: ServedVersion[] = [];
    for (let start = 0; start < versions.length; start += requestsMax) {
      const some = versions.slice(start, start + requestsMax);
      const answers = some.map((each) => (each.type === "untold" ? this.#version(each.group, each.version) : [each]));
      told.push(...(await Promise.all(answers)).flat());
    }
    return told;
  }

  /** Who asks while the answer is on its way waits for the same one. Without an answer the next one asks anew. */
  #once(path: string, ask: () => Promise<readonly ServedVersion[]>): Promise<readonly ServedVersion[]> {
    const known = this.#answers.get(path);
    if (known !== undefined) return known;
    const answer = ask();
    this.#answers.set(path, answer);
    answer.then(undefined, () => this.#answers.delete(path));
    return answer;
  }
}

function versionPath(group: string, version: string): string {
  const root = group === "" ? "/api" : `/apis/${encodeURIComponent(group)}`;
  return `${root}/${encodeURIComponent(version)}`;
}

function answeredVersion(path: string, answer: JsonResponse, group: string, version: string): ServedVersion {
  if (answer.status === 404) return { type: "told", group, version, resources: [] };
  if (!isSuccess(answer)) return { type: "unanswered", group, version, problem: refusal(path, answer) };
  return { type: "told", group, version, resources: servedResources(answer.body, group, version) };
}

function isSuccess({ status }: JsonResponse): boolean {
  return status >= 200 && status < 300;
}

function refusal(path: string, { status, message }: JsonResponse): UserError {
  const code = `HTTP ${status}`;
  const why = message === code ? "" : `: ${message}`;
  return new UserError(`cannot learn which resources there are: the server answered GET ${path} with ${code}${why}`, exitCodes.refused);
}

/** Nobody else may define resources there: https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/2337-k8s.io-group-protection */
function isKubernetesOwn(group: string): boolean {
  return !group.includes(".") || group.endsWith(".k8s.io");
}
