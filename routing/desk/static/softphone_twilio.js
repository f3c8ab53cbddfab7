// Twilio's Voice SDK: https://www.twilio.com/docs/voice/sdks/javascript

const place = document.getElementById("softphone");

function loadSdk() {
  if (window.Twilio?.Device) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = place.dataset.sdk;
    script.onload = resolve;
    script.onerror = () => reject(new Error("the SDK did not load"));
    document.head.append(script);
  });
}

// Ours, so that the page loads nothing from elsewhere; every sound that the SDK knows has to be named.
export function soundsFrom(data) {
  const keys = [..."0123456789", "s", "h"].map((key) => [`dtmf${key}`, data.beep]);
  return { incoming: data.ring, outgoing: data.silence, disconnect: data.silence, ...Object.fromEntries(keys) };
}

export async function connect(access, phone) {
  await loadSdk();
  let current = null;
  const device = new window.Twilio.Device(access.token, {
    codecPreferences: ["opus", "pcmu"],
    closeProtection: false,
    sounds: soundsFrom(place.dataset),
    ...(access.edge ? { edge: access.edge } : {}), // a token of one region is only good at an edge of that region
    logLevel: "error",
  });

  function over(call) {
    if (call !== current) return;
    current = null;
    phone.ended();
  }

  device.on("registered", () => phone.ready());
  device.on("unregistered", () => phone.show("lost"));
  device.on("error", (fault) => {
    // 20104: the token has ended; 31205: it ended while the laptop slept.
    if (fault.code === 20104 || fault.code === 31205) phone.renew();
    else if (!current) phone.lost(fault.code === 31401 ? { name: "NotAllowedError" } : fault);
  });
  device.on("tokenWillExpire", () => phone.renew());
  device.on("incoming", (call) => {
    current = call;
    call.on("accept", () => phone.talking());
    for (const end of ["cancel", "disconnect", "reject"]) call.on(end, () => over(call));
    phone.incoming();
  });
  await device.register();

  return {
    accept: () => current?.accept(),
    reject: () => current?.reject(),
    hangUp: () => current?.disconnect(),
    mute: (on) => current?.mute(on),
    digits: (digits) => current?.sendDigits(digits),
    renew: (next) => {
      device.updateToken(next.token);
      if (device.state === "unregistered") device.register().catch((fault) => phone.lost(fault));
    },
    close: () => device.destroy(),
  };
}
