/**
 * The code signature of a macOS program, made and checked without a Mac. Needed because the compiler leaves the runtime's own signature in
 * x86-64 outputs, although it has changed the file; macOS may kill a program whose pages are not what was signed.
 *
 *   header · load commands · segments … __LINKEDIT: symbols … │ signature
 *                                                             └ the code limit: what is before it is hashed, in pages
 *
 * The layout is that of Apple's headers `mach-o/loader.h` (little-endian here) and `kern/cs_blobs.h` (always big-endian).
 */
import { UserError } from "../../src/user-error.ts";

const machHeaderBytes = 32;
const pageBits = 12;
const pageBytes = 1 << pageBits;
const hashBytes = 32;
const superBlobBytes = 20;
const directoryBytes = 88;
/** Segments end at a page of the larger kind, that of arm64. */
const segmentAlignment = 16_384;

const magics = { thin64: 0xfeedfacf, superBlob: 0xfade0cc0, codeDirectory: 0xfade0c02 } as const;
const commands = { segment64: 0x19, codeSignature: 0x1d } as const;

/** Offsets of the load commands, in the file. */
type Layout = { readonly view: DataView; readonly text: number; readonly linkedit: number; readonly signature: number };

/** The same program with an ad-hoc signature of `identifier` in place of its own, which has to be the last thing in the file. */
export function signedAdHoc(bytes: Uint8Array, identifier: string): Uint8Array {
  const codeLimit = layoutOf(bytes).signatureOffset;
  const name = new TextEncoder().encode(`${identifier}\0`);
  const hashOffset = directoryBytes + name.length;
  const length = superBlobBytes + hashOffset + Math.ceil(codeLimit / pageBytes) * hashBytes;
  const signed = new Uint8Array(codeLimit + roundedUp(length, 16));
  signed.set(bytes.subarray(0, codeLimit));
  const layout = layoutOf(signed);
  // Before the pages are hashed: the first holds these fields.
  fitHeaders(layout, codeLimit, signed.length);
  writeDirectory(new DataView(signed.buffer, codeLimit), { layout, codeLimit, hashOffset, length });
  const directory = codeLimit + superBlobBytes;
  signed.set(name, directory + directoryBytes);
  pageHashes(signed, codeLimit, pageBytes).forEach((hash, slot) => signed.set(hash, directory + hashOffset + slot * hashBytes));
  return signed;
}

function fitHeaders({ view, linkedit, signature }: Layout, codeLimit: number, fileBytes: number): void {
  const linkeditBytes = fileBytes - Number(view.getBigUint64(linkedit + 40, true));
  view.setUint32(signature + 12, fileBytes - codeLimit, true);
  view.setBigUint64(linkedit + 48, BigInt(linkeditBytes), true);
  view.setBigUint64(linkedit + 32, BigInt(roundedUp(linkeditBytes, segmentAlignment)), true);
}

type Directory = { readonly layout: Layout; readonly codeLimit: number; readonly hashOffset: number; readonly length: number };

/** A SuperBlob with one entry, the CodeDirectory. Fields that are not set stay 0. */
function writeDirectory(blob: DataView, { layout, codeLimit, hashOffset, length }: Directory): void {
  const start = superBlobBytes;
  for (const [at, value] of [
    [0, magics.superBlob],
    [4, length],
    [8, 1], // entries
    [16, start], // where the entry of type 0 is, the CodeDirectory
    [start, magics.codeDirectory],
    [start + 4, length - superBlobBytes],
    [start + 8, 0x20400], // version: the first with the executable segment
    [start + 12, 2], // flags: ad hoc
    [start + 16, hashOffset],
    [start + 20, directoryBytes], // where the identifier is
    [start + 28, Math.ceil(codeLimit / pageBytes)],
    [start + 32, codeLimit],
  ] as const) blob.setUint32(at, value);
  for (const [at, value] of [
    [36, hashBytes],
    [37, 2], // SHA-256
    [39, pageBits],
  ] as const) blob.setUint8(start + at, value);
  blob.setBigUint64(start + 64, layout.view.getBigUint64(layout.text + 40, true));
  blob.setBigUint64(start + 72, layout.view.getBigUint64(layout.text + 48, true));
  blob.setBigUint64(start + 80, 1n); // the main binary
}

export type SignatureCheck = {
  readonly pages: number;
  /** Numbers of those whose hash is not the signed one. */
  readonly wrongPages: readonly number[];
  /** Where the signed part ends. */
  readonly codeLimit: number;
  /** Where the signature begins: all before it should be signed. */
  readonly signatureOffset: number;
};

/** Hashes every page anew. */
export function signatureCheck(bytes: Uint8Array): SignatureCheck {
  const { signatureOffset } = layoutOf(bytes);
  const blob = new DataView(bytes.buffer, bytes.byteOffset + signatureOffset, bytes.length - signatureOffset);
  const start = codeDirectoryIn(blob);
  const [hashOffset, pages, codeLimit] = [blob.getUint32(start + 16), blob.getUint32(start + 28), blob.getUint32(start + 32)];
  if (blob.getUint8(start + 37) !== 2) throw new UserError("the signature has no SHA-256 hashes: scripts/release/mach-o.ts knows no others");
  const signed = (slot: number) => bytes.subarray(signatureOffset + start + hashOffset + slot * hashBytes).subarray(0, hashBytes);
  const hashes = pageHashes(bytes, codeLimit, 1 << blob.getUint8(start + 39));
  const wrongPages = hashes.flatMap((hash, slot) => (slot < pages && Buffer.compare(hash, signed(slot)) === 0 ? [] : [slot]));
  return { pages, wrongPages, codeLimit, signatureOffset };
}

function codeDirectoryIn(blob: DataView): number {
  if (blob.getUint32(0) !== magics.superBlob) throw new UserError("there is no signature where LC_CODE_SIGNATURE says: the file was changed after it was signed");
  for (let entry = 0; entry < blob.getUint32(8); entry += 1) {
    const at = blob.getUint32(16 + entry * 8);
    if (blob.getUint32(at) === magics.codeDirectory) return at;
  }
  throw new UserError("the signature has no CodeDirectory: sign the file anew");
}

function pageHashes(bytes: Uint8Array, codeLimit: number, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(codeLimit / size) }, (_, page) => new Bun.CryptoHasher("sha256").update(bytes.subarray(page * size, Math.min((page + 1) * size, codeLimit))).digest());
}

function layoutOf(bytes: Uint8Array): Layout & { readonly signatureOffset: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < machHeaderBytes || view.getUint32(0, true) !== magics.thin64) throw new UserError("this is not a Mach-O program for one 64-bit machine: only such a one can be signed");
  let [text, linkedit, signature, at] = [0, 0, 0, machHeaderBytes];
  for (let left = view.getUint32(16, true); left > 0; left -= 1) {
    const command = view.getUint32(at, true);
    const segment = command === commands.segment64 ? segmentName(bytes, at) : "";
    if (segment === "__TEXT") text = at;
    if (segment === "__LINKEDIT") linkedit = at;
    if (command === commands.codeSignature) signature = at;
    at += view.getUint32(at + 4, true);
  }
  if (text === 0 || linkedit === 0 || signature === 0) throw new UserError("the Mach-O program has no __TEXT, __LINKEDIT or LC_CODE_SIGNATURE: only one that was signed before can be signed");
  return { view, text, linkedit, signature, signatureOffset: view.getUint32(signature + 8, true) };
}

function segmentName(bytes: Uint8Array, command: number): string {
  return new TextDecoder().decode(bytes.subarray(command + 8, command + 24)).replace(/\0+$/, "");
}

function roundedUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
