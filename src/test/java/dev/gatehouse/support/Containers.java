package dev.gatehouse.support;

import java.nio.file.Files;
import java.nio.file.Path;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.containers.MySQLContainer;
import org.testcontainers.containers.PostgreSQLContainer;

import dev.gatehouse.boot.demo.DatabaseServer;

/// The provider by Testcontainers. The engine itself removes the containers when the JVM is gone.
final class Containers {
    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final String MYSQL_IMAGE = "mysql:8.4";

    private Containers() {}

    /// Asks the engine only where there may be one, since the question alone takes seconds where there is none.
    static boolean engineAnswers() {
        boolean maybe = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return maybe && DockerClientFactory.instance().isDockerAvailable();
    }

    static Databases.Provided postgres() {
        PostgreSQLContainer<?> container = new PostgreSQLContainer<>(POSTGRES_IMAGE);
        container.withUsername("gatehouse").withPassword("gatehouse").withDatabaseName("shop");
        container.start();
        return provided(POSTGRES_IMAGE, container, PostgreSQLContainer.POSTGRESQL_PORT, "gatehouse");
    }

    static Databases.Provided mysql() {
        MySQLContainer<?> container = new MySQLContainer<>(MYSQL_IMAGE);
        container.withUsername("gatehouse").withPassword("gatehouse").withDatabaseName("shop");
        container.withCommand("--local-infile=1", "--max-allowed-packet=1G");
        container.start();
        return provided(MYSQL_IMAGE, container, MySQLContainer.MYSQL_PORT, "root");
    }

    private static Databases.Provided provided(
            String image, JdbcDatabaseContainer<?> container, int port, String user) {
        return new Databases.Provided(
                "container " + image,
                new DatabaseServer(
                        container.getHost(),
                        container.getMappedPort(port),
                        user,
                        container.getPassword(),
                        container.getDatabaseName()));
    }
}
