"""The eye of the journeys: axe, on any page, whether or not its scripts may run."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what fails is described and handed over: to describe all that passes takes as long as to look.
LOOK = """([standards, contrast]) => axe.run({
    runOnly: standards, resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}},
}).then(found => found.violations)"""
# Where scripts are off timers never ring, but promises are kept: enough for axe, which asks through the debugger.
WITHOUT_TIMERS = "window.setTimeout = later => (Promise.resolve().then(later), 0)"
# Whether axe is there already, and each ink on its ground: all that a contrast follows from. What lies elsewhere than
# its parents may have another ground than they have: it stands for itself.
INKS = """() => {
    const grounds = new Map([[null, ""]]);
    const ground = on => {
        if (!grounds.has(on)) {
            const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(on);
            const own = [backgroundColor, backgroundImage, opacity].join(" ").replace("rgba(0, 0, 0, 0) none 1", "");
            const moved = ["static", "relative"].includes(position) ? "" : `${position} ${on.id} ${on.className}`;
            grounds.set(on, [own, moved, ground(on.parentElement)].filter(Boolean).join("; "));
        }
        return grounds.get(on);
    };
    const written = new Set(document.body.querySelectorAll("input, select, textarea"));
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        if (words.currentNode.data.trim()) written.add(words.currentNode.parentElement);
    }
    const inks = new Set();
    for (const element of written) {
        if (!element.getClientRects().length) continue;
        const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element);
        inks.add([color, fontSize, fontWeight, textShadow, ground(element)].join("; "));
    }
    return ["axe" in window, [...inks]];
}"""

# What axe has found to be readable. Contrast takes it most of its time, and a page has few inks of its own.
_readable: set[str] = set()


def check(page: Page, *, javascript: bool = True) -> None:
    """Assert that axe finds nothing. Contrast is measured where the page has an ink on a ground not measured yet."""
    is_there, inks = page.evaluate(INKS)
    if not is_there:
        page.evaluate(AXE_SCRIPT)
    if not javascript:
        page.evaluate(WITHOUT_TIMERS)
    found = [
        f"{page.url}: {violation['id']}: {node['html'][:160]}"
        for violation in page.evaluate(LOOK, [STANDARDS, not _readable.issuperset(inks)])
        for node in violation["nodes"]
    ]
    assert not found, "\n".join(found)
    _readable.update(inks)
