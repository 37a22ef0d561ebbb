import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./test";

// What is wrong with a page for those who read it with another device, in another size or without a pointer.

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules whose answer depends on colours: all that another colour scheme can change. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong, in a form that names rule, place and reason. */
export async function violations(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations: found, passes } = await (rules === "all"
    ? axe.withTags(STANDARDS)
    : axe.withRules(COLOUR_RULES)
  ).analyze();
  // A page on which axe looked at nothing would find nothing wrong.
  expect(passes.length).toBeGreaterThan(rules === "all" ? 15 : 0);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`),
  );
}

/** Elements whose text runs over their own edge, and elements that stand out of the window where nothing scrolls them. */
export function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const isForEyes = style.position !== "absolute" && style.clipPath === "none" && style.display !== "none";
      // A text field shows a part of what is in it and scrolls by itself.
      const isField = element instanceof HTMLInputElement;
      if (!isForEyes || isField || !(element instanceof HTMLElement) || element.closest(".sr-only")) continue;
      const name = `${element.tagName.toLowerCase()} “${(element.textContent ?? "").trim().slice(0, 40)}”`;
      const isOwnScroller = style.overflowX === "auto" || style.overflowX === "scroll";
      const isBlock = !style.display.startsWith("inline") && style.display !== "contents";
      if (isBlock && !isOwnScroller && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
        found.push(`${name} needs ${element.scrollWidth} px and has ${element.clientWidth}`);
    }
    return found;
  });
}

/** What has the focus, whether an outline shows it, and whether something else lies over it. */
export function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    // A box that is drawn as a pill is shown by its label.
    const shown = [element, element.closest("label")].filter((candidate) => candidate !== null);
    const isOutlined = shown.some((candidate) => {
      const style = getComputedStyle(candidate);
      return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1;
    });
    const place = (element.closest("label") ?? element).getBoundingClientRect();
    const top = document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2);
    const isOnTop = top !== null && shown.some((candidate) => candidate.contains(top) || top.contains(candidate));
    return { name: (element.textContent || element.getAttribute("aria-label") || "").trim(), isOutlined, isOnTop };
  });
}

/** Presses Tab until the focus stands on something of the given name; answers what it passed on the way. */
export async function tabTo(
  page: Page,
  name: string,
  most = 120,
): Promise<NonNullable<Awaited<ReturnType<typeof focused>>>[]> {
  const passed = [];
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (!at) continue;
    passed.push(at);
    if (at.name === name) return passed;
  }
  throw new Error(`Tab never reached “${name}”; it passed ${passed.map((at) => at.name).join(", ")}`);
}

/**
 * Presses Tab through the whole page; answers the stops that show no outline or that something lies over, and the controls that
 * Tab never reached.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const controls = page.locator(
    "a[href], button:not([popover] *), input:not([type=hidden]), select, textarea, summary",
  );
  const faults: string[] = [];
  const reached = new Set<string>();
  let last: string | null = null;
  const names = await controls.evaluateAll((all) =>
    all
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      // Of radio buttons, one stop stands for the group.
      .filter((control) => !(control instanceof HTMLInputElement && control.type === "radio" && !control.checked))
      .map((control, index) => {
        control.setAttribute("data-stop", String(index));
        return (control.textContent || control.getAttribute("aria-label") || control.getAttribute("name") || "").trim();
      }),
  );
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : null));
  for (let presses = 0; presses < names.length + 20; presses++) {
    await page.keyboard.press("Tab");
    let at = await focused(page);
    // The source of the mark before closes a moment after the focus has left it.
    if (at && !at.isOnTop) {
      await page.waitForTimeout(600);
      at = await focused(page);
    }
    if (!at) break;
    const stop = await page.evaluate(() => document.activeElement?.getAttribute("data-stop") ?? null);
    if (stop !== null) {
      // The parts of a date have one stop each and are one control.
      if (reached.has(stop) && stop !== last) break;
      last = stop;
      reached.add(stop);
    }
    if (!at.isOutlined) faults.push(`“${at.name}” has the focus and does not show it`);
    if (!at.isOnTop) faults.push(`“${at.name}” has the focus and something lies over it`);
  }
  names.forEach((name, index) => {
    if (!reached.has(String(index))) faults.push(`Tab never reached “${name}”`);
  });
  return faults;
}
