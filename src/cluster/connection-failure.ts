/** Why there was no answer, in the user's words. Node's codes are in its documentation, those of TLS in OpenSSL's. */

import { ConnectionError } from "./transport.ts";

const sentences: { readonly [code: string]: (server: string, detail: string) => string } = {
  ECONNREFUSED: (server) => `connection refused by ${server}`,
  ECONNRESET: (server) => `the connection to ${server} was reset`,
  EPIPE: (server) => `the connection to ${server} was reset`,
  ENOTFOUND: (server) => `the host of ${server} is unknown (DNS)`,
  EAI_AGAIN: (server) => `the host of ${server} could not be looked up (DNS)`,
  ETIMEDOUT: (server) => `no answer from ${server} in time`,
  EHOSTUNREACH: (server) => `there is no route to ${server}`,
  ENETUNREACH: (server) => `there is no route to ${server}`,
  ERR_TLS_CERT_ALTNAME_INVALID: (server, detail) =>
    `the certificate of ${server} is for another name: ${detail} — is tls-server-name missing or wrong?`,
  CERT_HAS_EXPIRED: (server) => `the certificate of ${server} has expired`,
  CERT_NOT_YET_VALID: (server) => `the certificate of ${server} is not valid yet — is this machine's clock right?`,
  CERT_SIGNATURE_FAILURE: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  ERR_SSL_WRONG_VERSION_NUMBER: (server) => `${server} does not speak TLS — is it an http:// server?`,
  ERR_PROXY_TUNNEL: (server, detail) => `the proxy would not connect to ${server}: ${withoutPassword(detail)}`,
};

function unknownAuthority(server: string): string {
  return `the certificate of ${server} is signed by an unknown authority — is certificate-authority missing or wrong?`;
}

/** Returns an error that names `server` and what to look at; passwords of proxies are left out. */
export function connectionFailure(error: unknown, server: string): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return new ConnectionError(sentence(code, server, detail), code);
}

function sentence(code: string, server: string, detail: string): string {
  const known = sentences[code];
  if (known !== undefined) return known(server, detail);
  if (code.endsWith("CERTIFICATE_REQUIRED")) return `${server} requires a client certificate, and the user has none`;
  if (/^ERR_SSL_.*ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(code)) return `${server} refuses our client certificate (${code})`;
  return `no connection to ${server}: ${withoutPassword(detail)}`;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "UNKNOWN";
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, "//");
}
