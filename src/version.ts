import { version } from "../package.json";

export { version };

/** One line, as kubedog prints it. */
export function versionText(): string {
  return `${version}\n`;
}
