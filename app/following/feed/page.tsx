import type { Metadata } from "next";
import { headers } from "next/headers";
import { FeedFilter } from "@/components/feed/feed-filter";
import { FeedList } from "@/components/feed/feed-list";
import { SignInFirst } from "@/components/statements/sign-in-first";
import { listCategories } from "@/lib/categories/queries";
import { listFollowedFeed } from "@/lib/feed/queries";
import { feedTokenUntil, followedFeedAddress } from "@/lib/feed/rules";
import { feedAfterSchema } from "@/lib/feed/schema";
import { getViewer } from "@/lib/session";
import { signToken } from "@/lib/token";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is the member's own.
export const instant = false;

const TITLE = "Feed of the tools that you follow";

export const metadata: Metadata = { title: TITLE, robots: { index: false, follow: false } };

/** What changed in the tools that a member follows, as /feed has it. */
export default async function FollowedFeedPage({ searchParams }: Props) {
  const after = feedAfterSchema.parse((await searchParams).after);
  const viewer = await getViewer(await headers());
  if (!viewer) return <SignInFirst title={TITLE} next="/following/feed" />;
  const [page, tree] = await Promise.all([listFollowedFeed(viewer.id, after), listCategories()]);
  const { page: path, files } = followedFeedAddress(signToken(viewer.id, "feed", feedTokenUntil(new Date())));
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>{TITLE}</h1>
        <p>
          Stacks, decisions, lifecycles, stackups and votes of <a href="/following">these tools</a>. Read it as{" "}
          <a href={files.atom}>Atom</a> or <a href={files.json}>JSON Feed</a>: whoever has that address sees it too.
        </p>
      </div>
      <FeedFilter tree={tree} trail={[]} isFollowed />
      <FeedList {...(page ?? { entries: [], next: null })} path={path} isFirst={after === "start"} />
    </div>
  );
}
