import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ToolFormPage } from "@/components/editing/tool-form-page";
import { listCategories } from "@/lib/categories/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { emptyPage } from "@/lib/tools/documents/preview/rules";
import { getToolForm } from "@/lib/tools/forms/queries";

// Made for each request: it holds the editor's draft.
export const instant = false;

export const metadata: Metadata = { title: "Add a tool", robots: { index: false, follow: false } };

export default async function NewToolPage() {
  const viewer = await getViewer(await headers());
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Add a tool" next="/admin/tools/new" />;
  const [view, categories] = await Promise.all([
    getToolForm(viewer.id, { tool: "", suggestion: 0, mode: "edit" }),
    listCategories(),
  ]);
  return (
    <AdminPage
      viewer={viewer}
      title="Add a tool"
      current="/admin/tools"
      opening="It stands on the site as soon as it is saved."
    >
      {view && <ToolFormPage view={view} page={emptyPage()} categories={categories} submit="Add the tool" />}
    </AdminPage>
  );
}
