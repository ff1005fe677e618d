export { keptFolder } from "./kept-folder.ts";
export { type RedisServer, startRedis } from "./redis-server.ts";
