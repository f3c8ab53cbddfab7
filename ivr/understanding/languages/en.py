"""English."""

from ivr.understanding.languages.answer_words import with_answers
from ivr.understanding.languages.language import Language, phrases, these

_ONES = {
    "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
}  # fmt: skip

_CARDINALS = _ONES | {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
}  # fmt: skip

_TENS = {
    f"{ten} {one}": str(value + int(digit))
    for ten, value in {
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90,
    }.items()
    for one, digit in _ONES.items()
    if digit and one != "oh"
}  # fmt: skip
_TENS |= {"forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_ORDINALS |= {f"{value}{end}": value for value in range(1, 32) for end in ("st", "nd", "rd", "th")}

ENGLISH = with_answers(
    Language(
        code="en",
        fillers=these(
            """
        uh um er well please thanks thank you i we would like want need to a an the for in at on of with and
        it is my hello good morning that number take have get
        """
        ),
        yes=these("yes yeah yep yup correct right exactly sure okay ok absolutely certainly confirm"),
        no=these("no nope nah wrong stop nay negative"),
        negations=these(
            "not don doesn isn never cannot won didn wasn wouldn shouldn couldn aren cant dont wont isnt no"
        ),
        willing=these("fine good great perfect works book take it brilliant lovely cool"),
        set_phrases=phrases(
            yes="""
        why not, no problem, of course, go ahead, by all means, sounds good, that works, all right, that s
        fine, i ll take it, i ll have it, please do, for sure, you bet, that s right, that s correct, that
        is correct
        """,
            no="no way, not at all, rather not, i d rather not, no thanks, not right, don t want",
            unclear="""
        don t know, not sure, no idea, not bad, i do not know, can you repeat, not heard, can t hear, didn
        t hear
        """,
        ),
        agreements=these(
            """
        that is s fine good great perfect please thanks thank you book it i take works for me the appointment
        very all sounds ll one just t do want
        """
        ),
        commands={
            "repeat": frozenset(
                [
                    *(
                        "repeat",
                        "repeat that",
                        "again",
                        "once more",
                        "pardon",
                        "sorry",
                        "say that again",
                        "what",
                    ),
                    *(
                        "what did you say",
                        "what was that",
                        "come again",
                        "one more time",
                        "didn t understand",
                    ),
                    *(
                        "did not understand",
                        "don t understand",
                        "didn t get that",
                        "didn t hear",
                        "excuse me",
                    ),
                ]
            ),
            "slower": frozenset(
                ["slower", "slowly", "slow down", "not so fast", "too fast", "not so quickly", "too quick"]
            ),
            "help": frozenset(
                [
                    *(
                        "help",
                        "help me",
                        "i need help",
                        "what can i say",
                        "what can i do",
                        "what can i say here",
                    ),
                    *("options", "what are my options", "what are the options"),
                ]
            ),
            "back": frozenset(["back", "go back", "one step back"]),
            "agent": frozenset(
                ["agent", "human", "person", "operator", "speak someone", "talk someone", "real person"]
            ),
        },
        around_commands=these(
            """
            can could would you i please to that it me a bit little like want just say speak talk go sorry uh
            um
            """
        ),
        questions=these(
            "is_that is_it is_this can_i can_you could_you do_you do_i is_there does_that does_it would_that "
            "are_you will_it was_that have_you should_i"
        ),
        agent_words=these("agent human operator person"),
        digits={word: str(value) for word, value in _ONES.items()} | {"o": "0"},
        repeated={"double": 2, "triple": 3},
        groups={word: str(value) for word, value in _CARDINALS.items() if value > 9} | _TENS,
        number_fillers=these("code number phone telephone mobile then dash hyphen digits digit"),
        cardinals=_CARDINALS,
        ordinals=_ORDINALS,
        last=these("last"),
        stops=these(
            """
        uh um er well please thanks thank you i we he she they it me us would like want need to a an the for
        in at on of with and or is are was am be been have has had do does did can could should my your his
        her our their hello good morning afternoon that this there number take get make book booking
        appointment appointments some about from how what when where who which any more very apply
        application come today tomorrow next week just also so but if me one got ve ll re s d m t here now
        soon out up into already really quite hi hey yes
        """
        ),
    )
)
