package dev.muster.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void no_library_brings_a_second_logger() throws IOException {
        assertThat(Collections.list(getClass()
                        .getClassLoader()
                        .getResources("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")))
                .map(URL::getPath)
                .singleElement()
                .asString()
                .contains("logback-classic");
    }
}
