"""Makes a `Language` from its file: words as people write them, and phrases with commas between."""

from functools import cache

from ivr.understanding.languages.language import Language, phrases
from ivr.understanding.languages.numbers import cardinals, words_file
from ivr.understanding.wording import spellings


def each_of(text: str) -> frozenset[str]:
    """The words of a text, in every spelling in which a recogniser may write them."""
    return frozenset(word for said in text.split() for spelled in spellings(said) for word in spelled.split())


def listed(text: str) -> frozenset[str]:
    """The phrases of a list with commas between them."""
    return frozenset(spelled for one in text.split(",") for spelled in spellings(one) if spelled)


@cache
def build(code: str) -> Language:
    """The language whose words stand in `<code>.toml`; `ordinals` are the forms of first, second, third."""
    file = words_file(code)
    numbers = {spelled: value for said, value in cardinals(code).items() for spelled in spellings(said)}
    return Language(
        code=code,
        fillers=each_of(file["fillers"]),
        yes=each_of(file["yes"]),
        no=each_of(file["no"]),
        negations=each_of(file["negations"]),
        willing=each_of(file["willing"]),
        agreements=each_of(file["agreements"]),
        set_phrases=phrases(
            yes=",".join(listed(file["means_yes"])),
            no=",".join(listed(file["means_no"])),
            unclear=",".join(listed(file["unclear"])),
        ),
        commands={name: listed(said) for name, said in file["commands"].items()},
        agent_words=each_of(file["agent_words"]),
        digits={said: str(value) for said, value in numbers.items() if value < 10},
        repeated={spelled: times for said, times in file["repeated"].items() for spelled in spellings(said)},
        groups={said: str(value) for said, value in numbers.items() if value > 9},
        number_fillers=each_of(file["number_fillers"]),
        cardinals={said: value for said, value in numbers.items() if value < 13},
        ordinals={
            word: place for place, forms in enumerate(file["ordinals"], start=1) for word in each_of(forms)
        },
        last=each_of(file["last"]),
        stops=each_of(file["stops"]) | each_of(file["fillers"]),
    )
