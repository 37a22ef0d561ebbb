import "server-only";
import type { Database } from "@/lib/db";
import type { StackForm } from "@/lib/stacks/forms/rules";

/** Keeps what a member typed into the form of a stack (its slug, empty for a new one) until it is shared. */
export async function keepDraft(
  database: Database,
  memberId: string,
  stackKey: string,
  form: StackForm,
): Promise<void> {
  await database.stackDraft.upsert({
    where: { memberId_stackKey: { memberId, stackKey } },
    create: { memberId, stackKey, content: form },
    update: { content: form },
  });
}

/** Forgets a draft; without one nothing happens. */
export async function dropDraft(database: Database, memberId: string, stackKey: string): Promise<void> {
  await database.stackDraft.deleteMany({ where: { memberId, stackKey } });
}
