/** What is linked into or embedded in Bun, the runtime of every binary, as its documentation lists it (`bun-types/docs/project/license.mdx`). A test compares the names when the version changes. */

export type RuntimePart = {
  readonly name: string;
  /** SPDX expression, where there is one for it. */
  readonly licence: string;
  readonly home: string;
};

/** These oblige whoever passes them on to let the receiver exchange them. */
export const relinkableParts: readonly RuntimePart[] = [
  { name: "JavaScriptCore and WebKit", licence: "LGPL-2.0-or-later AND LGPL-2.1-or-later AND BSD-2-Clause", home: "https://github.com/oven-sh/WebKit" },
  { name: "tinycc", licence: "LGPL-2.1-or-later", home: "https://github.com/tinycc/tinycc" },
];

export const linkedParts: readonly RuntimePart[] = [
  { name: "boringssl", licence: "several, in its LICENSE", home: "https://boringssl.googlesource.com/boringssl/" },
  { name: "brotli", licence: "MIT", home: "https://github.com/google/brotli" },
  { name: "c-ares", licence: "MIT", home: "https://github.com/c-ares/c-ares" },
  { name: "HdrHistogram_c", licence: "CC0-1.0 OR BSD-2-Clause", home: "https://github.com/HdrHistogram/HdrHistogram_c" },
  { name: "highway", licence: "Apache-2.0", home: "https://github.com/google/highway" },
  { name: "libarchive", licence: "several, in its COPYING", home: "https://github.com/libarchive/libarchive" },
  { name: "libbase64", licence: "BSD-2-Clause", home: "https://github.com/aklomp/base64" },
  { name: "libdeflate", licence: "MIT", home: "https://github.com/ebiggers/libdeflate" },
  { name: "libicu", licence: "Unicode-3.0", home: "https://github.com/unicode-org/icu" },
  { name: "libjpeg-turbo", licence: "BSD-3-Clause AND IJG AND Zlib", home: "https://github.com/libjpeg-turbo/libjpeg-turbo" },
  { name: "libspng", licence: "BSD-2-Clause AND libpng-2.0", home: "https://github.com/randy408/libspng" },
  { name: "libuv", licence: "MIT", home: "https://github.com/libuv/libuv" },
  { name: "libwebp", licence: "BSD-3-Clause", home: "https://github.com/webmproject/libwebp" },
  { name: "lol-html", licence: "BSD-3-Clause", home: "https://github.com/cloudflare/lol-html" },
  { name: "ls-hpack", licence: "MIT AND BSD-2-Clause", home: "https://github.com/litespeedtech/ls-hpack" },
  { name: "ls-qpack", licence: "MIT", home: "https://github.com/litespeedtech/ls-qpack" },
  { name: "lsquic", licence: "MIT AND BSD-3-Clause", home: "https://github.com/litespeedtech/lsquic" },
  { name: "mimalloc", licence: "MIT", home: "https://github.com/microsoft/mimalloc" },
  { name: "picohttp", licence: "MIT OR Artistic-1.0-Perl", home: "https://github.com/h2o/picohttpparser" },
  { name: "simdutf", licence: "Apache-2.0", home: "https://github.com/simdutf/simdutf" },
  { name: "sqlite", licence: "public domain", home: "https://sqlite.org" },
  { name: "Tigerbeetle's IO code", licence: "Apache-2.0", home: "https://github.com/tigerbeetle/tigerbeetle" },
  { name: "uSockets", licence: "Apache-2.0", home: "https://github.com/uNetworking/uSockets" },
  { name: "uWebsockets", licence: "Apache-2.0", home: "https://github.com/jarred-sumner/uwebsockets" },
  { name: "zlib-ng", licence: "Zlib", home: "https://github.com/zlib-ng/zlib-ng" },
  { name: "zstd", licence: "BSD-3-Clause OR GPL-2.0-only", home: "https://github.com/facebook/zstd" },
];

/** All under the MIT licence, each known to npm by this name. */
export const embeddedPackages: readonly string[] = [
  "acorn",
  "acorn-walk",
  "assert",
  "browserify-zlib",
  "buffer",
  "constants-browserify",
  "crypto-browserify",
  "domain-browser",
  "events",
  "https-browserify",
  "os-browserify",
  "path-browserify",
  "process",
  "punycode",
  "querystring-es3",
  "stream-browserify",
  "stream-http",
  "string_decoder",
  "timers-browserify",
  "tty-browserify",
  "url",
  "util",
  "vm-browserify",
];
