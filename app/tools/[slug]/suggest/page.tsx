import type { Metadata } from "next";
import { headers } from "next/headers";
import { ToolFormPage } from "@/components/editing/tool-form-page";
import { MissingPage } from "@/components/layout/missing-page";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { listCategories } from "@/lib/categories/queries";
import { getViewer } from "@/lib/session";
import { getToolForm } from "@/lib/tools/forms/queries";
import { findSlug, getTool } from "@/lib/tools/queries";

type Props = { params: Promise<{ slug: string }> };

// Made for each request: it holds the member's draft.
export const instant = false;

export const metadata: Metadata = { title: "Suggest an edit", robots: { index: false, follow: false } };

export default async function SuggestEditPage({ params }: Props) {
  const { slug } = await params;
  const own = await findSlug(slug);
  const page = own && (await getTool(own));
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!page) return <MissingPage kind="tools" near={[]} />;
  const viewer = await getViewer(await headers());
  const title = `Suggest an edit of ${page.name}`;
  if (!viewer) return <SignInFirst title={title} next={`/tools/${page.slug}/suggest`} />;
  const [view, categories] = await Promise.all([
    getToolForm(viewer.id, { tool: page.slug, suggestion: 0, mode: "suggest" }),
    listCategories(),
  ]);
  return (
    <div className="wrap">
      <div className="title mt-6">
        <h1>{title}</h1>
        <p>
          An editor looks at it and answers on <a href="/suggestions">the list of your suggestions</a>. Each claim needs
          a source. <a href={`/tools/${page.slug}`}>Back to {page.name}</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      <div className="mt-5">
        {view && <ToolFormPage view={view} page={page} categories={categories} submit="Suggest this edit" />}
      </div>
    </div>
  );
}
