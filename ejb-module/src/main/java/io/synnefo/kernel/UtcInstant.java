package io.synnefo.kernel;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Keeps an {@link Instant} in a column TIMESTAMP(6), as UTC, in microseconds. */
@Converter
public class UtcInstant implements AttributeConverter<Instant, LocalDateTime> {
  @Override
  public @Nullable LocalDateTime convertToDatabaseColumn(@Nullable Instant instant) {
    return instant == null
        ? null
        : LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  @Override
  public @Nullable Instant convertToEntityAttribute(@Nullable LocalDateTime column) {
    return column == null ? null : column.toInstant(ZoneOffset.UTC);
  }
}
