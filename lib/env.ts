import "server-only";
import { z } from "zod";

const envSchema = z.object({
  DATABASE_URL: z
    .string({
      error: "DATABASE_URL is not set: start the site with `npm start`, or set it to a PostgreSQL connection string",
    })
    .regex(/^postgres(?:ql)?:\/\//, "DATABASE_URL must begin with postgresql://"),
});

/** The settings that the server needs at run time. Throws with the name of the setting that is missing or wrong. */
export function readEnv(): z.infer<typeof envSchema> {
  const checked = envSchema.safeParse(process.env);
  if (!checked.success) throw new Error(checked.error.issues.map((issue) => issue.message).join("; "));
  return checked.data;
}
