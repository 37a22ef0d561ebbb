import { visitorRoute } from "@/lib/action";
import { auth, limitKey, withSameDuration } from "@/lib/auth";
import { welcomePath } from "@/lib/members/rules";
import { verifyAgainSchema } from "@/lib/members/schema";
import { takePoint } from "@/lib/rate-limit";

/** Sends the link that confirms an address once more, if an account waits for it; the answer does not tell. */
export const POST = visitorRoute(verifyAgainSchema, "sign-up", async ({ input }) => {
  await takePoint("sign-up", { member: limitKey(input.email) });
  await withSameDuration(() =>
    auth().api.sendVerificationEmail({ body: { email: input.email, callbackURL: welcomePath(input.next) } }),
  );
  const goTo = `/check-mail?${new URLSearchParams({ for: "sign-up", next: input.next })}`;
  return { goTo, body: { goTo } };
});
