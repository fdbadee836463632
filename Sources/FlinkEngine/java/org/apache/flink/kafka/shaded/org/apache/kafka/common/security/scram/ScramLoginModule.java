package org.apache.flink.kafka.shaded.org.apache.kafka.common.security.scram;

/** The login module under the name that Realtime Compute ships it, which `properties.sasl.jaas.config` contains. */
public final class ScramLoginModule extends org.apache.kafka.common.security.scram.ScramLoginModule {
  /** Creates the module. */
  public ScramLoginModule() {}
}
