import { createServer } from "node:http";
import Provider from "oidc-provider";

/**
 * An OpenID provider on loopback, for tests. Whoever signs in as `subject/name`, with any password, has all of it for a subject and the name for a
 * `preferred_username`; its client is `course` with the secret `secret`. It prints where it is.
 */
const [redirectUri = ""] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "course", client_secret: "secret", redirect_uris: [redirectUri] }],
    cookies: { keys: ["of a test"] },
    claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
    findAccount(_, login) {
      const [subject = "", name = ""] = login.split("/");
      const claims = { sub: login, preferred_username: name, email: name, email_verified: subject !== "unverified" };
      return { accountId: login, claims: () => claims };
    },
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});
