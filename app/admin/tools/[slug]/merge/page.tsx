import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { FilterText } from "@/components/admin/filter-text";
import { ListFilter } from "@/components/admin/list-filter";
import { MergePreviewTable } from "@/components/admin/merge-preview-table";
import { StandingMerges } from "@/components/admin/standing-merges";
import { isEditor } from "@/lib/members/rules";
import { getManagedTool, getMergePreview, listStandingMerges } from "@/lib/merges/queries";
import { getViewer } from "@/lib/session";
import { findSlugs } from "@/lib/tools/queries";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Merge tools", robots: { index: false, follow: false } };

const DONE: Record<string, string> = {
  merged: "They are one now. Everything that moved is listed in the history, and can be undone below.",
  undone: "The merge is undone: everything that moved is back.",
};

export default async function MergePage({ params, searchParams }: Props) {
  const [{ slug }, query, sent] = await Promise.all([params, searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Merge tools" next={`/admin/tools/${slug}/merge`} />;
  const tool = await getManagedTool(slug);
  if (!tool) notFound();
  const asked = typeof query.with === "string" ? query.with.trim() : "";
  const [other] = asked ? await findSlugs([asked]) : [];
  const [preview, merges] = await Promise.all([
    other ? getMergePreview(tool.slug, other) : null,
    listStandingMerges("tool", tool.id),
  ]);
  return (
    <AdminPage
      viewer={viewer}
      title={`Merge into ${tool.name}`}
      current="/admin/tools"
      opening={
        <>
          Name the tool that is the same. You see what would move before anything does.{" "}
          <a href={`/admin/tools/${tool.slug}/statements`}>Pros and cons that say the same</a>
        </>
      }
      notice={typeof query.done === "string" ? DONE[query.done] : null}
    >
      <ListFilter action={`/admin/tools/${tool.slug}/merge`}>
        <FilterText name="with" label="Slug of the tool that becomes one with it" value={asked} />
      </ListFilter>
      {asked && !preview && (
        <p className="none mt-4" role="status">
          No other tool of the site has the slug or alias “{asked}”.
        </p>
      )}
      {preview && <MergePreviewTable preview={preview} />}
      {merges.length > 0 && <StandingMerges kind="tool" title="Became one with it" merges={merges} />}
    </AdminPage>
  );
}
