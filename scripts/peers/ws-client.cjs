// Echo through the ws package: ws-client.cjs PORT CONNECTIONS BYTES SECONDS. Answers are compared; exit code 1 when one is another.
const WebSocket = require("ws");
const [port, connections, bytes, seconds] = process.argv.slice(2).map(Number);
const message = "x".repeat(bytes);
function fail(why) {
  console.error(`ws: ${why}`);
  process.exit(1);
}
for (let i = 0; i < connections; i++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/echo`, { perMessageDeflate: false });
  socket.on("open", () => socket.send(message));
  socket.on("message", (data) => {
    if (data.toString() !== message) fail("the answer is another");
    socket.send(message);
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", () => fail("the hub closed a connection"));
}
setTimeout(() => process.exit(0), seconds * 1000);
