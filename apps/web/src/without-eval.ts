import { config } from "zod";

// The policy lets no text become code. A schema tries whether it may when it is made, which a browser's console would tell: so
// this comes before every module that makes one.
config({ jitless: true });
