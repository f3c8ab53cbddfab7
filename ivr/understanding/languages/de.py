"""German."""

from ivr.understanding.languages.answer_words import with_answers
from ivr.understanding.languages.language import Language, phrases, these
from ivr.understanding.when.german_numbers import CARDINALS
from ivr.understanding.wording import words

_ONES = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "einen": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4,
    "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
}  # fmt: skip
_INFLECTED = {"ein", "eine", "einen"}

_CARDINALS = _ONES | {
    "zehn": 10, "elf": 11, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "fuenfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreissig": 30, "einunddreissig": 31,
}  # fmt: skip
_CARDINALS |= {
    f"{one}undzwanzig": 20 + value
    for one, value in _ONES.items()
    if value and one not in {"eins", "eine", "einen"}
}

_TEENS = {word: value for word, value in _CARDINALS.items() if 10 < value < 20}
_TWO_DIGITS = {word: value for word, value in CARDINALS.items() if 9 < value < 100}
_GROUPS = {" ".join(words(word)): str(value) for word, value in _TWO_DIGITS.items()} | {
    f"{one}hundert{' '.join(words(rest))}": str(100 * hundreds + value)
    for one, hundreds in {**_ONES, "": 1, **_TEENS}.items()
    if hundreds and one not in {"eins", "eine", "einen"}
    for rest, value in {"": 0, **{word: each for word, each in CARDINALS.items() if each < 100}}.items()
    if rest != "null"
}

_ORDINAL_STEMS = {
    "erst": 1, "zweit": 2, "zwot": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6, "siebt": 7,
    "siebent": 7, "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12,
}  # fmt: skip
_ORDINAL_STEMS |= {f"{word}t": value for word, value in _CARDINALS.items() if 12 < value < 20}
_ORDINAL_STEMS |= {f"{word}st": value for word, value in _CARDINALS.items() if value >= 20}


def _questions(verbs: str, subjects: str) -> frozenset[str]:
    """A verb before its subject asks."""
    return these(" ".join(f"{verb}_{subject}" for verb in verbs.split() for subject in subjects.split()))


