"""An Airflow DAG (2.4 or newer) that runs Nightjar's night on a Spark cluster; needs apache-airflow-providers-apache-spark."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

JAR = "s3a://bucket/nightjar-jobs.jar"
STORE = "s3a://bucket/nightjar"

with DAG(
    dag_id="nightjar_nightly",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    # A night that failed is started again as it is; there is nothing to clean up.
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
):
    nightly = SparkSubmitOperator(
        task_id="nightly",
        application=JAR,
        java_class="io.nightjar.jobs.nightly.NightlyJob",
        application_args=[
            "--store", STORE,
            "--interactions", "s3a://bucket/interactions/date={{ ds }}/",
            "--campaign", "home",
            "--require", "ndcg_at_10>=0.95*previous",
        ],
    )
    prune = SparkSubmitOperator(
        task_id="prune",
        application=JAR,
        java_class="io.nightjar.jobs.publish.PruneJob",
        application_args=["--store", STORE, "--keep", "3"],
    )
    nightly >> prune
