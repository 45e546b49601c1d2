package io.synnefo.api.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All APIs, below one address: {@code /identity}, {@code /compute}, {@code /image}. */
@ApplicationPath("/")
public class SynnefoApplication extends Application {}
