# Two images: docker build --target server -t nightjar-server .     docker build --target jobs -t nightjar-jobs .
# docs/deployment.md says how they are used and what of this was tried.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY shared shared
COPY jobs jobs
COPY serving serving
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN mvn -B -ntp -q -DskipTests package
# Spark's jars lie in Maven's repository, and a file of one line says where. In the image they are in one folder.
RUN mkdir -p /image/jobs/target /image/serving/target /image/spark \
  && cp jobs/target/nightjar-jobs.jar /image/jobs/target/ \
  && cp serving/target/nightjar-serving.jar /image/serving/target/ \
  && tr ':' '\n' < jobs/target/spark.classpath | xargs cp -t /image/spark \
  && echo '/opt/nightjar/spark/*' > /image/jobs/target/spark.classpath

FROM eclipse-temurin:17-jre AS server
RUN useradd --uid 10001 --no-create-home nightjar
COPY --from=build /build/serving/target/nightjar-serving.jar /opt/nightjar/nightjar-serving.jar
USER 10001
EXPOSE 8080
ENTRYPOINT ["java", "--add-modules=jdk.incubator.vector", "-XX:+ExplicitGCInvokesConcurrent", "-XX:MaxRAMPercentage=45", "-jar", "/opt/nightjar/nightjar-serving.jar"]
# A container is reached from outside it only: whoever publishes the port decides who may ask, or gives --credentials instead.
CMD ["--store", "/store", "--host", "0.0.0.0", "--insecure"]

FROM eclipse-temurin:17-jre AS jobs
# Hadoop wants the user that it runs as to have a name.
RUN useradd --uid 10001 --create-home nightjar
COPY --from=build /image /opt/nightjar
COPY bin /opt/nightjar/bin
USER 10001
WORKDIR /home/nightjar
ENTRYPOINT ["/opt/nightjar/bin/nightjar"]
CMD ["--help"]
