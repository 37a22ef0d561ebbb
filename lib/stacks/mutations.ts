import "server-only";
import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/mutations";
import type { Database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { PrismaClient } from "@/lib/generated/prisma/client";
import type { Author } from "@/lib/revisions/schema";
import { type Resolution, resolveTools, writeMoves, writeRows } from "@/lib/stacks/rows/mutations";
import { canonicalContent, type FoundTool, findMoves, saidMoves, slugCandidates } from "@/lib/stacks/rules";
import { MOST_TOOLS, type SharedStack, type ShareOutcome, stackSchema, type Visibility } from "@/lib/stacks/schema";
import { PATIENCE } from "@/lib/statements/mutations";

/** A member may have so many stacks. */
const MOST_STACKS = 200;

/** The outcome of a share with what it touched: slugs of the tools whose stacks changed. */
export type ShareResult = ShareOutcome & { touched: string[] };

type Locked = { id: number; slug: string; ownerId: string | null; version: number; removedAt: Date | null };

/** What a stack had before: its tools, and the keys of those that the catalog does not have. */
type Before = { tools: Map<string, FoundTool>; names: Map<string, string> };

async function readBefore(tx: Database, stackId: number): Promise<Before> {
  const rows = await tx.$queryRaw<{ key: string; name: string; id: number | null; functionId: number | null }[]>`
    SELECT coalesce(t.slug, 'name:' || p.key) AS key, coalesce(t.name, r.name) AS name, t.id, t.function_id AS "functionId"
    FROM stack_tools r LEFT JOIN tools t ON t.id = r.tool_id LEFT JOIN pending_tools p ON p.id = r.pending_id
    WHERE r.stack_id = ${stackId} ORDER BY r.position`;
  const tools = new Map<string, FoundTool>();
  for (const { key, name, id, functionId } of rows) {
    if (id !== null && functionId !== null) tools.set(key, { id, slug: key, name, functionId });
  }
  return { tools, names: new Map(rows.map(({ key, name }) => [key, name])) };
}

/**
 * Brings a stack, whose row the caller's transaction holds, to the given content: a version when the content is another than the
 * newest one's, with what came and went, and the moves. Shared again, the same content changes nothing but who may see it, the
 * order of its tools and the commit that was looked at. `author` is null for the catalog.
 */
export async function storeContent(
  tx: Database,
  stack: { id: number; slug: string; version: number },
  content: SharedStack,
  resolution: Resolution,
  { author, asOf }: { author: string | null; asOf: Date },
): Promise<ShareResult> {
  const { rows } = resolution;
  const text = canonicalContent(content);
  const hash = createHash("sha256").update(text).digest("hex");
  const newest = await tx.stackVersion.findUnique({
    where: { stackId_number: { stackId: stack.id, number: stack.version } },
    select: { hash: true },
  });
  const before = await readBefore(tx, stack.id);
  const keys = new Set(rows.map(({ key }) => key));
  const came = rows.filter(({ key }) => !before.names.has(key));
  const went = [...before.names].filter(([key]) => !keys.has(key));
  const isSame = newest?.hash === hash;
  const version = isSame ? stack.version : stack.version + 1;
  const tools = rows.flatMap(({ tool }) => (tool ? [tool] : []));
  const isOrdered = [...before.names.keys()].join("\n") === [...keys].join("\n");
  // The same words may stand in another order, or mean another tool since: the catalog has it now.
  if (!isSame || !isOrdered) {
    await writeRows(tx, stack.id, resolution);
    const moves = findMoves(
      went.flatMap(([key]) => before.tools.get(key) ?? []),
      came.flatMap(({ tool, row }) => (tool ? [{ tool, reason: row.reason }] : [])),
    );
    const made = isSame || stack.version === 0 ? [] : moves;
    await writeMoves(tx, { stackId: stack.id, version, made, said: saidMoves(rows, resolution.find) });
  }
  if (!isSame) {
    await tx.stackVersion.create({
      data: {
        stackId: stack.id,
        number: version,
        hash,
        content: JSON.parse(text),
        added: came.map(({ tool, row }) => tool?.slug ?? `name:${row.name}`),
        removed: went.map(([key, name]) => (before.tools.has(key) ? key : `name:${name}`)),
        authorId: author,
      },
    });
  }
  const { name, kind, url = null, description = "", visibility, commit = null } = content;
  const toolCount = tools.length;
  // In SQL, because the client would set the time of the change, by which lists are ordered, where nothing of the stack changed.
  if (isSame)
    await tx.$executeRaw`
      UPDATE stacks SET visibility = ${visibility}::visibility, "commit" = coalesce(${commit}, "commit"), tool_count = ${toolCount} WHERE id = ${stack.id}`;
  else {
    const fields = { name, kind, url, description, visibility, commit, toolCount, version, asOf };
    await tx.stack.update({ where: { id: stack.id }, data: fields });
  }
  return {
    slug: stack.slug,
    version,
    tools: rows.length,
    added: isSame ? [] : came.map(({ tool, row }) => tool?.name ?? row.name),
    removed: isSame ? [] : went.map(([, goneName]) => goneName),
    pending: rows.flatMap(({ tool, row }) => (tool ? [] : [row.name])),
    unchanged: isSame,
    touched: [...new Set([...before.tools.keys(), ...tools.map((tool) => tool.slug)])],
  };
}

const lockedColumns = { id: true, slug: true, ownerId: true, version: true, removedAt: true } as const;

/** Holds a stack's row for its owner. Another's is “forbidden”, or “missing” where it is not public. */
async function lockOwn(tx: Database, slug: string, memberId: string): Promise<Locked> {
  await tx.$queryRaw`SELECT id FROM stacks WHERE slug = ${slug} FOR UPDATE`;
  const stack = await tx.stack.findUnique({ where: { slug }, select: { ...lockedColumns, visibility: true } });
  const isPublic = stack?.visibility === "public" && stack.removedAt === null;
  if (!stack || (stack.ownerId !== memberId && !isPublic))
    throw new DomainError("missing", "There is no such stack of yours. Look at your profile for those that you have.");
  if (stack.ownerId !== memberId)
    throw new DomainError("forbidden", "This stack is somebody else’s: only its owner may change it.");
  if (stack.removedAt)
    throw new DomainError("forbidden", "An editor took this stack off the site. Write to the operator.");
  return stack;
}

/** The member's stack of this name, made unless there is one: its slug is the name's, or one with the handle when that is taken. */
async function findOrMake(
  tx: Database,
  owner: { id: string; handle: string },
  content: SharedStack,
  mayReplace: boolean,
): Promise<Locked> {
  const [known] = await tx.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM stacks WHERE owner_id = ${owner.id} AND lower(name) = lower(${content.name}) ORDER BY removed_at NULLS FIRST, id LIMIT 1`;
  if (known) {
    const stack = await lockOwn(tx, known.slug, owner.id);
    const hash = createHash("sha256").update(canonicalContent(content)).digest("hex");
    const isSent =
      mayReplace || (await tx.stackVersion.count({ where: { stackId: stack.id, number: stack.version, hash } })) > 0;
    if (isSent) return stack;
    const why = "You have a stack of this name. Choose another name, or change that one.";
    throw new DomainError("conflict", why, { name: why });
  }
  if ((await tx.stack.count({ where: { ownerId: owner.id } })) >= MOST_STACKS)
    throw new DomainError(
      "conflict",
      `You have ${MOST_STACKS} stacks, which is as many as a member can have. Delete one first.`,
    );
  const { name, kind, visibility } = content;
  for (const slug of slugCandidates(name, owner.handle)) {
    const [made] = await tx.stack.createManyAndReturn({
      data: { slug, name, kind, visibility, ownerId: owner.id, asOf: new Date() },
      skipDuplicates: true,
      select: lockedColumns,
    });
    if (made) return made;
  }
  throw new DomainError("conflict", "This name is taken many times. Choose another.", { name: "This name is taken." });
}

/**
 * Shares a stack: a new one (`slug` null), or a newer version of the member's own. Without a slug, a stack that the member has
 * under the same name is shared again, so that the same stack sent twice is one; `mayReplace: false` refuses that with “conflict”
 * unless the content is the same. All in one transaction, and one after the other for a member. Throws “not-signed-in” for a member
 * who is gone, “missing” and “forbidden” for a stack that is not theirs, “invalid” for a content that breaks its shape.
 */
export async function shareStack(
  database: PrismaClient,
  {
    memberId,
    slug,
    content: sent,
    mayReplace = true,
  }: { memberId: string; slug: string | null; content: SharedStack; mayReplace?: boolean },
): Promise<ShareResult> {
  const checked = stackSchema.safeParse(sent);
  if (!checked.success) {
    const fields = Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join("."), issue.message]));
    const title =
      sent.tools.length > MOST_TOOLS
        ? `A stack has at most ${MOST_TOOLS} tools.`
        : "Something in the stack is not right.";
    throw new DomainError("invalid", title, fields);
  }
  const content = checked.data;
  return database.$transaction(async (tx) => {
    // Held in this order everywhere: the member, names that wait, the stack.
    const [owner] = await tx.$queryRaw<{ id: string; handle: string }[]>`
      SELECT id, handle FROM members WHERE id = ${memberId} FOR NO KEY UPDATE`;
    if (!owner) throw new DomainError("not-signed-in", "Sign in first, then try again.");
    const resolution = await resolveTools(tx, content.tools);
    const stack = slug === null ? await findOrMake(tx, owner, content, mayReplace) : await lockOwn(tx, slug, memberId);
    return storeContent(tx, stack, content, resolution, { author: memberId, asOf: new Date() });
  }, PATIENCE);
}

/** What a change of a stack as a whole touched: slugs of its tools, and its owner's handle. */
export type StackTouch = { touched: string[]; owner: string | null };

async function readTouch(tx: Database, stackId: number): Promise<StackTouch> {
  const rows = await tx.stackTool.findMany({
    where: { stackId, toolId: { not: null } },
    select: { tool: { select: { slug: true } } },
  });
  const stack = await tx.stack.findUnique({ where: { id: stackId }, select: { owner: { select: { handle: true } } } });
  return { touched: rows.flatMap(({ tool }) => (tool ? [tool.slug] : [])), owner: stack?.owner?.handle ?? null };
}

/** Shows one's own stack to everybody, or to those alone who know its address. Throws as shareStack does. */
export async function setVisibility(
  database: PrismaClient,
  { memberId, slug, visibility }: { memberId: string; slug: string; visibility: Visibility },
): Promise<StackTouch> {
  return database.$transaction(async (tx) => {
    const { id } = await lockOwn(tx, slug, memberId);
    await tx.$executeRaw`UPDATE stacks SET visibility = ${visibility}::visibility WHERE id = ${id}`;
    return readTouch(tx, id);
  }, PATIENCE);
}

/** Deletes one's own stack with its versions. Throws as shareStack does. */
export async function deleteStack(
  database: PrismaClient,
  { memberId, slug }: { memberId: string; slug: string },
): Promise<StackTouch> {
  return database.$transaction(async (tx) => {
    const { id } = await lockOwn(tx, slug, memberId);
    const touch = await readTouch(tx, id);
    await tx.stackDraft.deleteMany({ where: { memberId, stackKey: slug } });
    await tx.stack.delete({ where: { id } });
    return touch;
  }, PATIENCE);
}

/**
 * Takes a stack off the site, as an editor may with any: its owner cannot share it again. Throws “missing” when it is not there.
 */
export async function removeStack(
  database: PrismaClient,
  { slug, editor }: { slug: string; editor: Author },
): Promise<StackTouch> {
  return database.$transaction(async (tx) => {
    const { count } = await tx.stack.updateMany({ where: { slug, removedAt: null }, data: { removedAt: new Date() } });
    if (count === 0) throw new DomainError("missing", "There is no such stack any more.");
    const { id } = await tx.stack.findUniqueOrThrow({ where: { slug }, select: { id: true } });
    await recordAudit(tx, { actor: editor, action: "stack removed", subject: slug });
    return readTouch(tx, id);
  }, PATIENCE);
}