GERMAN = with_answers(
    Language(
        code="de",
        fillers=these(
            """
        aeh aehm also bitte gern gerne danke mal dann doch eben halt so ich wir moechte moechten will wollen
        wuerde haette brauche brauchen nehme nehmen haben der die das den dem des ein eine einen einem einer
        fuer zu zum zur in im an am ans von vom mit auf und es geht um guten tag hallo mein meine meinen
        meiner nummer ist waere noch
        """
        ),
        yes=these(
            """
        ja jaja jawohl jawoll jo joa jau jup jep jap mhm genau richtig korrekt stimmt einverstanden okay
        ok gerne sicher natuerlich klar selbstverstaendlich passt bestaetigen hmhm jupp yo yep logo freilich
        jaha jaa joah okidoki oki freut
        """
        ),
        no=these(
            """
        nein nee noe ne nope nix falsch keinesfalls stopp stop abbrechen abbruch niemals negativ
        unguenstig schlecht ungelegen
        """
        ),
        negations=these("nicht nichts kein keine keinen keiner keins nie"),
        willing=these(
            """
        gut super prima perfekt wunderbar fein toll passt geht buchen buche bestaetige bestaetigen nehme
        nehmen machen mach will moechte kann richtig korrekt stimmt interesse unbedingt
        """
        ),
        set_phrases=phrases(
            yes="""
        warum nicht, von mir aus, kein problem, spricht nichts dagegen, auf jeden fall, auf alle faelle,
        so ist es, in ordnung, nichts dagegen, ja doch, ganz genau, genau so, passt schon, alles klar,
        alles richtig, doch doch, na klar, klar doch, klingt gut, hoert sich gut an, bin einverstanden, bin
        dabei,
        koennen wir so machen, koennen wir machen, koennen sie so machen, nehm ich, so machen wir, machen wir
        so,
        aber ja, aber gern, aber gerne, aber klar, aber sicher, geht klar, geht in ordnung, ist mir recht, ist
        recht,
        soll mir recht sein, gut so, buchen sie den, den nehmen wir, na gut, na schoen, meinetwegen, halte ich
        fest
        """,
            no="""
        auf keinen fall, bloss nicht, lieber nicht, eher nicht, doch nicht, ueberhaupt nicht, gar nicht,
        kein interesse, nicht richtig, nicht korrekt, kommt nicht in frage, ein anderer termin, einen
        anderen termin, nein danke, lass mal, lassen sie mal, lassen wir das, wird nichts, anderen termin,
        einen anderen,
        was anderes, etwas anderes, keine zeit, bin ich nicht da, nicht da, nie im leben, kein bedarf, nicht
        dieser termin, nicht den termin,
        gefaellt mir nicht,
        geht bei mir nicht, nicht buchen, danke nein, kann ich nicht, vergessen sie es, vergiss es, nicht
        noetig
        """,
            unclear="""
        weiss nicht, weiss ich nicht, weiss es nicht, keine ahnung, nicht schlecht, nicht verstanden,
        verstehe nicht, nicht sicher, alles gut, noch nicht, nicht gehoert
        """,
        ),
        agreements=these(
            """
        das ist so bei oh ach verstanden mir mich fuer sehr gut alles bitte danke doch den termin nehme ich
        buchen sie ihn es
        wunderbar prima super in ordnung dann wir da leider auch verbindlich mal schon machen mach ganz
        """
        ),
        commands={
            "repeat": frozenset(
                [
                    "wiederholen",
                    "wiederhole",
                    "nochmal",
                    "nochmals",
                    "noch mal",
                    "noch einmal",
                    "wie",
                    "wie bitte",
                    *(
                        "nicht verstanden",
                        "was gesagt",
                        "was haben sie gesagt",
                        "nicht gehoert",
                        "noch mal sagen",
                    ),
                    *("nochmal sagen", "sagen noch mal", "was", "hae", "von vorne", "noch einmal von vorne"),
                    *(
                        "noch mal von vorne",
                        "nicht mitbekommen",
                        "akustisch nicht verstanden",
                        "wiederholung",
                    ),
                    *(
                        "noch mal hoeren",
                        "nochmal hoeren",
                        "noch einmal hoeren",
                        "wie war das",
                        "was war das",
                    ),
                    *("was meinen sie", "wie meinen", "noch mal wiederholen", "noch einmal wiederholen"),
                    *("noch einmal sagen", "nicht richtig verstanden", "nicht richtig gehoert", "bitte was"),
                ]
            ),
            "slower": frozenset(
                ["langsamer", "langsam", "nicht so schnell", "zu schnell", "weniger schnell"]
            ),
            "help": frozenset(
                [
                    *("hilfe", "hilf mir", "helfen sie mir", "ich brauche hilfe", "was kann ich sagen"),
                    *("was kann ich hier sagen", "was kann ich tun", "was kann ich machen"),
                    *(
                        "was muss ich sagen",
                        "was kann ich denn sagen",
                        "mir helfen",
                        "helfen",
                        "wie geht das",
                        "wie geht das hier",
                        "ich komme nicht weiter",
                    ),
                    *(
                        "wie funktioniert das",
                        "was soll ich sagen",
                        "was soll ich tun",
                        "was soll ich machen",
                    ),
                    *("ich weiss nicht was ich sagen soll", "was darf ich sagen", "wie geht es weiter"),
                    *("welche moeglichkeiten", "welche moeglichkeiten habe ich", "ich weiss nicht weiter"),
                ]
            ),
            "back": frozenset(
                [
                    *("zurueck", "zurueckgehen", "zurueck gehen", "einen schritt zurueck", "gehen zurueck"),
                    *(
                        "geh zurueck",
                        "wieder zurueck",
                        "noch mal zurueck",
                        "nochmal zurueck",
                        "schritt zurueck",
                    ),
                ]
            ),
            "agent": these(
                """
            mitarbeiter mitarbeiterin mensch menschen agent beratung berater zentrale verbinden vermittlung
            sachbearbeiter sachbearbeiterin durchstellen ansprechpartner
            """
            ),
        },
        around_commands=these(
            """
        koennen koennten kann sie du das es mir uns mich ein bisschen etwas wenig habe hab haben hast bitte
        leider
        gerade jetzt eben doch ganz moechte will wuerde gern gerne wieder ich moment entschuldigung sorry aeh
        aehm
        sprechen reden
        """
        ),
        questions=_questions(
            "ist sind war waere geht ginge passt passte klappt stimmt kann koennen koennte koennten muss "
            "muessen soll sollen sollte darf hat haben hatte wird werden wuerde gibt gilt funktioniert",
            "das es er man sie der die ihr wir dies denn",
        ),
        agent_words=these(
            """
        mitarbeiter mitarbeiterin mitarbeitern mensch menschen sachbearbeiter sachbearbeiterin berater
        beraterin
        ansprechpartner
        """
        ),
        digits={word: str(value) for word, value in _ONES.items() if word not in _INFLECTED},
        repeated={
            "doppel": 2,
            "doppelte": 2,
            "zweimal": 2,
            "dreimal": 3,
            "dreifach": 3,
            "viermal": 4,
            "fuenfmal": 5,
        },
        groups=_GROUPS,
        number_fillers=these(
            "code lautet lauten nummer telefonnummer rufnummer handynummer vorwahl ziffern ziffer dann minus"
        ),
        cardinals=_CARDINALS,
        ordinals={
            f"{stem}{end}": value
            for stem, value in _ORDINAL_STEMS.items()
            for end in ("e", "er", "en", "es", "ens")
        },
        last=these("letzte letzten letzter letztes"),
        stops=these(
            """
            wuensche wuenscht wuenschen freundliche schoene schoenen
        person personen leute brauch hab wuerd moecht naechster naechstes naechstem meines seinem unserem
        unseren nen ne aeh aehm hm ja nein also bitte gern gerne danke mal dann doch eben halt so ich wir
        sie er es man mich mir uns moechte moechten will wollen wuerde wuerden haette haetten brauche
        brauchen braucht benoetige benoetigen nehme muss muessen kann koennen koennte soll sollen darf habe
        haben hat hatte bin ist sind war waere werden wird der die das den dem des ein eine einen einem
        einer eines fuer zu zum zur in im an am ans bei beim von vom mit auf und oder es geht gehts um guten
        tag hallo moin mein meine meinen meiner meinem dein sein seine seinen ihr ihre ihren unser unsere
        nummer noch auch nur schon ganz etwas was wie wo wann wer warum da dort jetzt heute bekommen kriegen
        jemand niemand lassen wollte wollten termin termine vereinbaren ausmachen buchen frage wegen ueber
        nach vor
        dass ob wenn weil denn aber nicht kein keine einfach gerade sehr viel anliegen sache thema amt
        naechste naechsten woche morgen uhr vorbei fuers ums mehr bisschen eigentlich bald diese dieser
        frau mann mutter vater oma opa bruder schwester freund freundin partner mama papa eltern geworden
        worden wurde wurden nichts alles hatten gewesen dieses diesen welche welches welcher gibt gebe
        geben gehen geht bloss irgendwie irgendwann drauf dafuer dazu
        """
        ),
    )
)
