/** The set of logos that editors uploaded; their names there are hashes. */
export const UPLOADED = "uploaded";

/** The icon sets that logos may be picked from. */
export const DRAWN_SETS = ["logos", "devicon", "simple-icons"] as const;
export type DrawnSet = (typeof DRAWN_SETS)[number];

/** The largest file that may be uploaded as a logo, in bytes. */
export const LOGO_MAX = 256 * 1024;

/** A logo as it is kept: a drawing with nothing in it but drawing, or a picture of points. */
export type CleanLogo = { type: "image/svg+xml" | "image/png"; bytes: Uint8Array };
