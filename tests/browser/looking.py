"""What is wrong with a page for those who read it by other means? One way to ask axe for every test."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MEASURE = """async ([tags, colours]) => {
  await document.fonts.ready;
  const rules = {"color-contrast": {enabled: colours}};
  const found = await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.html.slice(0, 160)} — ${node.failureSummary}`));
}"""


def faults(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds wrong by WCAG 2.2 AA and good practice, with where; colours cost most to look at."""
    page.wait_for_load_state("load")  # words stand in the page before its style does
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(MEASURE, [RULES, colours])
    return found
