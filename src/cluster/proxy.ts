/** Which proxy, if any, leads to the API server. The rules are Go's: https://pkg.go.dev/golang.org/x/net/http/httpproxy */

import { BlockList, isIP, isIPv4 } from "node:net";
import { UserError } from "../user-error.ts";
import type { Environment } from "./access.ts";

/**
 * Returns the proxy's URL. The cluster's own `proxy-url` is obeyed for every host; the environment's never
 * leads to a loopback address and yields to NO_PROXY.
 */
export function proxyFor(server: URL, clusterProxyUrl: string | undefined, env: Environment): string | undefined {
  if (clusterProxyUrl !== undefined) return usableProxy(clusterProxyUrl, "proxy-url of the kubeconfig");
  const name = server.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = env[name] || env[name.toLowerCase()];
  if (!value || isLoopback(server) || isExempt(server, env["NO_PROXY"] || env["no_proxy"] || "")) return undefined;
  return usableProxy(value.includes("://") ? value : `http://${value}`, name);
}

function usableProxy(text: string, origin: string): string {
  const url = URL.parse(text);
  // The text itself may hold a password, so that it is not shown.
  if (url === null) throw new UserError(`${origin} is not a URL. Write http://host:port.`);
  if (url.protocol === "http:" || url.protocol === "https:") return url.href;
  const shown = `${url.protocol}//${url.host}`;
  throw new UserError(`${origin} is ${shown}, but only http and https proxies are supported. Give an HTTP proxy.`);
}

function isLoopback(server: URL): boolean {
  const host = bareHost(server.hostname);
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

/** IPv6 addresses stand in brackets in a URL and without them everywhere else. */
function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function isExempt(server: URL, noProxy: string): boolean {
  const entries = noProxy.toLowerCase().split(",").map((entry) => entry.trim());
  return entries.some((entry) => entry !== "" && covers(entry, bareHost(server.hostname), portOf(server)));
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInSubnet(entry, host);
  if (isIP(bareHost(entry)) > 0) return bareHost(entry) === host;
  const [, name = entry, entryPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const domain = bareHost(name.replace(/^\*\./, "."));
  return domain.startsWith(".") ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isInSubnet(entry: string, host: string): boolean {
  const [network = "", bits = ""] = entry.split("/");
  const family = isIP(network);
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const subnet = new BlockList();
  const type = family === 4 ? "ipv4" : "ipv6";
  subnet.addSubnet(network, Number(bits), type);
  return subnet.check(host, type);
}
