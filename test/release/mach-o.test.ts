import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { signatureCheck, signedAdHoc } from "../../scripts/release/mach-o.ts";
import { signatureOffset, smallMachO, textBytes } from "./small-mach-o.ts";

test("a signed program has all its pages as signed, up to its signature", () => {
  expect(signatureCheck(signedAdHoc(smallMachO(), "kubedog"))).toEqual({ pages: 3, wrongPages: [], codeLimit: signatureOffset, signatureOffset });
});

test("the signature is laid out as Apple's headers say", () => {
  const signed = signedAdHoc(smallMachO(), "kubedog");
  const blob = new DataView(signed.buffer, signatureOffset);
  const words = (at: number, count: number) => Array.from({ length: count }, (_, word) => blob.getUint32(at + word * 4));
  // 20 for the SuperBlob, 88 for the directory, 8 for the name, 3 × 32 for the hashes.
  expect(words(0, 5)).toEqual([0xfade0cc0, 212, 1, 0, 20]);
  expect(words(20, 9)).toEqual([0xfade0c02, 192, 0x20400, 2, 96, 88, 0, 3, signatureOffset]);
  expect([36, 37, 38, 39].map((at) => blob.getUint8(20 + at))).toEqual([32, 2, 0, 12]);
  expect([64, 72, 80].map((at) => blob.getBigUint64(20 + at))).toEqual([0n, BigInt(textBytes), 1n]);
  expect(new TextDecoder().decode(signed.subarray(signatureOffset + 108, signatureOffset + 116))).toBe("kubedog\0");
  const lastPage = createHash("sha256").update(signed.subarray(8192, signatureOffset)).digest("hex");
  expect(signed.subarray(signatureOffset + 116 + 2 * 32, signatureOffset + 212).toHex()).toBe(lastPage);
});

test("the load commands tell of the new signature, padded to 16 bytes, and __LINKEDIT ends with the file", () => {
  const signed = signedAdHoc(smallMachO(), "kubedog");
  const view = new DataView(signed.buffer);
  const [linkedit, signature] = [32 + 72, 32 + 2 * 72];
  expect(signed.length).toBe(signatureOffset + 224);
  expect([8, 12].map((at) => view.getUint32(signature + at, true))).toEqual([signatureOffset, 224]);
  expect([32, 40, 48].map((at) => view.getBigUint64(linkedit + at, true))).toEqual([16_384n, 8192n, BigInt(signed.length - 8192)]);
});

test("a program that is signed twice is as if it had been signed once, and what came in is not changed", () => {
  const original = smallMachO();
  const once = signedAdHoc(original, "kubedog");
  expect(signedAdHoc(once, "kubedog")).toEqual(once);
  expect(original).toEqual(smallMachO());
});

test.each([
  [300, [0]],
  [4096, [1]],
  [signatureOffset - 1, [2]],
])("a byte that was changed at %i is found", (at, wrongPages) => {
  const signed = signedAdHoc(smallMachO(), "kubedog");
  signed[at] = 255 - (signed[at] ?? 0);
  expect(signatureCheck(signed).wrongPages).toEqual(wrongPages);
});

test("bytes that came in before the signature without being signed are found", () => {
  const signed = signedAdHoc(smallMachO(), "kubedog");
  new DataView(signed.buffer).setUint32(signatureOffset + 20 + 32, 8192);
  expect(signatureCheck(signed)).toMatchObject({ codeLimit: 8192, signatureOffset });
});

test("a page that has no hash of its own is found", () => {
  const signed = signedAdHoc(smallMachO(), "kubedog");
  new DataView(signed.buffer).setUint32(signatureOffset + 20 + 28, 2);
  expect(signatureCheck(signed)).toMatchObject({ pages: 2, wrongPages: [2] });
});

test.each([
  ["text", new TextEncoder().encode("#!/bin/sh\n".repeat(10))],
  ["nothing", new Uint8Array()],
])("%s is not a Mach-O program", (_, bytes) => {
  expect(() => signedAdHoc(bytes, "kubedog")).toThrow("this is not a Mach-O program for one 64-bit machine: only such a one can be signed");
});

test("a program whose signature is something else is told so", () => {
  expect(() => signatureCheck(smallMachO())).toThrow("there is no signature where LC_CODE_SIGNATURE says: the file was changed after it was signed");
});

test("a program that was never signed has no place for a signature", () => {
  const unsigned = smallMachO();
  new DataView(unsigned.buffer).setUint32(16, 2, true);
  expect(() => signedAdHoc(unsigned, "kubedog")).toThrow("the Mach-O program has no __TEXT, __LINKEDIT or LC_CODE_SIGNATURE: only one that was signed before can be signed");
});
