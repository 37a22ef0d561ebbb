import { openDatabase } from "@/lib/db";
import { changeRole } from "@/lib/members/standing/mutations";
import { memberRoleSchema } from "@/lib/members/standing/schema";
import { openRunDatabase, readSettings, stopDatabase } from "@/scripts/steps";

// `npm run grant -- admin anna@example.org`: gives a member a role. The first admin of a site is made so; others can be made at
// /admin/members. Works beside the running site: roles are read anew with each request.

const USAGE = "Say which role and to whom: npm run grant -- member|editor|admin <e-mail address of an account>";

try {
  const [role, email, ...more] = process.argv.slice(2);
  const asked = memberRoleSchema.safeParse(role);
  if (!asked.success || !email?.includes("@") || more.length > 0) throw new Error(USAGE);
  const database = await openRunDatabase(readSettings());
  try {
    const client = openDatabase(database.url);
    const wanted = { email: email.trim().toLowerCase() };
    const { handle, from } = await changeRole(client, {
      member: wanted,
      role: asked.data,
      author: { id: null, name: "operator of this site" },
    }).catch((error: unknown) => {
      const isNobody = error instanceof Error && "code" in error && error.code === "missing";
      throw isNobody
        ? new Error(`No account has the address ${wanted.email}. Sign up with it at the site first.`)
        : error;
    });
    await client.$disconnect();
    console.log(
      from === asked.data ? `✓ ${handle} is ${from} already` : `✓ ${handle} was ${from} and is ${asked.data} now`,
    );
  } finally {
    await stopDatabase(database);
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
