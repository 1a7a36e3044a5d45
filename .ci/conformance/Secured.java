import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PersonalizeRuntimeException;

/** Signatures as the AWS SDK for Java 2 makes them. */
final class Secured {
  private static final String ARN = "arn:aws:personalize:us-east-1:000000000000:campaign/conform";

  public static void main(String[] args) {
    int items = ask(PersonalizeRuntimeClient.create());
    if (items != 25) {
      throw new AssertionError("25 items: " + items);
    }
    refused("InvalidSignatureException", System.getenv("AWS_ACCESS_KEY_ID"));
    refused("InvalidClientTokenId", "NOBODY");
    System.out.println("AWS SDK for Java: signatures passed");
  }

  private static int ask(PersonalizeRuntimeClient runtime) {
    return runtime.getRecommendations(request -> request.campaignArn(ARN).userId("user-0001")).itemList().size();
  }

  private static void refused(String error, String key) {
    AwsBasicCredentials credentials = AwsBasicCredentials.create(key, "not the secret at all");
    PersonalizeRuntimeClient stranger =
        PersonalizeRuntimeClient.builder().credentialsProvider(StaticCredentialsProvider.create(credentials)).build();
    try {
      ask(stranger);
    } catch (PersonalizeRuntimeException e) {
      if (e.statusCode() == 403 && e.awsErrorDetails().errorCode().equals(error)) {
        return;
      }
      throw new AssertionError("must be refused with " + error, e);
    }
    throw new AssertionError("must be refused with " + error);
  }
}
