import { visitorRoute } from "@/lib/action";
import { auth, limitKey, refusalCode, withSameDuration } from "@/lib/auth";
import { DomainError } from "@/lib/errors";
import { signInSchema } from "@/lib/members/schema";
import { takePoint } from "@/lib/rate-limit";
import { setHint } from "@/lib/session";

/** What is said of an unknown address and of a wrong password alike. */
const WRONG = "This e-mail address and this password do not belong together.";

/** Signing in with a password, and back to the page one came from. */
export const POST = visitorRoute(signInSchema, "sign-in", async ({ input, request }) => {
  const { email, password, next } = input;
  await takePoint("sign-in", { member: limitKey(email) });
  try {
    const { headers } = await withSameDuration(() =>
      auth().api.signInEmail({ body: { email, password }, headers: request.headers, returnHeaders: true }),
    );
    return { goTo: next, body: { goTo: next }, headers: setHint(headers, true) };
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    // Only who knows the password gets here.
    if (code === "EMAIL_NOT_VERIFIED") {
      throw new DomainError(
        "forbidden",
        "Confirm your e-mail address first: the link is in the message that we sent you. “Check your mail” below sends another.",
      );
    }
    throw new DomainError("invalid", "You are not signed in.", { password: WRONG });
  }
});
