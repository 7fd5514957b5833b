/** `kubedog.json`: the manifest for a bucket of Scoop. */
import manifest from "../../package.json";
import type { FileMaker } from "../release/release-file.ts";
import { binaryOf, downloadAddress, home, remarkOn } from "./download.ts";

export const scoop: FileMaker = async (context) => {
  const { packed, packedSha256 } = binaryOf(context, "kubedog-windows-amd64.exe");
  const remark = remarkOn(home);
  const content = {
    ...(remark === "" ? {} : { "##": remark }),
    version: context.version,
    description: manifest.description,
    homepage: home,
    license: manifest.license,
    architecture: { "64bit": { url: downloadAddress(context.version, packed), hash: packedSha256 } },
    bin: "kubedog.exe",
    checkver: { url: `${home}/releases/latest`, regex: "/releases/tag/v([\\d.]+)\"" },
    autoupdate: {
      architecture: { "64bit": { url: downloadAddress("$version", packed) } },
      hash: { url: "$baseurl/SHA256SUMS" },
    },
  };
  return [{ name: "kubedog.json", bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 4)}\n`) }];
};
