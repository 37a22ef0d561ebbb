import { z } from "zod";

const siteUrlSchema = z
  .url({ protocol: /^https?$/, error: "SITE_URL must be an http or https address" })
  .transform((url) => url.replace(/\/+$/, ""));

/** The name of the site and the address under which readers reach it (setting SITE_URL), without a slash at its end. */
export const site = {
  name: "Sidestack",
  description: "Compare developer tools side by side, with a source for every claim.",
  url: siteUrlSchema.parse(process.env.SITE_URL ?? "http://localhost:3000"),
  /** Where readers reach the operator (setting CONTACT_EMAIL); null when it is not set. */
  contactEmail: z
    .email()
    .nullable()
    .catch(null)
    .parse(process.env.CONTACT_EMAIL ?? null),
} as const;

/** The full address of a path of this site. */
export function absoluteUrl(path: string): string {
  return `${site.url}${path}`;
}
