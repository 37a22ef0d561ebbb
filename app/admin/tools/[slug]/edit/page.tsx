import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ToolFormPage } from "@/components/editing/tool-form-page";
import { MissingPage } from "@/components/layout/missing-page";
import { listCategories } from "@/lib/categories/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { getToolForm } from "@/lib/tools/forms/queries";
import { getTool } from "@/lib/tools/queries";

type Props = { params: Promise<{ slug: string }> };

// Made for each request: it holds the editor's draft.
export const instant = false;

export const metadata: Metadata = { title: "Edit a tool", robots: { index: false, follow: false } };

export default async function EditToolPage({ params }: Props) {
  const [{ slug }, sent] = await Promise.all([params, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Edit a tool" next={`/admin/tools/${slug}/edit`} />;
  const [view, page, categories] = await Promise.all([
    getToolForm(viewer.id, { tool: slug, suggestion: 0, mode: "edit" }),
    getTool(slug),
    listCategories(),
  ]);
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!view || !page) return <MissingPage kind="tools" near={[]} />;
  return (
    <AdminPage
      viewer={viewer}
      title={`Edit ${page.name}`}
      current="/admin/tools"
      opening={
        <>
          <a href={`/tools/${slug}`}>Its page</a> · <a href={`/admin/tools/${slug}/history`}>Its history</a>
        </>
      }
    >
      <ToolFormPage view={view} page={page} categories={categories} submit="Save" />
    </AdminPage>
  );
}
