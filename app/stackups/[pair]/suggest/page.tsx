import type { Metadata } from "next";
import { headers } from "next/headers";
import { MissingPage } from "@/components/layout/missing-page";
import { StackupFormPage } from "@/components/stackups/stackup-form-page";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { WriteRefusal } from "@/components/statements/write-refusal";
import { getViewer } from "@/lib/session";
import { getStackupForm } from "@/lib/stackups/documents/forms/queries";
import { getCompared } from "@/lib/stackups/documents/queries";
import { stackupTitle } from "@/lib/stackups/rules";

type Props = { params: Promise<{ pair: string }> };

// Made for each request: it holds the member's draft.
export const instant = false;

export const metadata: Metadata = { title: "Suggest an edit", robots: { index: false, follow: false } };

export default async function SuggestStackupPage({ params }: Props) {
  const { pair } = await params;
  const compared = await getCompared(pair);
  // The head is on its way: neither a redirect nor another status can be sent from here.
  if (!compared) return <MissingPage kind="other" near={[]} />;
  const { slug, tools } = compared;
  const viewer = await getViewer(await headers());
  const title = `Suggest differences of ${stackupTitle(tools)}`;
  if (!viewer) return <SignInFirst title={title} next={`/stackups/${slug}/suggest`} />;
  const slugs = tools.map((tool) => tool.slug);
  const view = await getStackupForm(viewer.id, slug, slugs, {});
  return (
    <div className="wrap">
      <div className="title mt-6">
        <h1>{title}</h1>
        <p>
          An editor looks at it and answers on <a href="/suggestions">the list of your suggestions</a>. Each text needs
          a source. <a href={`/stackups/${slug}`}>Back to the comparison</a>
        </p>
      </div>
      <WriteRefusal viewer={viewer} />
      <div className="mt-5">
        <StackupFormPage view={view} mode="suggest" slug={slug} tools={tools} submit="Suggest this edit" />
      </div>
    </div>
  );
}
