/** Who we are to the API server, kept fresh: tokens that rotate, plugins whose credentials expire. */

import type { ClientCertificate, ClusterAccess, ExecPlugin, ReadFile, RequestHeaders } from "./access.ts";
import { runExecPlugin, type PluginCredential, type PluginOptions } from "./exec-plugin.ts";

/** client-go's interval too: a service account's token rotates on disk. */
const tokenRereadMs = 60_000;

/** What one request is sent with. The same object as long as nothing changed. */
export type Credential = {
  readonly headers: RequestHeaders;
  readonly clientCertificate: ClientCertificate | undefined;
};

export type CredentialOptions = Omit<PluginOptions, "signal"> & {
  readonly readFile: ReadFile;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

type Access = Pick<ClusterAccess, "login" | "clientCertificate" | "impersonation">;

export class Credentials implements Disposable {
  readonly #access: Access;
  readonly #options: CredentialOptions;
  readonly #ended = new AbortController();
  #latest: Credential;
  /** When `#latest` has to be asked for anew. */
  #staleAt: number;
  #pluginRun: Promise<Credential> | undefined;

  constructor(access: Access, options: CredentialOptions) {
    this.#access = access;
    this.#options = options;
    this.#latest = this.#credential(initialAuthorization(access));
    this.#staleAt = firstStaleAt(access, options.now());
  }

  /** @throws UserError, exit code 4, when a plugin yields none. */
  async current(): Promise<Credential> {
    if (this.#options.now() < this.#staleAt) return this.#latest;
    return this.#renewed();
  }

  /** The server answered 401 to `rejected`. Returns undefined when there is nothing else to try. */
  async refreshed(rejected: Credential): Promise<Credential | undefined> {
    // Another request may have been faster.
    const fresh = this.#latest === rejected ? await this.#renewed() : this.#latest;
    return fresh === rejected ? undefined : fresh;
  }

  /** Ends a plugin that still runs. */
  [Symbol.dispose]() {
    this.#ended.abort();
  }

  async #renewed(): Promise<Credential> {
    const { login } = this.#access;
    if (login.type === "token-file") return this.#reread(login.path);
    if (login.type === "exec") return this.#runPlugin(login.plugin);
    return this.#latest;
  }

  /** The last good token stays while the file cannot be read or is empty. */
  #reread(path: string): Credential {
    this.#staleAt = this.#options.now() + tokenRereadMs;
    const token = readable(path, this.#options.readFile)?.trim();
    if (token) this.#replaceLatest(this.#credential(`Bearer ${token}`));
    return this.#latest;
  }

  #replaceLatest(next: Credential) {
    if (JSON.stringify(next) !== JSON.stringify(this.#latest)) this.#latest = next;
  }

  /** However many requests wait, one plugin runs. */
  #runPlugin(plugin: ExecPlugin): Promise<Credential> {
    this.#pluginRun ??= this.#pluginCredential(plugin).finally(() => (this.#pluginRun = undefined));
    return this.#pluginRun;
  }

  async #pluginCredential(plugin: ExecPlugin): Promise<Credential> {
    const result = await runExecPlugin(plugin, { ...this.#options, signal: this.#ended.signal });
    this.#latest = this.#credential(bearer(result), result.clientCertificate);
    this.#staleAt = result.expiresAt;
    return this.#latest;
  }

  #credential(authorization: string | undefined, clientCertificate = this.#access.clientCertificate): Credential {
    const { impersonation } = this.#access;
    const headers = authorization === undefined ? impersonation : { ...impersonation, Authorization: authorization };
    return { headers, clientCertificate };
  }
}

function bearer({ token }: PluginCredential): string | undefined {
  return token === undefined ? undefined : `Bearer ${token}`;
}

function initialAuthorization({ login }: Access): string | undefined {
  switch (login.type) {
    case "token":
    case "token-file":
      return `Bearer ${login.token}`;
    case "basic":
      return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
    case "exec":
    case "none":
      return undefined;
  }
}

function firstStaleAt({ login }: Access, now: number): number {
  if (login.type === "exec") return -Infinity;
  return login.type === "token-file" ? now + tokenRereadMs : Infinity;
}

/** A token that cannot be read this time is no reason to give up the one that works. */
function readable(path: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}
