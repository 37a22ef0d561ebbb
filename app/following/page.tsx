import type { Metadata } from "next";
import { headers } from "next/headers";
import { EventList } from "@/components/events/event-list";
import { AccountPage } from "@/components/members/account-page";
import { SignInForm } from "@/components/members/sign-in-form";
import { FollowedList } from "@/components/tools/followed-list";
import { SectionHead } from "@/components/ui/section-head";
import { wantsDigest } from "@/lib/digests/queries";
import { listEventsFor } from "@/lib/events/queries";
import { listFollowedSlugs, listFollowedTools } from "@/lib/follows/queries";
import { followingParamsSchema } from "@/lib/follows/schema";
import { formatNumberOf } from "@/lib/format";
import { getViewer } from "@/lib/session";
import { getTool } from "@/lib/tools/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is the member's own.
export const instant = false;

export const metadata: Metadata = { title: "Following", robots: { index: false, follow: false } };

/** What a member follows, and what changed there. */
export default async function FollowingPage({ searchParams }: Props) {
  const viewer = await getViewer(await headers());
  if (!viewer) {
    return (
      <AccountPage title="Following" opening="Sign in to see what you follow, and what changed there.">
        <SignInForm next="/following" />
      </AccountPage>
    );
  }
  const { before, after, followed } = followingParamsSchema.parse(await searchParams);
  const [changes, tools, hasDigest] = await Promise.all([
    listEventsFor(viewer.id, before),
    listFollowedTools(viewer.id, after),
    wantsDigest(viewer.id),
  ]);
  const newest =
    followed && (await listFollowedSlugs(viewer.id, [followed])).length > 0 ? await getTool(followed) : null;
  return (
    <AccountPage
      title="Following"
      opening="What changed in the tools that you follow: lifecycle, statements, stackups, and figures that moved much."
      notice={newest && `You follow ${newest.name} now.`}
    >
      <p className="text-soft">
        {newest && (
          <>
            <a href={`/tools/${newest.slug}`}>Back to {newest.name}</a> ·{" "}
          </>
        )}
        {hasDigest
          ? "You get this by mail, at most once a week, when something changed. "
          : "You can get this by mail, at most once a week. "}
        <a href="/settings#notices">Change this in your settings</a>. <a href="/feed">What changed on the whole site</a>
      </p>
      <section className="section" aria-labelledby="changes">
        <SectionHead id="changes" title="Changes" />
        {changes.events.length > 0 ? (
          <EventList {...changes} isFirst={before === null} />
        ) : (
          <p className="none mt-3">
            {tools.total === 0
              ? "Nothing yet: you follow no tool."
              : before
                ? "There are no older changes."
                : "Nothing has changed in them yet. What changes from now on will stand here."}
          </p>
        )}
      </section>
      <section className="section" aria-labelledby="tools">
        <SectionHead id="tools" title="Tools">
          {formatNumberOf(tools.total, "tool")}
        </SectionHead>
        {tools.total === 0 ? (
          <p className="mt-3">
            Press “Follow” on the page of a tool, and what changes there will stand here.{" "}
            <a href="/tools">Find tools</a>
          </p>
        ) : (
          <FollowedList {...tools} isFirst={after === null} />
        )}
      </section>
    </AccountPage>
  );
}
