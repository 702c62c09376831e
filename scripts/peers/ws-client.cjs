// Echo through the ws package: ws-client.cjs PORT CONNECTIONS BYTES SECONDS prints messages a second. Answers are compared.
const WebSocket = require("ws");
const [port, connections, bytes, seconds] = process.argv.slice(2).map(Number);
const message = "x".repeat(bytes);
const warmUpMillis = 3000;
let counted = 0;
let measuring = false;
for (let i = 0; i < connections; i++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/echo`, { perMessageDeflate: false });
  socket.on("open", () => socket.send(message));
  socket.on("message", (data) => {
    if (data.toString() !== message) throw new Error("the answer is another");
    if (measuring) counted++;
    socket.send(message);
  });
}
setTimeout(() => {
  measuring = true;
  const start = process.hrtime.bigint();
  setTimeout(() => {
    console.log((counted * 1e9) / Number(process.hrtime.bigint() - start));
    process.exit(0);
  }, seconds * 1000);
}, warmUpMillis);
