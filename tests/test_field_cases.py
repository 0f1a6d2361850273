"""Situations from the bug reports of similar tools, each with the answer that its reporter would have wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from conftest import Run, fewer

Cli = Callable[..., Run]


class Case(NamedTuple):
    """A ledger, what is run on it, and what stands or does not stand in the answer."""

    name: str
    ledger: str
    command: Sequence[str]
    said: Sequence[str] = ()
    unsaid: Sequence[str] = ()
    code: int = 0


QUARTERS = "period,value\n2020-Q1,20\n2020-Q2,22\n2020-Q3,25\n2020-Q4,28\n2021-Q1,24\n2021-Q2,26\n2021-Q3,30\n2021-Q4,33\n"
GROWING = "period,value\n2019,80\n2020,100\n2021,125\n"
FLOWS = "flow,period,value\nexports,2020,40\nimports,2020,60\nexports,2021,55\nimports,2021,70\n"
FISCAL = "period,value\n2019-04/2020-03,88.91\n2020-04/2021-03,80.51\n2021-04/2022-03,119.42\n"
FLAT = "period,value\n2019,99\n2020,100\n2021,100\n"
PARTS = "period,value,stated_on\n2021,121,2022-01-15\n2022-01/2022-08,90,2022-09-10\n2021-01/2021-08,75,2021-09-10\n"
CURRENCIES = "period,value,unit\n2019,80,USD bn\n2020,100000,USD mn\n2021,0.125,USD tn\n2020,90,EUR bn\n2021,105,EUR bn\n"
CASES = (
    Case("four quarters are a year", QUARTERS, ["show"], ["2021      113  +18.9 %  sum of 4 quarters"], ["estimated"]),
    Case("a projection starts from their sum", QUARTERS, ["project", "--target", "200"], ["from 113 in 2021"]),
    Case("CSV is UTF-8", "period,value,stated_by\n2021,5,Ministère\n", ["show", "--format", "csv"], [",Ministère,"]),
    Case("a rate that is not 0 is not shown as 0", FLAT, ["project", "--target", "101", "--growth", "0.04", "--growth", "-0.01"],
         ["given                  0.04 %", "given                 -0.01 %"]),
    Case("CSV has plain decimals", "period,value\n2020,0.0000134\n2021,0.00002\n",
         ["project", "--target", "0.00004", "--format", "csv"], [",0.00002,exact,reported,0.00004,"], ["e-05"]),
    Case("a no-break space between thousands", "period,value\n2020,1\u00a0234\n", ["show"], ["write 1234"], [], 1),
    Case("a thin space between thousands", "period,value\n2020,1\u2009234\n", ["show"], ["write 1234"], [], 1),
    Case("dots for thousands and a comma", 'period,value\n2020,"1.234,5"\n', ["show"], ["write 1234.5"], [], 1),
    *(Case(f"{written} for a number", f'period,value\n2020,"{written}"\n', ["show"], [f"write {number}"], ["delete"], 1)
      for written, number in ((">100", "100, with over as its qualifier"), ("100bn", "100, with a unit such as USD bn"), ("1.2e3", "1200\n"),
                              ("1,23,456.7", "123456.7\n"), ("1’234.5", "1234.5\n"), ("1 234,5", "1234.5\n"), (".5", "0.5\n"), ("１２３", "123\n"))),
    Case("two dots for no figure", "period,value\n2020,..\n", ["show"], ["or delete the row if it has no figure"], [], 1),
    Case("an empty value", "period,value\n2020,\n", ["show"], ["write its value"], [], 1),
    Case("a year that was a float", "period,value\n2021.0,5\n", ["show"], ["write 2021\n"], [], 1),
    Case("printed labels are accepted", FISCAL, ["project", "--target", "200", "--by", "2025-26"], ["2025-26"]),
    Case("in every option", FISCAL, ["show", "--since", "2020-21"], ["2020-21", "2021-22"], ["2019-20"]),
    Case("two letters beside three", "pair,period,value\nCN-RU,2020,100\nCHN-RUS,2021,125\n", ["check"],
         ["for CN-RU write CHN-RUS"], [], 1),
    Case("names for codes", "pair,period,value\nChina-Russia,2021,125\n", ["show"], ["write CHN-RUS"], ["CHINA-RUSSIA"], 1),
    Case("names in capitals", "pair,period,value\nCHINA-RUSSIA,2021,125\n", ["check"], ["write CHN-RUS"], [], 1),
    Case("a currency that ISO does not have", "period,value,unit\n2020,650,RMB bn\n", ["show"], ["write CNY bn"], [], 1),
    Case("digits that nobody stated", "kind,period,value,stated_on\nreported,2022,120,2023-01\ntarget,2025,50,2023-06\n", ["check"],
         ["the target of 50 USD bn is below the 120 of 2022"], ["50.0", "120.0"], 1),
    Case("exports and imports alone", FLOWS, ["show"], ["2021      125  +25.0 %  exports plus imports"]),
    Case("a projection of their total", FLOWS, ["project", "--target", "200"], ["from 125 in 2021"]),
    Case("thousands in an option", GROWING, ["project", "--target", "1,000"], ["Trade to 1,000, from 125"]),
    Case("a unit in an option", GROWING, ["project", "--target", "$300bn"], ["Trade to 300, from 125"]),
    Case("a decimal comma in an option", GROWING, ["project", "--target", "300", "--growth", "7,5"], ["given                  7.5 %"]),
    Case("a sign of percent in an option", GROWING, ["project", "--target", "300", "--growth", "7%"], ["given                  7.0 %"]),
    Case("a reporter in small letters", "period,value,reporter\n2020,100,CHN\n2021,125,chn\n", ["show"],
         ["error[bad-reporter]: 'chn' is not the code of a reporter; write CHN"], [], 1),
    Case("a reporter with a blank", "period,value,reporter\n2020,100,CHN \n", ["check"], ["write CHN"], [], 1),
    Case("months that make another quarter", "period,value\n2021-Q1,24\n2021-01,8\n2021-02,8\n2021-03,18\n", ["check"],
         ["warning[sums]: 24 USD bn", "the sum of its 3 months, 34"], [], 1),
    Case("a byte order mark", '\ufeff"period","value"\r\n"2020","100"\r\n"2021","125"\r\n', ["show"], ["+25.0 %"]),
    Case("eight months beside eight months", PARTS, ["show"], ["Jan-Aug 2022     90  +20.0 %"]),
    Case("no growth from nothing", "period,value\n2019,0\n2020,5\n2021,10\n", ["show"], ["2020        5\n", "+100.0 %"], ["inf", "nan"]),
    Case("the same row twice", "period,value,stated_on\n2021,125,2022-01-10\n2020,100,2021-01-10\n2021,125,2022-01-10\n", ["check"],
         ["warning[duplicate]"], [], 1),
    Case("a goal in the next millennium", "period,value\n2019,100\n2020,100.3\n2021,100.6\n",
         ["project", "--target", "10000", "--growth", "0.2"], ["after 3021"]),
    Case("almost there is not there", "kind,period,value\nreported,2021,999.5\ntarget,2030,1000\n", ["show"], ["99 % of the way"], ["100 %"]),
    Case("words for nothing are text", "period,value,reporter,note\n2019,1,NA,nan\n2020,2,NA,None\n",
         ["show", "--reporter", "NA", "--format", "csv"], [",NA,,,,nan,", ",NA,,,,None,"]),
    Case("a decimal point for one of thousands", "period,value\n2019,80\n2020,100\n2021,1.234\n", ["check"],
         ["about 100 times less a month than the figures before it"], [], 1),
    Case("units are joined and currencies are not", CURRENCIES, ["show"], ["unnamed pair, EUR bn", "+25.0 %", "+16.7 %"]),
    Case("a gap is no growth on the year before", "period,value\n2011,60\n2015,100\n", ["show"], ["+13.6 % a year since 2011"]),
    Case("a passed deadline is never open", "kind,period,value,stated_on\nreported,2021,125,2022-01-10\ntarget,2015,200,2022-06-01\n",
         ["targets"], ["unknown (no figure for 2015)"], ["open"]),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_a_case_from_the_field(tradetrack: Cli, case: Case) -> None:
    run = tradetrack(*case.command, "--data", "-", stdin=case.ledger)
    assert run.code == case.code, run.err
    answer = run.out + run.err
    for words in case.said:
        assert words in answer
    for words in case.unsaid:
        assert words not in answer


def test_json_is_utf_8_or_escaped_whatever_the_terminal(process: Cli) -> None:
    ledger = "period,value,stated_by\n2019,0,Ministère\n2020,0,海关\n2021,5,x\n"
    for encoding in fewer(["cp1252", "utf-8", "ascii"], 1):
        run = process("show", "--data", "-", "--format", "json", stdin=ledger, PYTHONIOENCODING=encoding)
        named = [figure["stated_by"] for figure in json.loads(run.out)["figures"]]
        assert named == ["Ministère", "海关", "x"]


def test_line_breaks_and_quotes_survive_csv(tradetrack: Cli) -> None:
    ledger = 'period,value,note\r\n2020,100,"a\nb, ""c"""\r\n2021,125,"x\r\ny"\r\n'
    once = tradetrack("show", "--data", "-", "--format", "csv", stdin=ledger).out
    assert '"a\nb, ""c"""' in once
    assert tradetrack("show", "--data", "-", "--format", "csv", stdin=once).code in (0, 1)
    assert once.count('"x\r\ny"') == 1
