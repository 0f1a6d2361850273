"""A reproducible briefing: a page of what was known on a day, the same bytes whenever it is made.

Run it anywhere: python reproducible_briefing.py. It needs `pip install 'tradetrack[report]'`.
"""

import hashlib

import tradetrack as tt

AS_OF = "2023-06-30"
INTRO = """What was known of trade between China and Russia on **30 June 2023**, before the year was over.
Figures stated later are left out, so that the page can be made again and compared.
"""

figures = tt.read_ledger("china-russia")
page = tt.report(figures, as_of=AS_OF, since=2015, title="China-Russia trade in mid-2023", intro=INTRO)
page.save("briefing.html")

again = tt.report(figures, as_of=AS_OF, since=2015, title="China-Russia trade in mid-2023", intro=INTRO)
assert again.html == page.html  # no clock, no network, no order of chance
print(f"briefing.html, {len(page.html) // 1000} kB, SHA-256 {hashlib.sha256(page.html.encode()).hexdigest()}")

# The same for a mail, and one chart for a frame in another page.
for part in ("fragment", "embed"):
    tt.report(figures, as_of=AS_OF, since=2015, part=part).save(f"{part}.html")
