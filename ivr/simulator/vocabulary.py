"""The TwiML that this carrier knows: attributes of each verb and noun, and what may stand in what.

After the pages "TwiML for Programmable Voice" of Twilio's documentation. What is not here is reported as a
schema
warning (12200) and left out, as Twilio does.
"""

_CALLBACKS = {"statusCallback", "statusCallbackEvent", "statusCallbackMethod"}
_SCREENED = {"url", "method"} | _CALLBACKS
_MACHINES = {
    "machineDetection",
    "machineDetectionTimeout",
    "machineDetectionSpeechThreshold",
    "machineDetectionSpeechEndThreshold",
    "machineDetectionSilenceTimeout",
    "amdStatusCallback",
    "amdStatusCallbackMethod",
}

ATTRIBUTES: dict[str, frozenset[str]] = {
    name: frozenset(attributes)
    for name, attributes in {
        "Say": {"voice", "language", "loop"},
        "Play": {"loop", "digits"},
        "Pause": {"length"},
        "Gather": {
            *("action", "method", "input", "numDigits", "finishOnKey", "timeout", "actionOnEmptyResult"),
            *("hints", "language", "speechTimeout", "speechModel", "maxSpeechTime", "enhanced", "bargeIn"),
            *(
                "profanityFilter",
                "partialResultCallback",
                "partialResultCallbackMethod",
                "dtmfDetection",
                "debug",
            ),
        },
        "Record": {
            *("action", "method", "timeout", "finishOnKey", "maxLength", "playBeep", "trim", "transcribe"),
            *("recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent"),
            *("transcribeCallback", "recordingConfigurationId"),
        },
        "Redirect": {"method"},
        "Enqueue": {"action", "method", "waitUrl", "waitUrlMethod", "maxQueueSize"},
        "Leave": set(),
        "Hangup": set(),
        "Reject": {"reason"},
        "Dial": {
            *("action", "method", "timeout", "timeLimit", "callerId", "hangupOnStar", "answerOnBridge"),
            *(
                "ringTone",
                "sequential",
                "record",
                "trim",
                "recordingStatusCallback",
                "callReason",
                "referUrl",
            ),
            *(
                "recordingStatusCallbackMethod",
                "recordingStatusCallbackEvent",
                "recordingTrack",
                "referMethod",
            ),
        },
        "Client": _SCREENED,
        "Number": _SCREENED | _MACHINES | {"sendDigits", "byoc"},
        "Sip": _SCREENED | _MACHINES | {"username", "password"},
        "Queue": {"url", "method"},
        "Conference": {
            *(
                "startConferenceOnEnter",
                "endConferenceOnExit",
                "muted",
                "beep",
                "waitUrl",
                "waitMethod",
                "coach",
            ),
            *("maxParticipants", "participantLabel", "record", "trim", "region", "jitterBufferSize"),
            *("recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent"),
            *_CALLBACKS,
            "eventCallbackUrl",
        },
        "Identity": set(),
        "Parameter": {"name", "value"},
    }.items()
}

VERBS = frozenset(
    {"Say", "Play", "Pause", "Gather", "Record", "Redirect", "Enqueue", "Leave", "Hangup", "Reject", "Dial"}
)

NESTED: dict[str, frozenset[str]] = {
    "Response": VERBS,
    "Gather": frozenset({"Say", "Play", "Pause"}),
    "Dial": frozenset({"Client", "Number", "Sip", "Queue", "Conference"}),
    "Client": frozenset({"Identity", "Parameter"}),
}

# What may be executed where: the whole language, a wait for somebody, a called party before it is connected.
ANYWHERE = VERBS
IN_A_QUEUE = frozenset({"Say", "Play", "Pause", "Gather", "Redirect", "Leave", "Hangup"})
IN_A_CONFERENCE = frozenset({"Say", "Play", "Pause", "Redirect"})
BEFORE_CONNECTING = VERBS - {"Dial", "Enqueue", "Leave", "Record", "Reject"}
