package io.synnefo.ear.faults;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The EAR with an adapter that acknowledges a message before the bean gets it: the mistake that the
 * adapter is there to avoid (ADR 003). Of its one class the source is altered and compiled.
 */
final class EarlyAcknowledgement {
  static final String SOURCE = "io/synnefo/amqp/MessageConsumerSlot.java";

  private static final String CLASS = "io/synnefo/amqp/MessageConsumerSlot.class";
  private static final String RAR = "resource-adapter.rar";
  private static final String ACKNOWLEDGE = "message.acknowledge();";
  private static final String DELIVER =
      "for (boolean again = message.getJMSRedelivered(); !link.isLost(); again = true) {";

  private EarlyAcknowledgement() {}

  /** A copy of the EAR, below that directory, with the class of that source altered. */
  static Path build(Path ear, Path source, Path work) throws IOException {
    Files.createDirectories(work);
    Path altered = Files.copy(ear, work.resolve("early.ear"), StandardCopyOption.REPLACE_EXISTING);
    Path rar = work.resolve(RAR);
    Path jar = work.resolve("adapter.jar");
    try (FileSystem inEar = FileSystems.newFileSystem(altered)) {
      Files.copy(inEar.getPath(RAR), rar, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem inRar = FileSystems.newFileSystem(rar)) {
        Path packed = adapter(inRar);
        Files.copy(packed, jar, StandardCopyOption.REPLACE_EXISTING);
        Path compiled = compile(alter(Files.readString(source)), jar, work);
        try (FileSystem inJar = FileSystems.newFileSystem(jar)) {
          Files.copy(compiled, inJar.getPath(CLASS), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(jar, packed, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.copy(rar, inEar.getPath(RAR), StandardCopyOption.REPLACE_EXISTING);
    }
    return altered;
  }

  private static Path adapter(FileSystem inRar) throws IOException {
    try (Stream<Path> files = Files.list(inRar.getPath("/"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no jar in " + RAR));
    }
  }

  private static String alter(String source) throws IOException {
    String without = replace(source, ACKNOWLEDGE, "// has been acknowledged");
    return replace(without, DELIVER, ACKNOWLEDGE + " " + DELIVER);
  }

  private static String replace(String source, String words, String others) throws IOException {
    int place = source.indexOf(words);
    if (place < 0 || source.indexOf(words, place + 1) >= 0) {
      throw new IOException(SOURCE + " has not once, as before: " + words);
    }
    return source.replace(words, others);
  }

  private static Path compile(String source, Path jar, Path work) throws IOException {
    Path file = work.resolve(SOURCE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path classes = Files.createDirectories(work.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path = jar + ":" + System.getProperty("java.class.path");
    List<String> options = List.of("-d", classes.toString(), "-cp", path, "-proc:none");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjects(file))
          .call()) {
        throw new IOException("the altered " + SOURCE + " does not compile: see the output");
      }
    }
    return classes.resolve(CLASS);
  }
}
