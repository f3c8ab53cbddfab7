"""The keys of the desk, as its list on `?` shows them.

A key works wherever an element has it in `aria-keyshortcuts` and can be seen: buttons are pressed, fields get
the cursor. So a new key is an attribute in a template and a line here.
"""

KEYS = (
    ("?", "Diese Liste zeigen"),
    ("Alt+1", "Verfügbar"),
    ("Alt+2", "Pause"),
    ("Alt+3", "Abwesend"),
    ("Alt+A", "Anruf annehmen"),
    ("Alt+X", "Anruf ablehnen oder auflegen"),
    ("Alt+M", "Stumm schalten und wieder sprechen"),
    ("Alt+K", "Tastentöne"),
    ("Alt+H", "Anruf halten und zurückholen, bei einer Rückfrage hin und her"),
    ("Alt+U", "Rückfrage und Weitergabe: Verzeichnis öffnen"),
    ("Alt+V", "Anruf mit der Rückfrage verbinden"),
    ("Alt+B", "Alle zusammenschalten"),
    ("Alt+Z", "Rückfrage beenden"),
    ("Alt+P", "Aufzeichnung anhalten und fortsetzen"),
    ("Alt+N", "Notiz schreiben"),
    ("Alt+G", "Gehaltenen Platz buchen"),
    ("Alt+T", "Termin suchen"),
    ("Alt+W", "Wissen durchsuchen"),
    ("Alt+L", "Nachricht gelesen"),
    ("Alt+R", "Rückrufe und Aufgaben"),
    ("Alt+E", "Ergebnis wählen"),
    ("Alt+S", "Nachbearbeitung abschließen"),
)
