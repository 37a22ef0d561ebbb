import { expect, test } from "./test";

// The members that other stories begin with are members as the site knows them.

test("two members stand in two browsers, and the header knows each", async ({ signedIn, page }) => {
  const [ann, ben] = [await signedIn(), await signedIn({ role: "editor" })];
  for (const { page, member } of [ann, ben]) {
    await page.goto("/");
    await expect(
      page.getByRole("banner").getByRole("button", { name: `Your account, ${member.handle}` }),
    ).toBeVisible();
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeHidden();
  }
  await page.goto("/");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
});
