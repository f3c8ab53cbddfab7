"""What to say for an error's code."""

from booking.office.words.rules import field

FAULTS = {
    "bad_day": "Bitte geben Sie das Datum an, zum Beispiel 01.12.2026.",
    "bad_time": "Bitte geben Sie die Uhrzeit an, zum Beispiel 08:30.",
    "bad_phone": "Das ist keine gültige Telefonnummer. Bitte prüfen Sie sie, oder lassen Sie das Feld leer.",
    "outside_hours": "Nach den Regeln gibt es diese Zeit nicht.",
    "slot_taken": "Zu dieser Zeit ist kein Schalter frei.",
    "too_many_places": "Das ist zu lang für einen Termin: Es sind höchstens 25 Plätze.",
    "bad_figure": "Bitte geben Sie eine ganze Zahl an.",
    "bad_number": "Eine Zahl ist zu klein oder zu groß. Bitte prüfen Sie Ihre Angaben.",
    "changed_meanwhile": "Nicht gespeichert: Inzwischen hat jemand anders diese Stelle geändert.",
    "gone_meanwhile": "Das gibt es nicht mehr. Jemand anders hat es inzwischen entfernt.",
    "days_in_disorder": "Der letzte Tag liegt vor dem ersten.",
    "days_past": "Diese Tage sind schon vorbei. Bitte geben Sie einen letzten Tag ab heute an.",
    "closure_known": "Diese Schließung ist schon eingetragen.",
    "moved_meanwhile": "Nicht verlegt: Dieser Termin wurde inzwischen geändert. So steht er jetzt.",
    "reason_missing": "Bitte geben Sie einen Grund an. Er wird am Telefon genannt.",
    "times_in_disorder": "Zwischen Beginn und Ende muss mindestens ein Termin passen.",
    "not_whole_cells": "Uhrzeiten und Termindauer müssen auf volle fünf Minuten gehen.",
    "no_desk": "Bitte wählen Sie mindestens einen Schalter dieser Stelle.",
    "bad_rule": "Bitte wählen Sie mindestens einen Wochentag.",
    "first_day_missing": "Bitte geben Sie den ersten Tag an: Ab seiner Woche wird gezählt.",
    "overlap": "Einer der Schalter ist zu dieser Zeit schon durch eine andere Öffnung belegt.",
    "desk_known": "Diesen Schalter gibt es schon.",
    "text_missing": "Eine nötige Angabe fehlt.",
    "text_too_long": "Eine Angabe ist zu lang.",
    "name_known": "„{}“ heißt schon ein anderes Anliegen oder eine andere Stelle.",
    "no_office": "Bitte wählen Sie mindestens eine Stelle, an der es das Anliegen gibt.",
    "bad_near": "Unter den Stellen in der Nähe ist eine doppelt, oder es ist die Stelle selbst.",
    "unknown_service": "Dieses Anliegen gibt es an dieser Stelle nicht.",
    "wrong_state": "Das geht nicht mehr: Der Termin ist inzwischen in einem anderen Stand.",
    "unknown_reference": "Das geht bei diesem Termin nicht mehr.",
}
WALK_IN_FAULTS = {
    "unknown_service": "Bitte wählen Sie ein Anliegen dieser Stelle.",
    "unknown_reference": "Diese Nummer gibt es heute nicht.",
    "wrong_state": "Die Nummer ist inzwischen in einem anderen Stand.",
}
_OF_A_FIELD = {"bad_day", "bad_time", "bad_figure", "bad_number", "text_missing", "text_too_long"}
DEFAULT_FAULT = "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."


def fault(code: str, detail: str = "") -> str:
    """What to say for an error's code; `detail` names the field that it is about, or a name."""
    said = FAULTS.get(code, DEFAULT_FAULT).format(detail)
    named = code in _OF_A_FIELD and field(detail) != detail
    return f"{said} Es geht um: {field(detail)}." if named else said
