"""Which telephone numbers can get a text message."""

import phonenumbers
from phonenumbers import PhoneNumberType

# In some countries (North America) a number does not tell whether it is a mobile one.
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def can_get_texts(phone: str) -> bool:
    """Whether `phone`, in E.164, is a valid number of a mobile telephone."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILE
