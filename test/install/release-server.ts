/** A small HTTP server on loopback that holds a release, and misbehaves as it is told. */
import { gzipSync } from "bun";
import { createHash } from "node:crypto";
import { targets } from "../../scripts/release/targets.ts";

/** The least that the installer takes for kubedog. */
export const program = (version: string) => `#!/bin/sh\necho ${version}\n`;

export type Files = { readonly [name: string]: string | Uint8Array<ArrayBuffer> };

/** The files of a release whose every binary is this text. */
export function releaseOf(binary: string): Files {
  const names = targets.map(({ name }) => name);
  const packed = names.filter((name) => !name.endsWith(".exe")).map((name) => [`${name}.gz`, gzipSync(binary)] as const);
  const files = Object.fromEntries([...names.map((name) => [name, binary] as const), ...packed]);
  return { ...files, SHA256SUMS: sums(files) };
}

/** As sha256sum writes it. */
export function sums(files: Files): string {
  return Object.entries(files)
    .map(([name, content]) => `${createHash("sha256").update(content).digest("hex")}  ${name}\n`)
    .join("");
}

type Answer = {
  readonly status?: number;
  readonly location?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Half of the body comes: then the connection is closed, with the length told before or not, or nothing comes any more. */
  readonly half?: "told" | "untold" | "stalled";
};

/** By path; of several, each is given once and the last for ever. */
type Answers = { readonly [path: string]: readonly Answer[] };

/** A release at `/r/`, with these answers in place of some of its files. */
export function serveRelease(files: Files, answers: Answers = {}) {
  const held = Object.entries(files).map(([name, body]) => [`/r/${name}`, [{ body }]] as const);
  const all: Answers = { ...Object.fromEntries(held), ...answers };
  const requests: string[] = [];
  const stalled = Promise.withResolvers<void>();
  const hungUp = Promise.withResolvers<void>();
  const listener = Bun.listen<{ asked: string; isStalled: boolean }>({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open(socket) {
        socket.data = { asked: "", isStalled: false };
      },
      data(socket, chunk) {
        socket.data.asked += chunk.toString();
        if (!socket.data.asked.endsWith("\r\n\r\n")) return;
        const [, path = ""] = socket.data.asked.split(" ");
        requests.push(path);
        const answer = answerTo(all[path], requests.filter((other) => other === path).length);
        socket.write(bytesOf(answer));
        if (answer.half !== "stalled") {
          socket.end();
          return;
        }
        socket.data.isStalled = true;
        stalled.resolve();
      },
      close({ data }) {
        if (data.isStalled) hungUp.resolve();
      },
    },
  });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    requests,
    /** Half of a stalled body is on its way. */
    stalled: stalled.promise,
    /** The client that waits for the other half has closed the connection. */
    hungUp: hungUp.promise,
    [Symbol.dispose]: () => listener.stop(true),
  };
}

function answerTo(answers: readonly Answer[] = [{ status: 404 }], time: number): Answer {
  return answers[Math.min(time, answers.length) - 1] ?? { status: 404 };
}

function bytesOf({ status = 200, location, body = "", half }: Answer): Uint8Array {
  const content = Buffer.from(body);
  const headers = [
    `HTTP/1.1 ${status} ${status === 404 ? "Not Found" : "So"}`,
    ...(half === "untold" ? [] : [`Content-Length: ${content.length}`]),
    ...(location === undefined ? [] : [`Location: ${location}`]),
    "Connection: close",
  ];
  const sent = half === undefined ? content : content.subarray(0, content.length / 2);
  return Buffer.concat([Buffer.from(`${headers.join("\r\n")}\r\n\r\n`), sent]);
}
