package io.synnefo.ear;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it was built, with a test module beside ours and an operator's library in it. */
final class SynnefoEar {
  private SynnefoEar() {}

  /**
   * The EAR.
   *
   * @param handler an operator's own, as he would add it
   */
  static EnterpriseArchive with(Class<?> handler, Class<?>... testClasses) {
    EnterpriseArchive ear =
        ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File("target/synnefo.ear"));
    WebArchive tests =
        ShrinkWrap.create(WebArchive.class, "test.war")
            .addClasses(testClasses)
            .addPackages(true, "org.awaitility", "org.hamcrest")
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    ear.addAsLibrary(
        ShrinkWrap.create(JavaArchive.class, "handlers.jar")
            .addClasses(handler)
            .addClasses(handler.getDeclaredClasses())
            .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"));
    ear.addAsModule(Testable.archiveToTest(tests));
    // Arquillian finds its servlet only in a module that application.xml names
    ear.setApplicationXML(
        new StringAsset(
            applicationXml(ear)
                .replace(
                    "<library-directory>",
                    "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root>"
                        + "</web></module><library-directory>")));
    return ear;
  }

  private static String applicationXml(EnterpriseArchive ear) {
    try (InputStream in = ear.get("META-INF/application.xml").getAsset().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
