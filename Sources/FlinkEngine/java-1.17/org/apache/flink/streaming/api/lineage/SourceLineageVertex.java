package org.apache.flink.streaming.api.lineage;

/** Exists because the Kafka connector names it; Flink has it from version 1.20 on. */
public interface SourceLineageVertex {}
