// Conformance of the runtime API as the AWS SDK for JavaScript 3 sees it; only the environment points at the server.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
  GetActionRecommendationsCommand,
  GetPersonalizedRankingCommand,
  GetRecommendationsCommand,
  InvalidInputException,
  PersonalizeRuntimeClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-personalize-runtime";

const arn = "arn:aws:personalize:us-east-1:000000000000:";
const genres = { filterArn: `${arn}filter/by-genre`, filterValues: { GENRES: '"Comedy","Crime"' } };
const runtime = new PersonalizeRuntimeClient({});

const ask = (members) => runtime.send(new GetRecommendationsCommand({ campaignArn: `${arn}campaign/conform`, userId: "user-0001", ...members }));
const recommend = async (members = {}) => (await ask(members)).itemList;
const rank = async (members) =>
  (await runtime.send(new GetPersonalizedRankingCommand({ campaignArn: `${arn}campaign/conform-ranking`, userId: "user-0001", ...members }))).personalizedRanking;
const ids = (items) => items.map((item) => item.itemId);

// Every member of GetRecommendations.
const plain = await recommend();
assert.equal(new Set(ids(plain)).size, 25);
for (const item of plain) assert.deepEqual(Object.keys(item), ["itemId", "score"]);
assert.equal((await recommend({ numResults: 500 })).length, 500);
assert.deepEqual(await recommend({ numResults: 0 }), []);
assert.deepEqual(ids(await recommend({ itemId: "film-0001" })), ids(plain));
assert.notDeepEqual(ids(await recommend({ context: { DEVICE: "tv", DAYPART: "evening" } })), ids(plain));
const filtered = await recommend({ numResults: 50, metadataColumns: { ITEMS: ["GENRES", "TITLE"] }, ...genres });
assert.equal(filtered.length, 50);
for (const { metadata } of filtered) {
  assert.ok(metadata.GENRES.split("|").some((genre) => genre === "Comedy" || genre === "Crime"), metadata.GENRES);
  assert.ok(metadata.TITLE);
}
const promoted = await recommend({ numResults: 10, promotions: [{ name: "house", percentPromotedItems: 25, ...genres }] });
const house = promoted.filter((item) => item.promotionName === "house");
assert.deepEqual(ids(house), ids(filtered).slice(0, 3));
for (const item of house) assert.deepEqual(item.reason, ["Promoted item"]);
const recommender = await ask({ campaignArn: undefined, recommenderArn: `${arn}recommender/conform` });
assert.deepEqual(recommender.itemList, ids(plain).map((itemId) => ({ itemId })));
assert.match(recommender.recommendationId, /^RID-[0-9a-f-]{36}$/);

// Every member of GetPersonalizedRanking.
const best = ids(plain).slice(0, 5);
const ranked = await rank({ inputList: ["no-such-item", ...[...best].reverse()], metadataColumns: { ITEMS: ["TITLE"] } });
assert.deepEqual(ids(ranked), [...best, "no-such-item"]);
assert.ok(ranked[0].metadata.TITLE);
assert.equal(ranked[5].score, undefined);
assert.ok(Math.abs(ranked.slice(0, 5).reduce((sum, item) => sum + item.score, 0) - 1) < 1e-5);
const many = ids(await recommend({ numResults: 100 }));
assert.notDeepEqual(ids(await rank({ inputList: many, context: { DEVICE: "tv" } })), many);
const kept = await rank({ inputList: many, ...genres });
assert.ok(kept.length > 0 && kept.length < 100);
assert.deepEqual(await rank({ inputList: [] }), []);

