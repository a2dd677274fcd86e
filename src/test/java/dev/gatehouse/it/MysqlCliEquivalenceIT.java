package dev.gatehouse.it;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The command line client prints the same through the gateway as directly: one script, errors and results.
class MysqlCliEquivalenceIT {
    private static final String SCRIPT = """
            select 1 as one, 'ä€😀' as text, null as nothing;
            create temporary table cli (id int auto_increment primary key, t varchar(40), n decimal(10,2)) character set utf8mb4;
            insert into cli (t, n) values ('first', 1.50), ('zwölf', null), ('tab\\there', -3);
            show warnings;
            select * from cli order by id\\G
            update cli set n = 0 where id > 100;
            select * from nowhere;
            selectt 1;
            insert into cli (id) values (1);
            select 7 as `after the errors`;
            start transaction;
            delete from cli;
            select count(*) from cli;
            rollback;
            prepare p from 'select ? + 1 as next';
            set @a = 41;
            execute p using @a;
            deallocate prepare p;
            drop procedure if exists cli_two;
            delimiter //
            create procedure cli_two() begin select 1 as a; select 2 as b union select 3; end//
            call cli_two()//
            select 4 as c//
            delimiter ;
            drop procedure cli_two;
            source %s
            select repeat('x', 70000) as wide;
            show columns from information_schema.schemata like 'schema_name';
            explain select 1;
            use information_schema
            select database();
            set names latin1;
            select hex('a'), @@character_set_client;
            select cast('not a number' as signed) as n;
            show warnings;
            """;

    @TempDir
    Path files;

    @Test
    void printsTheSameThroughTheGateway() throws Exception {
        // Given
        Path client = client();
        DatabaseServer server = Databases.mysql();
        Path sourced = Files.writeString(files.resolve("sourced.sql"), "select 'from a file' as sourced;\n");
        Path script = Files.writeString(files.resolve("script.sql"), SCRIPT.formatted(sourced));
        String direct = run(client, server, script, List.of("--force", "-vvv", "--show-warnings"));

        // When
        String through;
        try (OpenGateway gateway = OpenGateway.mysql()) {
            through = run(client, gateway.asServer(server), script, List.of("--force", "-vvv", "--show-warnings"));
        }

        // Then
        assertThat(through).isEqualTo(direct).contains("ä€😀", "from a file", "ERROR 1146", "zwölf", "status 0");
    }

    @Test
    void stopsAtTheSameErrorWithTheSameStatus() throws Exception {
        // Given
        Path client = client();
        DatabaseServer server = Databases.mysql();
        Path script = Files.writeString(files.resolve("script.sql"), "select 1;\nselect * from nowhere;\nselect 2;\n");
        String direct = run(client, server, script, List.of("--table"));

        // When
        String through;
        try (OpenGateway gateway = OpenGateway.mysql()) {
            through = run(client, gateway.asServer(server), script, List.of("--table"));
        }

        // Then
        assertThat(through).isEqualTo(direct).contains("status 1");
    }

    private static Path client() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of(Path.of(directory, "mariadb"), Path.of(directory, "mysql")))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("NOT RUN: no mariadb or mysql command line client is installed");
        }
        assumeTrue(found.isPresent(), "no mariadb or mysql command line client is installed");
        return found.get();
    }

    /// Output and errors as the terminal would show them, and the exit status. The times that results took go.
    private String run(Path client, DatabaseServer server, Path script, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                client.toString(),
                "--no-defaults",
                "--protocol=tcp",
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--user=" + server.user(),
                "--default-character-set=utf8mb4"));
        command.addAll(options);
        command.add(server.database());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MYSQL_PWD", server.password());
        Path printed = files.resolve("printed");
        Process process = builder.redirectErrorStream(true)
                .redirectInput(script.toFile())
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the client ended").isTrue();
        String output = Files.readString(printed, StandardCharsets.UTF_8).replaceAll("\\(\\d+\\.\\d+ sec\\)", "(sec)");
        return output + "status " + process.exitValue();
    }
}
