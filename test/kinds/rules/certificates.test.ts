import { condition, conditions, judge } from "./judge.ts";

judge([
  { title: "a request that is not valid has failed", of: "cert-manager.io/v1 CertificateRequest", status: conditions(condition("InvalidRequest", "True")), is: "failed", reason: "InvalidRequest=True" },
  { title: "a request that was denied has failed", of: "cert-manager.io/v1 CertificateRequest", status: conditions(condition("Denied", "True")), is: "failed", reason: "Denied=True" },
  { title: "a request that could not be signed has failed", of: "cert-manager.io/v1 CertificateRequest", status: conditions(condition("Ready", "False", "Failed")), is: "failed", reason: "Ready=False (Failed)" },
  { title: "a request that waits is on its way", of: "cert-manager.io/v1 CertificateRequest", status: conditions(condition("Ready", "False", "Pending")), is: "progressing", reason: "Ready=False (Pending)" },
  { title: "a request that was signed is ready", of: "cert-manager.io/v1 CertificateRequest", status: conditions(condition("Ready", "True")), is: "ready" },
  { title: "an order that is valid is ready", of: "acme.cert-manager.io/v1 Order", status: { state: "valid" }, is: "ready" },
  { title: "an order that is not valid says why", of: "acme.cert-manager.io/v1 Order", status: { state: "invalid", reason: "no such record" }, is: "failed", reason: "status.state=invalid", message: "no such record" },
]);
