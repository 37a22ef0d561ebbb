import type { Metadata } from "next";
import { headers } from "next/headers";
import { z } from "zod";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { MissingPage } from "@/components/layout/missing-page";
import { StackupFormPage } from "@/components/stackups/stackup-form-page";
import { StackupRemoval } from "@/components/stackups/stackup-removal";
import { rowIdOrNoneSchema } from "@/lib/fields/schema";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { getStackupForm } from "@/lib/stackups/documents/forms/queries";
import { getCompared } from "@/lib/stackups/documents/queries";
import { stackupTitle } from "@/lib/stackups/rules";

type Props = {
  params: Promise<{ pair: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is the editor's own.
export const instant = false;

export const metadata: Metadata = { title: "Edit a stackup", robots: { index: false, follow: false } };

const numberSchema = rowIdOrNoneSchema.catch(0);
const paramsSchema = z.object({ version: numberSchema, suggestion: numberSchema });

export default async function EditStackupPage({ params, searchParams }: Props) {
  const { pair } = await params;
  const viewer = await getViewer(await headers());
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Edit a stackup" next={`/admin/stackups/${pair}/edit`} />;
  const compared = await getCompared(pair);
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!compared) return <MissingPage kind="other" near={[]} />;
  const { slug, tools } = compared;
  const { version, suggestion } = paramsSchema.parse(await searchParams);
  const slugs = tools.map((tool) => tool.slug);
  const view = await getStackupForm(viewer.id, slug, slugs, { version, suggestion });
  const { written } = view;
  return (
    <AdminPage
      viewer={viewer}
      title={stackupTitle(tools)}
      current="/admin/stackups"
      opening={
        <>
          {written ? "Its written differences." : "Nobody has written its differences yet."}{" "}
          <a href={`/stackups/${slug}`}>The page</a> · <a href={`/stackups/${slug}/history`}>history</a>
        </>
      }
      notice={written?.isRemoved ? "These differences are off the site. Saving them brings them back." : null}
    >
      <StackupFormPage
        view={view}
        mode="edit"
        slug={slug}
        tools={tools}
        suggestion={suggestion}
        submit={suggestion > 0 ? "Approve with these changes" : "Save"}
      />
      {written && !view.conflict && (
        <StackupRemoval slug={slug} base={written.revision} isRemoved={written.isRemoved} />
      )}
    </AdminPage>
  );
}
