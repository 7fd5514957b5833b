/** `kubedog.rb`: the formula for a tap of Homebrew. */
import manifest from "../../package.json";
import type { FileMaker, ReleaseContext } from "../release/release-file.ts";
import { sha256Of } from "../release/sums.ts";
import { binaryOf, downloadAddress, home, remarkOn } from "./download.ts";
import { manPage } from "./man-page.ts";

/** Homebrew unpacks a .gz that it has downloaded, and leaves it without the right to run. Of Linux it patches what it installs, but for what Bun compiled: https://github.com/Homebrew/brew/pull/23589. */
export const homebrew: FileMaker = async (context) => {
  const resources = (await manPage(context)).map(({ name, bytes }) => `  resource "${name}" do\n    ${source(context, name, sha256Of(bytes))}\n  end`);
  const remarks = ["Made by npm run release.", remarkOn(home)].filter((remark) => remark !== "");
  const text = `${remarks.map((remark) => `# ${remark}`).join("\n")}
class Kubedog < Formula
  desc "Follow Kubernetes rollouts until each is ready or has failed"
  homepage "${home}"
  version "${context.version}"
  license "${manifest.license}"

${system(context, "macos", "darwin")}

${system(context, "linux", "linux")}

${resources.join("\n\n")}

  def install
    bin.install Dir["kubedog-*"].first => "kubedog"
    chmod 0755, bin/"kubedog"
    generate_completions_from_executable(bin/"kubedog", "completion", shells: [:bash, :zsh, :fish])
    resource("kubedog.1").stage { man1.install "kubedog.1" }
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/kubedog version")
  end
end
`;
  return [{ name: "kubedog.rb", bytes: new TextEncoder().encode(text) }];
};

function system(context: ReleaseContext, block: string, name: string): string {
  return `  on_${block} do
    on_arm do
      ${binarySource(context, `kubedog-${name}-arm64`)}
    end
    on_intel do
      ${binarySource(context, `kubedog-${name}-amd64`)}
    end
  end`;
}

function binarySource(context: ReleaseContext, name: string): string {
  const { packed, packedSha256 } = binaryOf(context, name);
  return source(context, packed, packedSha256, "      ");
}

function source({ version }: ReleaseContext, file: string, sha256: string, indent = "    "): string {
  return `url "${downloadAddress(version, file)}"\n${indent}sha256 "${sha256}"`;
}
