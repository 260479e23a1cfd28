/** The least an Electron app can be: one sandboxed window with a line of text. What start.mjs compares with. */
const { join } = require("node:path");
const { app, BrowserWindow } = require("electron");

app.on("window-all-closed", () => app.quit());
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false });
  window.once("ready-to-show", () => window.show());
  window.loadFile(join(__dirname, "index.html"));
});
