package io.synnefo.eventd;

/** Takes a job's opcodes in, one after the other. */
interface OpSink {
  /** The job's opcodes in their order; the job's own list of them may be empty. */
  void take(Job job, Job.Op op) throws NoRoomException;
}
