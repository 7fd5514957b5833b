/** cert-manager: https://cert-manager.io/docs/reference/api-docs/, https://cert-manager.io/docs/troubleshooting/ */
import type { Rule } from "./rule.ts";

export const certificateRules: readonly Rule[] = [
  {
    // While it is being issued, Ready is False for a reason that is about to pass.
    group: "cert-manager.io",
    kinds: ["Certificate"],
    failed: [
      { condition: "Issuing", is: "False", reasons: ["Failed"], unless: [{ condition: "Ready" }] },
      { condition: "Ready", is: "False", exceptReasons: ["DoesNotExist", "Pending", "InProgress"], unless: [{ condition: "Issuing" }] },
    ],
    progressing: [{ condition: "Issuing" }],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "cert-manager.io",
    kinds: ["Issuer", "ClusterIssuer"],
    failed: [{ condition: "Ready", is: "False" }],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "cert-manager.io",
    kinds: ["CertificateRequest"],
    failed: [{ condition: "Denied" }, { condition: "InvalidRequest" }, { condition: "Ready", is: "False", reasons: ["Failed", "Denied"] }],
    ready: [{ condition: "Ready" }],
  },
  {
    group: "acme.cert-manager.io",
    kinds: ["Order", "Challenge"],
    failed: [{ path: "status.state", values: ["invalid", "expired", "errored"] }],
    ready: [{ path: "status.state", values: ["valid"] }],
    message: "status.reason",
  },
];
