import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ToolFormPage } from "@/components/editing/tool-form-page";
import { MissingPage } from "@/components/layout/missing-page";
import { listCategories } from "@/lib/categories/queries";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { suggestionIdSchema } from "@/lib/suggestions/schema";
import { getSuggestionForm } from "@/lib/tools/forms/queries";
import { getTool } from "@/lib/tools/queries";

type Props = { params: Promise<{ id: string }> };

// Made for each request: it holds the editor's draft.
export const instant = false;

export const metadata: Metadata = { title: "Change a suggestion", robots: { index: false, follow: false } };

export default async function ChangeSuggestionPage({ params }: Props) {
  const [{ id }, sent] = await Promise.all([params, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Change a suggestion" next="/admin/suggestions" />;
  const asked = suggestionIdSchema.safeParse({ suggestion: id });
  const form = asked.success ? await getSuggestionForm(viewer.id, asked.data.suggestion) : null;
  const slug = form && (form.view.kind === "form" ? form.view.state.tool : form.view.tool);
  const [page, categories] = await Promise.all([slug ? getTool(slug) : null, listCategories()]);
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!form || !page) return <MissingPage kind="other" near={[]} />;
  return (
    <AdminPage
      viewer={viewer}
      title={`Change ${form.member}’s edit of ${page.name}`}
      current="/admin/suggestions"
      opening={`What you save is the tool from then on, with ${form.member} as its author and you in the reason.`}
    >
      <ToolFormPage view={form.view} page={page} categories={categories} submit="Approve as changed" />
    </AdminPage>
  );
}
