import type { Duration, Size } from 'aws-cdk-lib';
import type { SearchFanoutTargetMode } from './parameter-values';

/** What an engine records about itself, and how search behaves. */
export interface DiagnosticParameters {
  /**
   * Time above which a command is put into the slow log, to the microsecond: Duration.millis(0.5) is 500. Zero records every
   * command; for none at all use rawParameters with -1 (`slowlog-log-slower-than`).
   *
   * @default - 10 milliseconds
   */
  readonly slowlogLogSlowerThan?: Duration;

  /**
   * Entries of the slow log (`slowlog-max-len`).
   *
   * @default 128
   */
  readonly slowlogMaxLen?: number;

  /**
   * Size above which a request is put into the command log. For none at all use rawParameters with -1
   * (`commandlog-request-larger-than`). From Valkey 8.1 on.
   *
   * @default - 1 MiB
   */
  readonly commandlogRequestLargerThan?: Size;

  /**
   * Size above which a reply is put into the command log. For none at all use rawParameters with -1
   * (`commandlog-reply-larger-than`). From Valkey 8.1 on.
   *
   * @default - 1 MiB
   */
  readonly commandlogReplyLargerThan?: Size;

  /**
   * Entries of the command log of large requests (`commandlog-large-request-max-len`). A whole number, 0 to 1024. From Valkey
   * 8.1 on.
   *
   * @default 128
   */
  readonly commandlogLargeRequestMaxLen?: number;

  /**
   * Entries of the command log of large replies (`commandlog-large-reply-max-len`). A whole number, 0 to 1024. From Valkey 8.1
   * on.
   *
   * @default 128
   */
  readonly commandlogLargeReplyMaxLen?: number;

  /**
   * Entries of the log of refused commands and logins (`acllog-max-len`).
   *
   * @default 128
   */
  readonly acllogMaxLen?: number;

  /**
   * Whether the engine keeps a distribution of the latency of each command (`latency-tracking`). From Redis 7 and Valkey 7 on.
   *
   * @default false
   */
  readonly latencyTracking?: boolean;

  /**
   * Which nodes a search is spread over (`search-fanout-target-mode`). From Valkey 8.2 on.
   *
   * @default SearchFanoutTargetMode.CLIENT
   */
  readonly searchFanoutTargetMode?: SearchFanoutTargetMode;

  /**
   * Time after which a search gives up (`search-default-timeout-ms`). 1 millisecond to 60 seconds. From Valkey 8.2 on.
   *
   * @default - 50 seconds
   */
  readonly searchDefaultTimeout?: Duration;

  /**
   * Whether a search that loses a shard answers with what it has (`search-enable-partial-results`). From Valkey 8.2 on.
   *
   * @default true
   */
  readonly searchEnablePartialResults?: boolean;
}
