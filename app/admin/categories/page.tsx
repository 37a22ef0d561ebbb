import type { Metadata } from "next";
import { headers } from "next/headers";
import { z } from "zod";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { CategoryChangeForms } from "@/components/categories/category-change-forms";
import { EditableTree } from "@/components/categories/editable-tree";
import { listCategories } from "@/lib/categories/queries";
import { findTrail } from "@/lib/categories/rules";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Categories", robots: { index: false, follow: false } };

const paramsSchema = z.object({
  /** The place to change; without one the tree is shown. */
  path: z.string().max(200).optional().catch(undefined),
  done: z.enum(["add", "rename", "move", "merge"]).optional().catch(undefined),
});
const NOTICES = {
  add: "It was added.",
  rename: "It was renamed.",
  move: "It was moved.",
  merge: "The two are one now.",
};

export default async function AdminCategoriesPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Categories" next="/admin/categories" />;
  const { path, done } = paramsSchema.parse(query);
  const tree = await listCategories();
  const node = path ? findTrail(tree, path)?.at(-1) : undefined;
  return (
    <AdminPage
      viewer={viewer}
      title={node ? node.name : "Categories"}
      current="/admin/categories"
      opening={
        node ? (
          <>
            {node.path}, {node.tools} tools. <a href="/admin/categories">The whole tree</a>
          </>
        ) : (
          "Choose a place to rename, move or merge it, or to add something below it. What moves is shown before anything is done."
        )
      }
      notice={done ? NOTICES[done] : null}
    >
      {node ? <CategoryChangeForms node={node} tree={tree} /> : <EditableTree nodes={tree} />}
    </AdminPage>
  );
}
