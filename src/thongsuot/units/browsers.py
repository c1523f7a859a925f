"""Which browser is it? What a browser says about itself, in words its owner recognises."""

import re

from django.utils.translation import gettext as _

# the first that fits: every browser also claims to be the ones before it
_BROWSERS = (
    ("Cốc Cốc", r"coc_coc"), ("Edge", r"Edg(?:e|A|iOS)?/"), ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(?:Firefox|FxiOS)/"), ("Chrome", r"(?:Chrome|CriOS|HeadlessChrome)/"), ("Safari", r"Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"), ("macOS", r"Mac OS X"),
    ("Linux", r"Linux|X11"),
)  # fmt: skip


def browser(agent: str) -> str:
    """A name and a system, as far as they are told.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36")
    'Chrome, Linux'
    """
    told = [next((name for name, sign in rows if re.search(sign, agent)), "") for rows in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, told)) or agent[:60] or _("unknown browser")
