// Signatures as the AWS SDK for JavaScript 3 makes them; only the environment points at the server.
import assert from "node:assert/strict";
import { GetRecommendationsCommand, PersonalizeRuntimeClient } from "@aws-sdk/client-personalize-runtime";

const request = { campaignArn: "arn:aws:personalize:us-east-1:000000000000:campaign/conform", userId: "user-0001" };
const ask = (config) => new PersonalizeRuntimeClient({ maxAttempts: 1, ...config }).send(new GetRecommendationsCommand(request));
const refused = (name, status, config) =>
  assert.rejects(ask(config), (error) => error.name === name && error.$metadata.httpStatusCode === status);
const accessKeyId = process.env.AWS_ACCESS_KEY_ID;
const HOUR = 3_600_000;

assert.equal((await ask()).itemList.length, 25);
await refused("InvalidSignatureException", 403, { credentials: { accessKeyId, secretAccessKey: "not the secret at all" } });
await refused("InvalidClientTokenId", 403, { credentials: { accessKeyId: "NOBODY", secretAccessKey: "not the secret at all" } });
await refused("RequestExpired", 400, { systemClockOffset: -HOUR });
await refused("RequestExpired", 400, { systemClockOffset: HOUR });
console.log("AWS SDK for JavaScript: signatures passed");
