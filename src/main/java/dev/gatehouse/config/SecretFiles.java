package dev.gatehouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import org.jspecify.annotations.Nullable;

/// Puts the content of a file in the place of a value written `${file:PATH}`, without the line break at its end.
///
/// A file that cannot be read leaves the reference as it was written; [#unread] recognises it, and the settings'
/// reader makes it a fault. Runs outside the expansion of `${…}`, which would read PATH as a default value.
@Priority(Priorities.LIBRARY + 800)
public final class SecretFiles implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1L;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:([^}]+)}");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value == null || value.getRawValue() == null) {
            return value;
        }
        return unread(value.getRawValue())
                .map(file -> value.withValue(content(file).orElse(value.getRawValue())))
                .orElse(value);
    }

    /// The file that `value` refers to, when it is a reference still.
    static Optional<String> unread(String value) {
        Matcher matcher = REFERENCE.matcher(value.trim());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> content(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).replaceFirst("\\R$", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
