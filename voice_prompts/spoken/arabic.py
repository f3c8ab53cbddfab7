"""Arabic, modern standard. Hours and days are ordinals, in words: voices get the gender of digits wrong.

Months go by their Latin names, as on the radio; those of the East ("كانون الأول") are understood, too.
"""

from datetime import time

from voice_prompts.spoken.rules import Rules, in_digits

_HOURS = (
    *("الثانية عشرة", "الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة"),
    *("الثامنة", "التاسعة", "العاشرة", "الحادية عشرة"),
)
_ONES = ("", "إحدى", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_TEENS = (
    *("إحدى عشرة", "اثنتا عشرة", "ثلاث عشرة", "أربع عشرة", "خمس عشرة"),
    *("ست عشرة", "سبع عشرة", "ثماني عشرة", "تسع عشرة"),
)
_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون")
_SMALL = {
    1: "دقيقة واحدة",
    2: "دقيقتان",
    3: "ثلاث دقائق",
    4: "أربع دقائق",
    5: "خمس دقائق",
    6: "ست دقائق",
    7: "سبع دقائق",
    8: "ثماني دقائق",
    9: "تسع دقائق",
    10: "عشر دقائق",
    15: "الربع",
    30: "النصف",
}
_FIRST_TEN = (
    *("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"),
)
_JOINED = ("الحادي", *_FIRST_TEN[1:9])
_ORDINALS = (
    *_FIRST_TEN,
    *(f"{one} عشر" for one in _JOINED),
    "العشرين",
    *(f"{one} والعشرين" for one in _JOINED),
    "الثلاثين",
    "الحادي والثلاثين",
)


def _minutes(value: int) -> str:
    if value in _SMALL:
        return _SMALL[value]
    if value < 20:
        return f"{_TEENS[value - 11]} دقيقة"
    tens, ones = divmod(value, 10)
    return f"{_ONES[ones]} و{_TENS[tens]} دقيقة" if ones else f"{_TENS[tens]} دقيقة"


def _part(hour: int) -> str:
    if hour < 12:
        return "صباحا" if hour else "ليلا"
    if hour == 12:
        return "ظهرا"
    return "بعد الظهر" if hour < 18 else "مساء"


def _clock(value: time) -> str:
    """ "الساعة الثامنة والنصف صباحا": people count to twelve, and say which half of the day."""
    minutes = f" و{_minutes(value.minute)}" if value.minute else ""
    return f"الساعة {_HOURS[value.hour % 12]}{minutes} {_part(value.hour)}"


ARABIC = Rules(
    locale="ar",
    day="يوم {weekday} {ordinal} من {month}",
    moment="{day}، {clock}",
    written="{weekday} {day} {month}، الساعة {clock}",
    clock=_clock,
    at=_clock,
    written_clock=in_digits,
    minutes={"two": "دقيقتين", "few": "{count} دقائق", "other": "{count} دقيقة"},
    one_minute="دقيقة واحدة",
    over_an_hour="أكثر من ساعة",
    ordinals=_ORDINALS,
)
