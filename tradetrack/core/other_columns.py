"""What other people's files call the columns of a ledger, and the columns that a ledger keeps in its pair."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tradetrack.core.schema import PERIOD, VALUE

# In the order in which they are proposed; as `plain_name` gives them.
SYNONYMS = {
    PERIOD: (
        *("time_period", "refperiod", "ref_period", "year_month", "yearmonth", "year", "refyear", "ref_year"),
        *(
            "years",
            "yr",
            "fiscal_year",
            "financial_year",
            "date",
            "observation_date",
            "time",
            "month",
            "quarter",
        ),
        *("jahr", "annee", "ano", "anno", "fecha", "datum", "god"),
    ),
    VALUE: (
        *(
            "obs_value",
            "primaryvalue",
            "primary_value",
            "trade_value",
            "tradevalue",
            "trade_value_us",
            "values",
        ),
        *(
            "trade_value_usd",
            "value_usd",
            "value_us",
            "amount",
            "trade",
            "total",
            "turnover",
            "figure",
            "valeur",
        ),
        *("wert", "valor", "importe"),
    ),
}
PARTNER_NAMES = frozenset((
    *("partner", "partners", "partner_name", "partner_code", "partner_iso", "partneriso", "partnercode"),
    *("partner_country", "partner_economy", "country", "countries", "country_name", "country_code"),
    *("counterpart", "counterpart_country", "counterpart_area", "counterpart_name", "destination"),
    *("exporter", "exporters", "importer", "importers", "economy", "product", "products", "product_code"),
    *("product_name", "commodity", "commodity_code", "commodities", "cmdcode"),
    *("hs", "hs_code", "hs2", "hs4", "hs6", "sitc", "sitc_code", "sector", "chapter", "industry", "goods"),
    *("market", "markets", "origin", "trading_partner", "trade_partner", "nation"),
    *("handelspartner", "partnerland", "land", "länder", "ware", "pays", "produit", "pays_partenaire"),
    *("país", "pais", "paises", "países", "socio", "producto", "parceiro", "produto", "paese", "prodotto"),
    *("страна", "партнер", "партнёр", "товар", "国家", "国别", "伙伴", "商品", "国", "品目", "국가", "품목"),
))  # fmt: skip


def plain_name(name: str) -> str:
    """A name in small letters, its words joined by underscores: `trade_value_us` for `Trade Value (US$)`."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def synonym_of(column: str, names: Iterable[str]) -> str | None:
    """Which of the names of a header is most likely what a ledger calls `column`; None for no one."""
    by_plain = {plain_name(name): name for name in reversed(list(names))}
    return next((by_plain[word] for word in SYNONYMS[column] if word in by_plain), None)
