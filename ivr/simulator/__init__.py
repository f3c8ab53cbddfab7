"""A carrier on this machine: what Twilio Programmable Voice does for the line, over the same wire.

It signs webhooks, fetches TwiML and executes it, serves the REST API, and cannot be told from Twilio by the
line. It
knows nothing of the line: this package imports no other one of the project.

For tests, and whoever wants to call from a program:

    exchange = Exchange("AC…", "token", numbers={"+494511223311":
    Number("http://127.0.0.1:8080/voice/answer")})
    base = exchange.serve()                   # REST API and telephones; the line's TWILIO_API_URL
    call = exchange.dial("+491701234567", "+494511223311")     # or "anonymous", "sip:…", "client:…"
    call.heard                                # [Heard(text, language, voice, kind)] since it was last asked
    call.press("1"); call.say("Personalausweis", confidence=0.9); call.silence(); call.hang_up()
    call.state, call.over, call.listening, call.talks_to
    exchange.pass_time(20)                    # ring time-outs, waiting, pauses
    agent = exchange.phone("client:agent_17") # rings when it is dialled; numbers and "sip:…" as well
    agent.ringing, agent.parameters; agent.answer(); agent.decline(); agent.ring_out(); agent.hang_up()
    agent.habit = "answer"                    # or "decline", "busy", "fail": by itself from now on
    exchange.messages("+491701234567")        # the texts that it received
    exchange.log, exchange.warnings      # every request with its answer; what Twilio's debugger would show
    exchange.misbehave(time_out_next=1)       # the words: `Misbehaviour`
    exchange.repeat_last(call); exchange.deliver_late()
    exchange.close()

With `speed="instant"` (the default) time stands still: prompts take none, nothing waits for the wall clock,
and every
act of a telephone returns when all that follows from it has happened: the calls concerned wait for somebody,
or are
over, and every status callback is delivered. What the line does from outside (a worker that redirects a
call) is
followed by `exchange.settle()`; reading `call.heard` or `phone.ringing` settles by itself. A call in a queue
comes to
rest at each `<Pause>` and `<Play>` of its waitUrl, and goes on with `pass_time`. With `speed="real"` prompts
last as
long as they take to say (14 characters a second), and time passes by itself.
"""

from ivr.simulator.call import Call
from ivr.simulator.exchange import Caution, Exchange, Number
from ivr.simulator.heard import CHARACTERS_PER_SECOND, Heard
from ivr.simulator.misbehaviour import Misbehaviour
from ivr.simulator.phone import Phone
from ivr.simulator.settling import NotSettled
from ivr.simulator.trouble import Trouble
from ivr.simulator.wire import Answer, Webhook

__all__ = [
    "CHARACTERS_PER_SECOND",
    "Answer",
    "Call",
    "Caution",
    "Exchange",
    "Heard",
    "Misbehaviour",
    "NotSettled",
    "Number",
    "Phone",
    "Trouble",
    "Webhook",
]
