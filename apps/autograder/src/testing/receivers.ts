export { hookReceiver, type ReceivedMessage } from "./hook-receiver.ts";
export { mailServer, type ReceivedLetter } from "./mail-server.ts";
