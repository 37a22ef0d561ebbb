import { DomainError } from "@/lib/errors";
import { listFollowedFeed } from "@/lib/feed/queries";
import { followedFeedAddress, formatOfFile, writeFeed } from "@/lib/feed/rules";
import { FEED_TYPES } from "@/lib/feed/schema";
import { site } from "@/lib/site";
import { readToken } from "@/lib/token";

function findMember(token: string): string | null {
  try {
    return readToken(token, "feed", new Date());
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** The feed of the tools that a member follows, for programs: the address says whose it is, and only its owner was shown it. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ token: string; file: string }> },
): Promise<Response> {
  const { token, file } = await params;
  const format = formatOfFile(file);
  const member = format ? findMember(token) : null;
  const page = member ? await listFollowedFeed(member, "start") : null;
  if (!format || !page)
    return new Response("There is no such feed. /following/feed has the address of yours.\n", { status: 404 });
  const title = `${site.name}: tools that you follow`;
  return new Response(writeFeed(page.entries, { category: "", title, format, address: followedFeedAddress(token) }), {
    headers: {
      "Content-Type": `${FEED_TYPES[format]}; charset=utf-8`,
      "X-Robots-Tag": "noindex",
      "Cache-Control": "private, no-store",
    },
  });
}
