import { z } from "zod";
import { lineSchema } from "@/lib/catalog/schema";
import { firstOf } from "@/lib/fields/schema";
import { handleSchema } from "@/lib/members/schema";

export const memberRoles = ["member", "editor", "admin"] as const;
export const memberRoleSchema = z.enum(memberRoles);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** Handles are looked up here, not made: whatever was once allowed still is. */
const memberSchema = z
  .string()
  .min(1)
  .max(60)
  .transform((text) => handleSchema.safeParse(text).data ?? text);

export const roleChangeSchema = z.object({ member: memberSchema, role: memberRoleSchema });
/** Closing an account for writing, with a reason for the log, or opening it again. */
export const banSchema = z
  .object({ member: memberSchema, ban: z.enum(["on", "off"]), reason: z.string().trim().max(200).default("") })
  .refine(({ ban, reason }) => ban === "off" || lineSchema(3, 200).safeParse(reason).success, {
    path: ["reason"],
    message: "Say why, in one line of 3 to 200 characters.",
  });

export const MEMBERS_PER_PAGE = 50;

const text = firstOf(z.string().max(200).catch(""));
const standings = ["", "member", "editor", "admin", "banned"] as const;
export const memberParamsSchema = z.object({
  q: text.transform((value) => value.replaceAll("\0", "").trim()),
  standing: text.pipe(z.enum(standings).catch("")),
  after: text,
  done: text,
});
export type MemberParams = Pick<z.infer<typeof memberParamsSchema>, "q" | "standing" | "after">;

/** A member as admins see them. */
export type MemberLine = {
  handle: string;
  name: string;
  email: string;
  isConfirmed: boolean;
  role: MemberRole;
  bannedAt: Date | null;
  createdAt: Date;
  votes: number;
  statements: number;
};
