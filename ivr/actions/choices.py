"""Lists to choose from, as the dialog wants them: in pages, each choice with its key, label and words."""

from collections.abc import Sequence

from ivr.dialog import JSON, Outcome

A_PAGE = 5  # more options than that nobody remembers on the phone

Choice = dict[str, JSON]


def choice(value: JSON, label: str, words: Sequence[str] = ()) -> Choice:
    return {"value": value, "label": label, "words": [label, *words]}


def paged(name: str, choices: Sequence[Choice], page: JSON) -> Outcome:
    """Page `page` (from 1) of `choices` under `name`, with keys; all of them, to be spoken, under `all_...`.

    After the last page comes the first again, so that a caller who has heard all is not stuck.
    """
    pages = max(1, -(-len(choices) // A_PAGE))
    at = page if isinstance(page, int) and 1 <= page <= pages else 1
    shown = choices[(at - 1) * A_PAGE : at * A_PAGE]
    return Outcome(
        "listed",
        {
            name: [{**each, "key": str(key)} for key, each in enumerate(shown, start=1)],
            f"all_{name}": list(choices),
            "page": at,
            "next_page": at % pages + 1,
            "more": pages > 1,
        },
    )
