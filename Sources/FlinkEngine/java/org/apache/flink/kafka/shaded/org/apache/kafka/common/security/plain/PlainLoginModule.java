package org.apache.flink.kafka.shaded.org.apache.kafka.common.security.plain;

/** The login module under the name that Realtime Compute ships it, which `properties.sasl.jaas.config` contains. */
public final class PlainLoginModule extends org.apache.kafka.common.security.plain.PlainLoginModule {
  /** Creates the module. */
  public PlainLoginModule() {}
}
