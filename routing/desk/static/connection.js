// Says when the line to the server is cut, and when it is back.

const offline = document.getElementById("offline");
let leaving = false;

document.addEventListener("htmx:sse:after:connection", () => {
  offline.hidden = true;
});
document.addEventListener("dw:leaving", () => {
  leaving = true;
});
for (const name of ["htmx:sse:error", "htmx:sse:close"]) {
  document.addEventListener(name, (event) => {
    if (leaving) return;
    // Signed out elsewhere, or for too long: the page asks the server, which sends it to the sign-in.
    if (event.detail.status === 401) location.reload();
    else offline.hidden = false;
  });
}
