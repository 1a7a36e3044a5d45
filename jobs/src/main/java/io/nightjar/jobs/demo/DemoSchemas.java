package io.nightjar.jobs.demo;

/** The Avro schemas of the sample data, as Personalize's CreateSchema takes them. */
final class DemoSchemas {
  /** Schema of interactions.csv. */
  static final String INTERACTIONS =
      """
      {
        "type": "record",
        "name": "Interactions",
        "namespace": "com.amazonaws.personalize.schema",
        "fields": [
          {"name": "USER_ID", "type": "string"},
          {"name": "ITEM_ID", "type": "string"},
          {"name": "TIMESTAMP", "type": "long"},
          {"name": "EVENT_TYPE", "type": "string"},
          {"name": "EVENT_VALUE", "type": ["float", "null"]},
          {"name": "DEVICE", "type": "string", "categorical": true},
          {"name": "DAYPART", "type": "string", "categorical": true}
        ],
        "version": "1.0"
      }
      """;

  /** Schema of items.csv. */
  static final String ITEMS =
      """
      {
        "type": "record",
        "name": "Items",
        "namespace": "com.amazonaws.personalize.schema",
        "fields": [
          {"name": "ITEM_ID", "type": "string"},
          {"name": "TITLE", "type": "string"},
          {"name": "GENRES", "type": "string", "categorical": true},
          {"name": "CREATION_TIMESTAMP", "type": "long"}
        ],
        "version": "1.0"
      }
      """;

  /** Schema of users.csv. */
  static final String USERS =
      """
      {
        "type": "record",
        "name": "Users",
        "namespace": "com.amazonaws.personalize.schema",
        "fields": [
          {"name": "USER_ID", "type": "string"},
          {"name": "AGE_GROUP", "type": "string", "categorical": true},
          {"name": "COUNTRY", "type": "string", "categorical": true}
        ],
        "version": "1.0"
      }
      """;

  private DemoSchemas() {}
}
