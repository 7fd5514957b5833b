/** What the binary was built from. scripts/build.ts puts it in with `--define`; run from source there is nothing to say. */

declare const KUBEDOG_BUILD_COMMIT: string | undefined;
declare const KUBEDOG_BUILD_DATE: string | undefined;

/** The commit's full hash, with `-dirty` behind it when the checkout had changes. */
export const commit = typeof KUBEDOG_BUILD_COMMIT === "string" ? KUBEDOG_BUILD_COMMIT : null;

/** When it was committed, in UTC: `2025-01-31T12:00:00Z`. */
export const buildDate = typeof KUBEDOG_BUILD_DATE === "string" ? KUBEDOG_BUILD_DATE : null;
