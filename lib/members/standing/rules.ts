import { isAdmin, isEditor } from "@/lib/members/rules";
import type { Viewer } from "@/lib/members/schema";

/** The parts of the admin area, in the order of its navigation. */
export const ADMIN_PARTS: { href: string; text: string; adminsOnly?: true }[] = [
  { href: "/admin", text: "Overview" },
  { href: "/admin/tools", text: "Tools" },
  { href: "/admin/stackups", text: "Stackups" },
  { href: "/admin/categories", text: "Categories" },
  { href: "/admin/suggestions", text: "Suggestions" },
  { href: "/admin/moderation", text: "Moderation" },
  { href: "/admin/freshness", text: "Freshness" },
  { href: "/admin/imports", text: "Imports" },
  { href: "/admin/pending", text: "Pending tools" },
  { href: "/admin/jobs", text: "Jobs" },
  { href: "/admin/members", text: "Members", adminsOnly: true },
  { href: "/admin/audit", text: "Audit log", adminsOnly: true },
];

/** True when a viewer may see the page of the admin area at a path. */
export function mayOpen(viewer: Viewer | null, path: string): boolean {
  if (!viewer) return false;
  const part = ADMIN_PARTS.find(({ href, adminsOnly }) => adminsOnly && (path === href || path.startsWith(`${href}/`)));
  return part ? isAdmin(viewer) : isEditor(viewer);
}
