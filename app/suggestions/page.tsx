import type { Metadata } from "next";
import { headers } from "next/headers";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { SuggestionList } from "@/components/suggestions/suggestion-list";
import { formatPartialDate } from "@/lib/format";
import { getViewer } from "@/lib/session";
import { listOwnSuggestions } from "@/lib/suggestions/queries";

// Made for each request: it is the signed-in member's own.
export const instant = false;

export const metadata: Metadata = { title: "Your suggestions", robots: { index: false, follow: false } };

const STATUS_WORDS = { waiting: "Waits for an editor", approved: "Taken", declined: "Declined" };

export default async function OwnSuggestionsPage() {
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title="Your suggestions" next="/suggestions" />;
  const suggestions = await listOwnSuggestions(viewer.id);
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>Your suggestions</h1>
        <p>Edits that you suggested, newest first, and what editors made of them.</p>
      </div>
      {suggestions.length > 0 ? (
        <SuggestionList suggestions={suggestions}>
          {({ status, answer, decidedOn }) => (
            <div className={status === "declined" ? "note dead mt-3" : "note done mt-3"}>
              <b>
                {STATUS_WORDS[status]}
                {decidedOn && `, ${formatPartialDate(decidedOn)}`}
              </b>
              {answer}
            </div>
          )}
        </SuggestionList>
      ) : (
        <p className="none mt-5">
          Nothing yet. Open <a href="/tools">a tool</a> that you know and suggest what is missing or wrong.
        </p>
      )}
    </div>
  );
}
