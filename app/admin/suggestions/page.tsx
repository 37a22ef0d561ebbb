import type { Metadata } from "next";
import { headers } from "next/headers";
import { z } from "zod";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { SuggestionDecision } from "@/components/suggestions/suggestion-decision";
import { SuggestionList } from "@/components/suggestions/suggestion-list";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { listWaitingSuggestions } from "@/lib/suggestions/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Suggestions", robots: { index: false, follow: false } };

const doneSchema = z.enum(["approve", "decline"]).nullable().catch(null);
const NOTICES = { approve: "The suggestion was taken.", decline: "The suggestion was declined; its member sees why." };

export default async function SuggestionsPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Suggestions" next="/admin/suggestions" />;
  const suggestions = await listWaitingSuggestions();
  const done = doneSchema.parse(query.done ?? null);
  return (
    <AdminPage
      viewer={viewer}
      title="Suggestions"
      current="/admin/suggestions"
      opening="Edits that members suggest, oldest first. Whoever suggested one is its author in the history."
      notice={done && NOTICES[done]}
    >
      {suggestions.length > 0 ? (
        <SuggestionList suggestions={suggestions}>
          {(suggestion) => <SuggestionDecision suggestion={suggestion} />}
        </SuggestionList>
      ) : (
        <p className="none">Nothing waits.</p>
      )}
    </AdminPage>
  );
}
