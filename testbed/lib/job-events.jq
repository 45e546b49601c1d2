# What a Ganeti job's file tells: a line an opcode, in the job's order, with event id, opcode,
# status, and when the status was reached.
#
#   jq -r --arg uuid UUID -f job-events.jq .../queue/job-54
#
# A second opinion, for tests and for operators who doubt the first: it shares nothing with the
# event daemon. Its own rules are these. An opcode passes received, start, exec and end; its status
# tells how far it may have come, and the last time stamp up to there is the event's time. What
# never began (canceled, or behind an opcode that failed) ended with its job.

# how many of the four time stamps an opcode of that status may have
def stamps:
  {queued: 1, waiting: 2, canceling: 2, running: 3, success: 4, error: 4, canceled: 4} as $reached
  | $reached[.] // error("no status of Ganeti: \(.)");

# [sec, usec] as sec.usec with six digits
def seconds:
  if type != "array" or length != 2 then error("no time stamp: \(.)") else . end
  | "\(.[0]).\(1000000 + .[1] | tostring | .[1:])";

def time($job):
  .status as $status
  | [$job.received_timestamp, .start_timestamp, .exec_timestamp,
     (.end_timestamp // $job.end_timestamp)]
  | .[:$status | stamps]
  | map(values)
  | last
  | seconds;

. as $job
| .ops
| to_entries[]
| .key as $index
| .value
| [
    ([$uuid, $job.id, $index, .status] | map(tostring) | join(":")),
    .input.OP_ID,
    .status,
    time($job)
  ]
| join(" ")
