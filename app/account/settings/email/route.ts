import { accountRoute } from "@/lib/action";
import { auth, limitKey, post, withSameDuration } from "@/lib/auth";
import { DomainError } from "@/lib/errors";
import { welcomePath } from "@/lib/members/rules";
import { emailChangeSchema } from "@/lib/members/schema";
import { takePoint } from "@/lib/rate-limit";
import { assertStillOwner } from "@/lib/session";
import { site } from "@/lib/site";

/** Another e-mail address, from the moment on that a link sent there is opened. A taken address gets the same answer and no link. */
export const POST = accountRoute(emailChangeSchema, "account", async ({ input, viewer, request }) => {
  if (input.email === viewer.email) {
    throw new DomainError("invalid", "Something in the form is not right.", { email: "This is your address already." });
  }
  await assertStillOwner(request.headers, input.password);
  await takePoint("sign-up", { member: limitKey(input.email) });
  await withSameDuration(() =>
    auth().api.changeEmail({
      body: { newEmail: input.email, callbackURL: welcomePath("/settings?done=email") },
      headers: request.headers,
    }),
  );
  post({
    to: viewer.email,
    subject: `Another e-mail address for your account at ${site.name}`,
    text: `Somebody asked to change the address of your account to\n\n${input.email}\n\nIt changes once the link sent there is opened. If it was not you, change your password at\n\n${site.url}/settings`,
  });
  const goTo = "/settings?done=email-sent";
  return { goTo, body: { goTo } };
});
