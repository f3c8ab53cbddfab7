// Every request that htmx sends carries the page's token, so that no other site can send it in our name.
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.ctx.request.headers["X-CSRFToken"] = token.content;
});

// The colours that were chosen, at once; a page that is loaded anew has them from the server.
document.addEventListener("dw-theme", (event) => {
  const { theme } = event.detail;
  if (theme === "system") delete document.documentElement.dataset.kernTheme;
  else document.documentElement.dataset.kernTheme = theme;
  document.querySelector('meta[name="color-scheme"]').content = theme === "system" ? "light dark" : theme;
});
