"""Lists to choose from, as the dialog wants them: in pages, each choice with its key and label."""

from collections.abc import Sequence

from ivr.dialog import JSON, Outcome

MOST = 5  # more options than that nobody remembers on the phone
A_PAGE = MOST - 1  # of a longer list, since there is also a way to its next page

Choice = dict[str, JSON]


def choice(value: JSON, label: str, words: Sequence[str] = ()) -> Choice:
    return {"value": value, "label": label, "words": [label, *words]}


def paged(name: str, choices: Sequence[Choice], page: JSON) -> Outcome:
    """Page `page` (from 1) of `choices` under `name`, with keys; their words, `spoken` knows.

    After the last page comes the first again, so that a caller who has heard all is not stuck.
    """
    size = MOST if len(choices) <= MOST else A_PAGE
    pages = max(1, -(-len(choices) // size))
    at = page if isinstance(page, int) and 1 <= page <= pages else 1
    shown = choices[(at - 1) * size : at * size]
    return Outcome(
        "listed",
        {
            name: [
                {"value": each["value"], "label": each["label"], "key": str(key)}
                for key, each in enumerate(shown, start=1)
            ],
            "page": at,
            "next_page": at % pages + 1,
            "more": pages > 1,
        },
    )
