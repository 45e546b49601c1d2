package io.synnefo.api.console;

import io.synnefo.settings.ConsolePageSettings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The console page and noVNC, for anybody: what they show comes from the APIs and the gateway,
 * which ask for tokens. Its path is longer than the APIs' {@code /*}, so requests for it do not
 * pass them.
 */
// at the start, so that a setting that is wrong is told then
@WebServlet(urlPatterns = "/console/*", loadOnStartup = 1)
public class ConsolePages extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String ROOT = "/console";

  @Inject transient ConsolePageSettings settings;

  /** Those that were asked for; bounded by the files that there are. */
  private final transient Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    ConsolePolicy.headers(settings).forEach(response::setHeader);
    super.service(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getPathInfo();
    if (name == null) {
      // relative, so that it is right behind a proxy, whatever comes before it there
      response.setHeader("Location", "console/");
      response.setStatus(HttpServletResponse.SC_FOUND);
      return;
    }
    Optional<ConsoleFile> file = find("/".equals(name) ? "/index.html" : name);
    if (file.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      send(ConsoleFile.missing(), response);
      return;
    }
    response.setHeader("ETag", file.get().tag());
    if (file.get().tag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    send(file.get(), response);
  }

  private static void send(ConsoleFile file, HttpServletResponse response) throws IOException {
    response.setContentType(file.type());
    response.setContentLength(file.content().length);
    response.getOutputStream().write(file.content());
  }

  private Optional<ConsoleFile> find(String name) throws IOException {
    Optional<String> type = ConsoleFile.type(name);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    ConsoleFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream content = getServletContext().getResourceAsStream(ROOT + name)) {
      if (content == null) {
        return Optional.empty();
      }
      ConsoleFile file = ConsoleFile.of(content.readAllBytes(), type.get());
      files.put(name, file);
      return Optional.of(file);
    }
  }
}
