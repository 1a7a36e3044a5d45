package io.nightjar.jobs.demo;

/**
 * Calls that work when pasted while the demo's server runs.
 *
 * @param store the demo's store
 * @param port of the server
 * @param notServing whether the server must be started by hand first
 */
record DemoCalls(String store, int port, boolean notServing) {
  /** The text to print. */
  String text() {
    String start =
        notServing
            ? "\nThe store is ready. Start the server:\n\n  bin/nightjar serve --store %s --port %d\n"
                .formatted(store, port)
            : "\nThe server starts now and prints its addresses; stop it with Ctrl-C."
                + " Meanwhile, in another terminal:\n";
    return start
        + """

        # In a browser: campaigns, questions and answers, users, items, nights
        http://127.0.0.1:%1$d/console

        # curl: the best films for a user, in front of the television in the evening
        curl -s http://127.0.0.1:%1$d/recommendations -H 'Content-Type: application/json' -d '{
          "campaignArn": "arn:aws:personalize:us-east-1:000000000000:campaign/demo",
          "userId": "user-0001", "numResults": 5,
          "context": {"DEVICE": "tv", "DAYPART": "evening"}}'

        # curl: some films, ranked for the same user
        curl -s http://127.0.0.1:%1$d/personalize-ranking -H 'Content-Type: application/json' -d '{
          "campaignArn": "arn:aws:personalize:us-east-1:000000000000:campaign/demo-ranking",
          "userId": "user-0001", "inputList": ["film-0003", "film-0042", "film-0007"]}'

        # AWS CLI and boto3 need only the endpoint; the keys may be anything
        export AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME=http://127.0.0.1:%1$d
        export AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any

        aws personalize-runtime get-recommendations --num-results 5 --user-id user-0001 \\
          --campaign-arn arn:aws:personalize:us-east-1:000000000000:campaign/demo

        python3 - <<'PYTHON'
        import boto3
        runtime = boto3.client("personalize-runtime")
        reply = runtime.get_recommendations(
            campaignArn="arn:aws:personalize:us-east-1:000000000000:campaign/demo",
            userId="user-0001", numResults=5, context={"DEVICE": "mobile", "DAYPART": "morning"})
        for item in reply["itemList"]:
            print(item["itemId"], item["score"])
        PYTHON
        """
            .formatted(port);
  }
}
