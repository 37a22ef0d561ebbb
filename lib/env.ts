import "server-only";
import { z } from "zod";
import { schedulesSchema } from "@/lib/jobs/schema";

const flag = z.enum(["on", "off"]).default("off");
const blankIsUnset = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (value === "" ? undefined : value), shape);

const addressSchema = (usual: string) => blankIsUnset(z.url({ protocol: /^https?$/ }).default(usual));

const envSchema = z.object({
  DATABASE_URL: z
    .string({
      error: "DATABASE_URL is not set: start the site with `npm start`, or set it to a PostgreSQL connection string",
    })
    .regex(/^postgres(?:ql)?:\/\//, "DATABASE_URL must begin with postgresql://"),
  /** Signs sessions and links. `npm start` makes one and keeps it beside the data when it is not set. */
  AUTH_SECRET: blankIsUnset(z.string().min(32, "AUTH_SECRET must have at least 32 characters").optional()),
  /** Where mail goes, such as smtp://user:password@host:587; without it messages are written to the log. */
  SMTP_URL: blankIsUnset(
    z
      .string()
      .regex(/^smtps?:\/\//, "SMTP_URL must begin with smtp:// or smtps://")
      .optional(),
  ),
  MAIL_FROM: blankIsUnset(z.string().default("Sidestack <no-reply@localhost>")),
  GITHUB_CLIENT_ID: blankIsUnset(z.string().optional()),
  GITHUB_CLIENT_SECRET: blankIsUnset(z.string().optional()),
  /** Where GitHub is: another address for a GitHub Enterprise Server. */
  GITHUB_URL: blankIsUnset(z.url({ protocol: /^https?$/ }).default("https://github.com")),
  GITHUB_API_URL: blankIsUnset(z.url({ protocol: /^https?$/ }).default("https://api.github.com")),
  /** Where jobs reach the running site; `npm run nightly` takes PORT and HOST for it. */
  INTERNAL_URL: blankIsUnset(
    z
      .url({ protocol: /^https?$/, error: "INTERNAL_URL must be an http or https address" })
      .transform((url) => url.replace(/\/+$/, ""))
      .default("http://127.0.0.1:3000"),
  ),
  /** Hours for which votes of new accounts wait before they count; 0 counts them at once. */
  VOTE_HOLD_HOURS: blankIsUnset(z.coerce.number().min(0).max(8760).default(0)),
  /** `off` publishes the first statements of new members without an editor. */
  FIRST_STATEMENTS_WAIT: blankIsUnset(flag.default("on")),
  /** When the worker's jobs run, where that differs from the usual: `sync-github=15 3 * * *; check-links=off`, or `off` for all. */
  SCHEDULES: schedulesSchema,
  /** Where the nightly export of the catalog stands; `npm start` and the worker take a folder beside the data. */
  EXPORT_FOLDER: blankIsUnset(z.string().optional()),
  /** A token of GitHub without any right: 5,000 questions an hour instead of 60. */
  GITHUB_TOKEN: blankIsUnset(z.string().optional()),
  /** Where figures are read: other addresses for mirrors and tests. */
  SYNC_GITHUB_URL: addressSchema("https://api.github.com"),
  SYNC_NPM_URL: addressSchema("https://api.npmjs.org"),
  SYNC_PYPI_URL: addressSchema("https://pypistats.org"),
  SYNC_STACK_OVERFLOW_URL: addressSchema("https://api.stackexchange.com"),
  SYNC_DOCKER_HUB_URL: addressSchema("https://hub.docker.com"),
});
export type Env = z.infer<typeof envSchema>;

/** The settings that the server needs at run time. Throws with the name of each setting that is missing or wrong. */
export function readEnv(): Env {
  const checked = envSchema.safeParse(process.env);
  if (!checked.success) throw new Error(checked.error.issues.map((issue) => issue.message).join("; "));
  return checked.data;
}