// Related items: by the item's genre, then by the country of the user; they have no scores.
const ofGenre = { metadataColumns: { ITEMS: ["GENRES"] } };
const related = (members = {}) => recommend({ campaignArn: `${arn}campaign/conform-related`, itemId: "film-0001", userId: undefined, ...ofGenre, ...members });
const genresOf = (item) => item.metadata.GENRES.split("|");
const toFirst = await related();
assert.equal(toFirst.length, 25);
for (const item of toFirst) assert.deepEqual(Object.keys(item).sort(), ["itemId", "metadata"]);
const [first] = await rank({ inputList: ["film-0001"], ...ofGenre });
const alike = await related({ filterArn: `${arn}filter/same-genre` });
assert.equal(alike.length, 25);
for (const item of alike) assert.ok(genresOf(item).some((genre) => genresOf(first).includes(genre)), item.metadata.GENRES);
const inFrance = { filterArn: `${arn}filter/comedies-in-france` };
const french = await related({ userId: "user-0001", ...inFrance });
assert.equal(french.length, 25);
for (const item of french) assert.ok(genresOf(item).includes("Comedy"), item.metadata.GENRES);
assert.deepEqual(await related({ userId: "user-0002", ...inFrance }), toFirst);

// A time window on interactions: all that the user had is since 1970, nothing since 2100.
const notSince = (seconds) => recommend({ filterArn: `${arn}filter/not-since`, filterValues: { SINCE: `"${seconds}"` } });
assert.deepEqual(await notSince(0), await recommend({ filterArn: `${arn}filter/unseen` }));
assert.deepEqual(ids(await notSince(4102444800)), ids(plain));

// Exploration, of 30 % of the places.
const explored = (await recommend({ campaignArn: `${arn}campaign/explore`, numResults: 100 })).filter((item) => item.reason);
assert.ok(explored.length > 0);
for (const item of explored) {
  assert.deepEqual(item.reason, ["Exploration"]);
  assert.ok(item.score > 0);
}

// Every error by its modelled class.
const refused = async (type, said, call) => {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof type, `must be ${type.name}: ${error}`);
    assert.ok(error.message.includes(said), error.message);
    assert.ok(error.$metadata.requestId);
    assert.equal(error.$metadata.attempts, 1);
    return true;
  });
};
await refused(ResourceNotFoundException, "campaign/nope does not exist", () => recommend({ campaignArn: `${arn}campaign/nope` }));
await refused(ResourceNotFoundException, "filter/nope does not exist", () => recommend({ filterArn: `${arn}filter/nope` }));
await refused(ResourceNotFoundException, "campaign/nope does not exist", () => rank({ campaignArn: `${arn}campaign/nope`, inputList: [] }));
await refused(InvalidInputException, "numResults must not exceed 500: 501", () => recommend({ numResults: 501 }));
await refused(InvalidInputException, "filterValues.GENRES must be given", () => recommend({ filterArn: genres.filterArn }));
await refused(InvalidInputException, "'PRICE' is none of", () => recommend({ metadataColumns: { ITEMS: ["PRICE"] } }));
await refused(InvalidInputException, "inputList must not have more than 500", () => rank({ inputList: Array.from({ length: 501 }, (_, i) => `${i}`) }));
await refused(InvalidInputException, "userId must be given", () => related(inFrance));
await refused(InvalidInputException, "itemId must be given", () => related({ itemId: undefined }));
await refused(InvalidInputException, "GetRecommendations needs a campaign", () => recommend({ campaignArn: `${arn}campaign/conform-ranking` }));
await refused(InvalidInputException, "GetActionRecommendations is not supported", () =>
  runtime.send(new GetActionRecommendationsCommand({ campaignArn: `${arn}campaign/conform`, userId: "u" })),
);

// Retries, until the server is reached.
for (const status of [429, 500, 503]) {
  const reply = await ask({ userId: `fail-${status}-2-js` });
  assert.equal(reply.itemList.length, 25);
  assert.equal(reply.$metadata.attempts, 3, `${status} twice, then an answer`);
}
await assert.rejects(ask({ userId: "fail-429-99-js" }), (error) => error.name === "ThrottlingException" && error.$metadata.attempts > 1);
const { version } = createRequire(import.meta.url)("@aws-sdk/client-personalize-runtime/package.json");
console.log(`AWS SDK for JavaScript ${version}: passed`);
