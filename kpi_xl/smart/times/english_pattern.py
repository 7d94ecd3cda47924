"""The pattern of English times. Groups begin with the name of their kind; `english` has a handler for each."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import any_of

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?![a-z])\.?"
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_COUNT = rf"(?:\d+(?:\.\d+)?|{'|'.join(COUNTS)})"
_UNIT = rf"(?:{any_of('english_times', 'kinds_of_unit')} )?{any_of('english_times', 'units')}"
_BY = any_of("english_times", "by")
_ON = rf"(?:{any_of('english_times', 'on')}:? )?"
_DAY_NAME = rf"(?:{_WEEKDAY},? )?"
_END = r"(?:(?:the )?(?:very )?(?:end|close|last day|middle|start|beginning)(?: of|-of)? (?:the )?)?"
_NAMES = rf"{any_of('english_times', 'months')}\b\.?"
_CLEAR_NAMES = rf"{any_of('english_times', 'clear_months')}\b"
_SEASON = any_of("english_times", "seasons")
_METRIC = rf"(?! ?{any_of('english_times', 'metric_names')})"
_HOLIDAYS = any_of("english_times", "holidays")
_EVENT = rf"(?:[a-z'-]+ ){{0,3}}{any_of('english_times', 'events')}\b"
_NOT_YEAR = any_of("english_times", "not_years")
_NEAR = "(?:full|fiscal|calendar|financial|business|working|selling|coming)"
_NEXT = "(?:next|nxt|coming|first|following|upcoming)"
_THIS = "(?:this|next|nxt|the coming|coming|the current|current|the following|following|upcoming|the next|the)"
_ONE = "(?:each|every|per|a|an|/|any given|any|one)"
_OFTEN = "(?:single|business|working|calendar|other|second|selling)"
_LONE = "(?:day|week|wk|month|mth|mo|quarter|qtr|year|yr|half|workday|weekday|fortnight|sprint|morning|afternoon|evening|shift)"
_DATE_BEGINS = (
    r"(?:(?:[a-z]{3,9}\.?,? (?=\d|[jfmasond]))?(?:the |the end of |end of |mid-? ?|early |late )?"
    r"(?:\d{1,4}(?:[-/.]\d|(?:st|nd|rd|th)?(?: of)? [jfmasond])|[jfmasond][a-z]{2}))"
)
_CAN_BEGIN = (
    r"\d|q(?: ?\d|uarter(?:[ -]e|ly| (?:at|on|with|above|over)\b))|h(?:\d|alf[ -])|a(?:n? [a-hmoqstwy]|t\b|fter|head|n[yn]|pr|ug)"
    r"|b(?:y\b|4\b|ef|etw|egin|i-?[wm])"
    r"|c(?:om(?:e|ing)\b|urr|lose[ -][a-z]|ob)|d(?:u[er]|ai|ec(?:\b|em))|e(?:nd\b|ac|ar|very|ig|le|o[dwmqyf])"
    r"|f(?:or\b|our|oll|ort|eb|i[rsnv]|ri|rom now|al|y)|in(?:\b|side)|ja|ju[nl]|la[st]|m(?:ar(?:\b|c)|ay\b|id|on(?:[dt]|\b))"
    r"|n(?:ext|xt|o (?=later)|ot later|ov(?:\b|e)|ig|in)"
    r"|o(?:n\b|ne\b|ver\b|ct|ur (?:fy|ye|ha|qu|mo|fi))|p(?:er\b|rior|\.a)|s(?:at|un|ep(?:\b|t)|eco|even|ix|tar|ame d)"
    r"|t(?:ue|h(?:u|e\b|is|ree|ir|r[ou])|il|o(?: [jfmasond]|d|m|n)|w|en)|u(?:nt|pc)|w(?:ed|ithi|eek)|year"
)
"""What a time can begin with: most words are passed over at their first letters."""

_PATTERN = rf"""(?P<slash>/ ?(?P<slash_u>day|week|wk|month|mth|mo|quarter|qtr|year|yr)\b)
    |(?<![a-z0-9$.-])(?={_CAN_BEGIN})(?:
    (?={_ON}{_DATE_BEGINS})(?:
    (?P<iso>{_ON}{_DAY_NAME}(?P<iso_y>(?:19|20)\d\d)[-/.](?P<iso_m>\d\d?)(?:[-/.](?P<iso_d>\d\d?))?(?![\d%]))
    |(?P<us>{_ON}{_DAY_NAME}(?P<us_m>1[0-2]|0?[1-9])/(?P<us_d>3[01]|[12]\d|0?[1-9])/(?P<us_y>(?:20)?\d\d)(?!\d))
    |(?P<eu>{_ON}(?P<eu_d>3[01]|[12]\d|0?[1-9])[/.-](?P<eu_m>1[0-2]|0?[1-9])[/.-](?P<eu_y>20\d\d|(?<=/)\d\d)(?!\d))
    |(?P<short>{_ON}{_DAY_NAME}(?:(?P<short_m>1[0-2]|0?[1-9])/(?P<short_d>3[01]|[12]\d|0?[1-9])
    |(?P<short_e>3[01]|2\d|1[3-9])/(?P<short_n>1[0-2]|0?[1-9]))(?![\d/%-]|\.\d))
    |(?P<dmy>{_ON}{_DAY_NAME}(?:the )?(?:\d\d? ?(?:-|to) ?)?(?P<dmy_d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<dmy_m>{_NAMES})
    (?:[ ]\({_WEEKDAY}\))?(?:,? (?P<dmy_y>(?:19|20)\d\d))?)
    |(?P<mdy>{_ON}{_DAY_NAME}(?P<mdy_m>{_NAMES}) ?(?:\d\d? ?- ?(?=\d\d?\b(?![%,]|\ (?!and|or|at|in|on|inclusive)[a-z])))?
      (?P<mdy_d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?
    (?![\d%,.]\d|%|\d)(?: \({_WEEKDAY}\))?(?:,? (?P<mdy_y>(?:19|20)\d\d))?)
    |(?P<my>{_ON}(?P<my_part>(?:the end of|end of|mid-?|early|late|the middle of) ?)?(?P<my_m>{_NAMES}),? (?P<my_y>(?:19|20)\d\d)))
    |(?!\d)(?:(?P<ends>(?:{_BY} )?(?:the )?(?:end|close|beginning|start|middle|last day)(?:[ -]of)?[ -]
    (?:(?:the|this|next|each|every|our|current|fiscal|calendar|financial|fy) )*
    (?P<ends_u>day|week|month|quarter|year|half|season|today|trimester|sprint|fy(?! ?'?\d)|{_SEASON})\b(?: (?:on )?(?P<ends_wd>{_WEEKDAY}))?)
    |(?P<eo>(?:{_BY} )?(?:(?:the|this|next|our) )?(?:(?P<eo_f>fy|fiscal[ -](?:year)?|financial year)[ -]?(?:year[ -]?)?end\b
    |fye\b|ye\b|eofy\b|eoq ?(?P<eo_q>[1-4])\b|(?:eo[dwmqy]|cob)\b(?! (?:on )?[a-z]{{3,6}}days\b)
    |(?:year|month|quarter|half|week)(?:'s)?[ -]end\b|(?:mid)[ -]?year\b)
    (?: (?P<eo_y>(?:19|20)\d\d)| (?:on )?(?P<eo_wd>{_WEEKDAY}))?))
    |(?P<part>(?:{_BY} )?{_END}(?:(?:the )?(?:(?P<part_n>first|second|third|fourth|final|1st|2nd|3rd|4th) (?P<part_u>quarter|half)
    (?!(?:[ ]of)? {_NAMES})
    (?: of)?(?: the)?(?: (?:fiscal |calendar )?year)?)
    |(?:q[1-4] ?[-/] ?)?q ?(?P<q>[1-4])\b
    |(?P<q_b>[1-4])q\b|h(?P<h>[12])\b|(?<!to )(?<!from )(?<!within )(?<!under )(?<!in )(?<!→)(?<!→ )(?<!-> )(?<![<≤=])(?<![<≤=] )
    (?P<h_b>[12])h\b(?! (?:every|each|per|a|of|for|before|after|ahead|blocks?|calls?)\b))
    (?:,? ?(?:of )?(?:fy ?)?'?(?P<part_y>(?:20)\d\d|(?<=fy)\d\d|(?<=')\d\d))?)
    (?!\ (?:baseline|level|result|figure|number|actual))
    |(?!\d)(?:(?P<fy>(?:{_BY} )?{_END}(?:fy|fiscal(?: year)?|financial year) ?'?(?P<fy_y>(?:20)?\d\d)\b)
    |(?P<within>(?!by a quarter\b)(?:{_BY}|after|inside|next|coming|first)(?: (?:under|less than|fewer than|no more than))?
    (?: the)?(?: {_NEXT})?(?: of)? (?P<within_n>{_COUNT})[ -](?P<within_u>{_UNIT})\b(?! ago| earlier)))
    |(?P<fromnow>(?P<fromnow_n>{_COUNT})[ -](?P<fromnow_u>{_UNIT})(?:'s?)?
    (?: from now| out| from today| later| time\b| {any_of("english_times", "spans")}))
    |(?P<closes>(?:(?<=finish )|(?<=end )|(?<=close )|(?<=exit )|(?<=close out ))(?:(?:the|this|our) )?
    (?P<closes_u>fy|fiscal year|financial year|year|half|quarter|month)(?=[ ](?:at|on|with|above|over)\b))
    |(?!\d)(?:(?P<rel>(?:(?:{_BY}|of) )?(?P<rel_w>{_THIS}) (?:{_NEAR} )?
    (?P<rel_u>day|weekend|week|wk|month|mth|quarter|qtr|year|yr|half|season|sprint|fy
    |q(?P<rel_q>[1-4])|h(?P<rel_h>[12])|{_SEASON}|{_WEEKDAY})(?![a-z])(?:'s end\b)?
    (?! (?:on|over|to date|ago|before|they|it(?:'s)?|when|where|that|(?:19|20)\d\d)\b|-))
    |(?P<rate>(?<!by ){_ONE} ?(?:{_OFTEN} )?(?P<rate_u>{_LONE}|{_WEEKDAY})s?\b(?! ago| earlier|'s?\b))
    |(?P<nweeks>every {_COUNT} (?:days|weeks|months|quarters|years)\b)
    |(?P<adverb>(?P<adverb_u>{any_of("english_times", "adverbs")})(?![a-z]){_METRIC})
    |(?P<calendar>(?:{_BY}|end of) (?:the end of )?
    (?:fiscal year |calendar year |(?:the )?full[ -]year |the year |year |mid-?|early |late |cy ?|fy ?)?(?P<calendar_y>(?:19|20)\d\d)
    (?![\d,]*\d|[%.]\d| {_NOT_YEAR}))
    |(?P<dom>(?:(?P<dom_on>by|before|until|till|on|due) )the (?P<dom_d>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)
    (?: of (?P<dom_of>this month|next month|the month|each month|every month))?)
    |(?P<inmonth>(?:(?:by|before|until|till|in|during|through|thru|throughout|for|over|end of|late|early|mid|this|next|to|-
    |(?:on|at)(?= the {_NAMES} [a-z]))
    (?: the (?:end|start|middle|first|last day|first half|second half) of| end(?: of)?| late| early| mid
    | the(?= {_NAMES} [a-z]))? ?-?|between {_NAMES} and )
    (?P<inmonth_m>{_NAMES})(?! ?- ?{_NAMES})(?:,? (?P<inmonth_y>(?:19|20)\d\d))?(?! (?:i|we|be|not|have)\b))
    |(?P<clear>{_NAMES} ?(?:-|to|thru|through) ?(?P<clear_e>{_NAMES})(?! ?\d)
    |(?P<clear_m>{_CLEAR_NAMES}|{_NAMES}(?=[ ]?:[ ]?[$€£₹]?\d|[ ][$€£₹]?\d[\d.]*[%km]
    |(?:'s)?[ ](?:goals?|targets?|focus|objectives?)\b)|\A{_NAMES}(?=[ ][-–—][ ][a-z\d])
    |(?:\A|(?<=[,;/][ ]))(?!may[ ](?![a-z]+s\b)){_NAMES}(?=[ ](?!to\b)(?:[a-z-]+[ ]){{1,3}}[$€£₹]?\d)
    |\A{_NAMES}(?=[ ](?:[a-z-]+[ ]?){{1,2}}:[ ])|(?<=[(\[【]){_NAMES}(?=[)\]】])))
    |(?P<weekday>(?:by|before|until|on|come|due) (?:\d{{1,2}}(?::\d\d)? ?[ap]m )?(?:on )?(?P<weekday_u>{_WEEKDAY})s?(?![a-z])
    |(?P<weekday_l>(?:mon|tues|wednes|thurs|fri)day)(?=[.!]*$))
    |(?P<today>(?:(?:by|before|until) )?(?:tomorrow|tonight)|by (?:end of )?(?:today|noon)|(?<!\d )(?<!% )(?<!\d[km] )today(?=\W*$))
    |(?P<holiday>(?:(?P<holiday_before>before|b4|ahead of|in time for)|by|between now and
    |from now (?:until|to)|until|till|through|over|during|after|this|for)
    (?:[ ]the|[ ]this)?[ ](?P<holiday_n>{_HOLIDAYS})\b)
    |(?P<event>(?:by|before|ahead of|in time for|until|prior to) (?:the|our|my|next|their|its|this|an?) {_EVENT}|by the time\b
    |(?:before|during|in time for|ahead of) [a-z]+[ ]season\b)
    |(?P<summer>(?:by|before|during|through|until|over)(?: the end of)?(?: the)? {_SEASON}\b)
    ))"""
ENGLISH_TIMES = re.compile("".join(line.strip() for line in _PATTERN.splitlines()))
